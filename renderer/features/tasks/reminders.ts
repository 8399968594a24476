/**
 * Which reminders are to be given now. Everything is computed on the device from its tasks, its clock and what
 * it has reminded of already; no server is needed.
 */
import type { Task } from '../../../shared/entities/task.ts'
import { isOpen } from './task-groups.ts'

/** When a task without a time is due. */
const wholeDayAt = '09:00'
/** What is older is not worth a notification; it stands among what is overdue. */
const oldest = 7 * 86_400_000

/**
 * The moment a task asks to be reminded at, in milliseconds since 1970; undefined when it does not. The time
 * is one of this machine's clock: where the clocks skip it, it is the first moment after the gap.
 */
export function remindAt(task: Task): number | undefined {
  if (!isOpen(task) || !task.dueDate || task.remindMinutes === undefined) return undefined
  const due = new Date(`${task.dueDate}T${task.dueTime ?? wholeDayAt}:00`)
  return due.getTime() - task.remindMinutes * 60_000
}

/** What the device remembers: by task, the moment that was last reminded of, and until when it is put off. */
export interface Reminded {
  given: Record<string, number>
  putOff: Record<string, number>
}

/** The tasks to be reminded of at `now`, earliest first. */
export function dueReminders(tasks: readonly Task[], { given, putOff }: Reminded, now: number): Task[] {
  return tasks
    .flatMap((task) => {
      const wanted = remindAt(task)
      if (wanted === undefined) return []
      const again = putOff[task.id]
      const at = again ?? wanted
      const isGiven = again === undefined && given[task.id] === wanted
      return at <= now && now - at < oldest && !isGiven ? [{ task, at }] : []
    })
    .sort((a, b) => a.at - b.at)
    .map(({ task }) => task)
}

/** With the reminder of this task given. */
export function afterReminding({ given, putOff }: Reminded, task: Task): Reminded {
  const { [task.id]: _, ...rest } = putOff
  return { given: { ...given, [task.id]: remindAt(task) ?? 0 }, putOff: rest }
}

/** Asked again at `until`. */
export const afterPuttingOff = ({ given, putOff }: Reminded, id: string, until: number): Reminded => ({
  given,
  putOff: { ...putOff, [id]: until },
})

/** Without tasks that are no longer here. */
export function onlyOf({ given, putOff }: Reminded, ids: ReadonlySet<string>): Reminded {
  const keep = (of: Record<string, number>) =>
    Object.fromEntries(Object.entries(of).filter(([id]) => ids.has(id)))
  return { given: keep(given), putOff: keep(putOff) }
}
