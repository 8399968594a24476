/** Tasks as the calendar draws them: the task on its day, and the days on which it will come again. */
import type { ScheduleEventData } from '@mantine/schedule'
import type { Task } from '../../../shared/entities/task.ts'
import { groupOf, isOpen } from './task-groups.ts'

export interface TaskEvent {
  task: Task
  /** A day on which the task will come again; it cannot be moved or opened on its own. */
  later: boolean
  [other: string]: unknown
}

/** Of a task with a time and no length, in minutes: enough to read its title. */
const shortest = 30

const colors = { overdue: 'red', today: 'amber', upcoming: 'ink', done: 'gray' } as const

export function eventOf(
  task: Task,
  day: string,
  later: boolean,
  today: string,
): ScheduleEventData<TaskEvent> {
  return {
    id: later ? `${task.id} ${day}` : task.id,
    title: task.title,
    color: later ? 'gray' : colors[groupOf(task, today)],
    variant: 'light',
    payload: { task, later },
    ...timesOf(task, day),
  }
}

/** A task without a time fills its day, from midnight to midnight, as the calendar wants it. */
function timesOf(task: Task, day: string): { start: string; end: string } {
  if (!task.dueTime) return { start: `${day} 00:00:00`, end: `${dayAfter(day)} 00:00:00` }
  // Where the clocks skip the time it is the first moment after the gap: the calendar would see the end first.
  const due = new Date(`${day}T${task.dueTime}:00`)
  const begin = due.getHours() * 60 + due.getMinutes()
  const end = begin + Math.max(shortest, task.durationMinutes ?? shortest)
  // A calendar day has no more than 24 hours, whatever the clocks do.
  return {
    start: `${day} ${clock(begin)}`,
    end: end < minutesOfDay ? `${day} ${clock(end)}` : `${day} ${lastMoment}`,
  }
}

const minutesOfDay = 24 * 60
const lastMoment = '23:59:59'

/** The hours that a day or week shows: those of work, and as many more as its events need. */
export function hoursFor(events: readonly { start: unknown; end: unknown }[]): {
  startTime: string
  endTime: string
} {
  let [startTime, endTime] = ['06:00:00', '22:00:00']
  for (const { start, end } of events) {
    const [from, to] = [String(start).slice(11), String(end).slice(11)]
    // A whole day ends at the next midnight.
    if (from === '00:00:00' && to === '00:00:00') continue
    if (from < startTime) startTime = `${from.slice(0, 2)}:00:00`
    if (to > endTime) endTime = to > '23:00:00' ? lastMoment : '23:00:00'
  }
  return { startTime, endTime }
}

const two = (part: number) => String(part).padStart(2, '0')
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`

function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** What the person meant by dropping a task at `start`, such as `2026-05-03 14:30:00`. */
export function movedTo(task: Task, start: string, isWholeDay: boolean): Partial<Task> {
  const dueDate = start.slice(0, 10)
  if (isWholeDay) return { dueDate, ...(task.dueTime && { dueTime: undefined }) }
  return { dueDate, dueTime: start.slice(11, 16) }
}

/** First and last day that a view of `date` may show, with the days of the months around it. */
export function rangeOf(view: 'day' | 'week' | 'month', date: string): { from: string; to: string } {
  if (view === 'day') return { from: date, to: date }
  if (view === 'week') return { from: dayAfter(date, -7), to: dayAfter(date, 7) }
  return { from: dayAfter(`${date.slice(0, 8)}01`, -7), to: dayAfter(`${date.slice(0, 8)}01`, 45) }
}

export const mayComeAgain = (task: Task) => isOpen(task) && task.recurrence !== undefined
