/**
 * When a task comes again. The rule is one of RFC 5545; its days are whole days and have no time zone. The
 * day of the task itself is where its rule starts from, and `COUNT` says how many times are left with this
 * one. Loaded when a task that comes again is completed or shown in a calendar.
 */
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Task } from '../../../shared/entities/task.ts'
import { derivedId } from '../../../shared/derived-id.ts'

type Recurring = Pick<Task, 'dueDate' | 'recurrence'>

/** Calls `visit` with each day after the first one, until it answers false or the rule ends. */
function eachLater({ dueDate: day, recurrence }: Recurring, visit: (day: string) => boolean): void {
  if (!day || !recurrence) return
  const parts = recurrence.split(';')
  const count = countIn(recurrence) ?? Infinity
  const until = parts.find((part) => part.startsWith('UNTIL='))?.slice('UNTIL='.length)
  const last = until && `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`
  // The ends are kept here: the library would count the first day only where it fits the rule.
  const endless = parts.filter((part) => !/^(COUNT|UNTIL)=/.test(part)).join(';')
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${day.replaceAll('-', '')}T120000\nRRULE:${endless}`,
    temporal: Temporal,
  })
  let left = count - 1
  rule.all((at) => {
    const found = at.toPlainDate().toString()
    if (found <= day) return left > 0
    if (left <= 0 || (last && found > last)) return false
    left -= 1
    return visit(found) && left > 0
  })
}

/** How many times are left with the task itself; undefined when it never ends. */
function countIn(recurrence: string): number | undefined {
  const count = /COUNT=(\d+)/.exec(recurrence)?.[1]
  return count === undefined ? undefined : Number(count)
}

export interface Occurrence {
  dueDate: string
  /** The rule that the next one carries. */
  recurrence: string
}

/**
 * The first time after this one that does not lie before `notBefore`: what was missed is not made up for.
 * Undefined when there is none.
 */
export function nextOccurrence(task: Recurring, notBefore: string): Occurrence | undefined {
  let left = countIn(task.recurrence ?? '')
  let next: Occurrence | undefined
  eachLater(task, (dueDate) => {
    if (left !== undefined) left -= 1
    if (dueDate < notBefore) return true
    const recurrence = (task.recurrence ?? '').replace(/COUNT=\d+/, `COUNT=${left}`)
    next = { dueDate, recurrence }
    return false
  })
  return next
}

/** The days from `from` to `to`, both included, on which the task will come again; 60 at most. */
export function laterOccurrences(task: Recurring, from: string, to: string): string[] {
  const days: string[] = []
  eachLater(task, (day) => {
    if (day >= from && day <= to) days.push(day)
    return day <= to && days.length < 60
  })
  return days
}

/**
 * The task that follows a completed one. Its id follows from the completed one's and the state of it that the
 * server knows, so that two devices that complete the same task make the same next one, and a task that is
 * completed anew after an undo makes another.
 */
export function followUpOf(task: Task, today: string): (Partial<Task> & { id: string }) | undefined {
  const next = nextOccurrence(task, today)
  if (!next) return undefined
  const { title, priority, dueTime, durationMinutes, remindMinutes } = task
  const { customerId, leadId, orderId, notes, ownerId } = task
  return {
    id: derivedId('task-after', task.id, task.revision ?? ''),
    title,
    priority,
    status: 'open',
    ...next,
    ...(dueTime !== undefined && { dueTime }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(remindMinutes !== undefined && { remindMinutes }),
    ...(customerId !== undefined && { customerId }),
    ...(leadId !== undefined && { leadId }),
    ...(orderId !== undefined && { orderId }),
    ...(notes !== undefined && { notes }),
    ...(ownerId !== undefined && { ownerId }),
  }
}
