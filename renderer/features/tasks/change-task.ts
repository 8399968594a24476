/** Changes of a task that are made where it stands, each with Undo: done, open again, started, moved. */
import { t } from '@lingui/core/macro'
import type { Task } from '../../../shared/entities/task.ts'
import { createRecord, findRecords, newStep, saveRecord } from '../../data/index.ts'
import type { SaveResult, UndoStep } from '../../data/index.ts'
import { dayOf, formatDate } from '../../ui/format.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { messageOf } from '../../words/say.ts'
import { completion, isOpen } from './task-groups.ts'

function told(result: SaveResult): boolean {
  if (result.ok) return true
  const problem = result.error ?? result.errors[0]
  notifyProblem(
    t`The task was not changed`,
    problem ? messageOf(problem) : t`It could not be saved on this device.`,
  )
  return false
}

const change = async (task: Task, changes: Partial<Task>, step: UndoStep): Promise<boolean> =>
  told(await saveRecord('tasks', task.id, changes, step))

/** Completes an open task or opens a finished one again. A task that comes again gets its next one. */
export async function toggleTask(task: Task): Promise<void> {
  const done = isOpen(task)
  const step = newStep()
  if (!(await change(task, completion(done, new Date().toISOString()), step))) return
  const next = done && task.recurrence ? await makeNext(task, step) : undefined
  notifyWithUndo(
    next
      ? t`${{ title: task.title }}: done, next on ${{ day: formatDate(next.dueDate) }}`
      : done
        ? t`${{ title: task.title }}: done`
        : t`${{ title: task.title }}: open again`,
    step,
  )
}

async function makeNext(task: Task, step: UndoStep): Promise<{ dueDate: string } | undefined> {
  const { followUpOf } = await import('./recurrence.ts')
  const next = followUpOf(task, dayOf(new Date()))
  if (!next?.dueDate) return undefined
  const there = await findRecords('tasks', { selector: { id: next.id }, limit: 1 })
  if (there.length > 0 || !told(await createRecord('tasks', next, step))) return undefined
  return { dueDate: next.dueDate }
}

/** Moves a task that comes again to its next time, without completing this one. */
export async function skipTask(task: Task): Promise<void> {
  const { nextOccurrence } = await import('./recurrence.ts')
  const next = nextOccurrence(task, dayOf(new Date()))
  if (next) await moveTask(task, next)
  else notifyProblem(t`There is no next time`, t`The rule of this task ends with this one.`)
}

/** Sets a status, a day or a time, and offers to take that back. */
export async function moveTask(task: Task, changes: Partial<Task>): Promise<void> {
  const step = newStep()
  if (await change(task, changes, step)) notifyWithUndo(wordsFor(task, changes), step)
}

export const setTaskStatus = (task: Task, status: Task['status']): Promise<void> =>
  status === 'done' ? toggleTask(task) : moveTask(task, { status, completedAt: undefined })

function wordsFor({ title }: Task, changes: Partial<Task>): string {
  if (changes.dueDate) return t`${title}: moved to ${{ day: formatDate(changes.dueDate) }}`
  if ('dueDate' in changes) return t`${title}: without a day`
  switch (changes.status) {
    case 'in-progress':
      return t`${title}: started`
    case 'cancelled':
      return t`${title}: cancelled`
    case 'open':
      return t`${title}: open again`
    default:
      return t`${title}: changed`
  }
}
