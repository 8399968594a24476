/** Where a task stands against today: which group of the list it belongs to and how urgent its day is. */
import type { Task } from '../../../shared/entities/task.ts'
import type { Condition } from '../../../shared/lists/list-view.ts'

export const taskGroups = ['overdue', 'today', 'upcoming', 'done'] as const
export type TaskGroup = (typeof taskGroups)[number]
export const isTaskGroup = (name: unknown): name is TaskGroup => taskGroups.some((group) => group === name)

type Dated = Pick<Task, 'status' | 'dueDate'>

export const isOpen = (task: Pick<Task, 'status'>) => task.status === 'open' || task.status === 'in-progress'

/** `today` is the person's own calendar day, `2026-05-03`. A task without a day is upcoming. */
export function groupOf(task: Dated, today: string): TaskGroup {
  if (!isOpen(task)) return 'done'
  if (!task.dueDate || task.dueDate > today) return 'upcoming'
  return task.dueDate < today ? 'overdue' : 'today'
}

/** Due today or before. */
export const isPressing = (task: Dated, today: string): boolean =>
  ['overdue', 'today'].includes(groupOf(task, today))

/** Whole days from one calendar day to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The changes that complete a task, or open it again. `now` is an instant. */
export const completion = (done: boolean, now: string) =>
  done ? { status: 'done' as const, completedAt: now } : { status: 'open' as const, completedAt: undefined }

/** The group to look at first: what is most pressing. Given how many tasks each holds. */
export const firstGroup = (counts: Partial<Record<TaskGroup, number>>): TaskGroup =>
  (counts.overdue ?? 0) > 0
    ? 'overdue'
    : (counts.today ?? 0) > 0 || (counts.upcoming ?? 0) === 0
      ? 'today'
      : 'upcoming'

const open: Condition = { column: 'status', is: 'one-of', values: ['open', 'in-progress'] }

/** The groups as conditions of a list; days are counted from the day on which it is asked. */
export const groupConditions: Record<TaskGroup, readonly Condition[]> = {
  overdue: [open, { column: 'dueDate', is: 'before', value: { days: 0 } }],
  today: [open, { column: 'dueDate', is: 'between', from: { days: 0 }, to: { days: 0 } }],
  upcoming: [
    open,
    {
      any: [
        { column: 'dueDate', is: 'after', value: { days: 0 } },
        { column: 'dueDate', is: 'empty' },
      ],
    },
  ],
  done: [{ none: [{ column: 'status', is: 'one-of', values: ['open', 'in-progress'] }] }],
}
