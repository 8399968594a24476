/** The checkbox that completes a task where it stands, with Undo. */
import { Checkbox } from '@mantine/core'
import type { Task } from '../../../shared/entities/task.ts'
import { saveRecord } from '../../data/index.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { completion, isOpen } from './task-groups.ts'

async function change(task: Task, changes: Pick<Task, 'status' | 'completedAt'>): Promise<boolean> {
  const result = await saveRecord('tasks', task.id, changes)
  if (!result.ok)
    notifyProblem(
      'The task was not changed',
      result.error?.message ?? result.errors[0]?.message ?? 'It could not be saved on this device.',
    )
  return result.ok
}

/** Completes an open task or opens a finished one again, and offers to take that back. */
export async function toggleTask(task: Task): Promise<void> {
  const done = isOpen(task)
  const before = { status: task.status, completedAt: task.completedAt }
  if (await change(task, completion(done, new Date().toISOString())))
    notifyWithUndo(
      done ? `${task.title}: done` : `${task.title}: open again`,
      () => void change(task, before),
    )
}

/** Starts or cancels an open task, and offers to take that back. */
export async function setTaskStatus(task: Task, status: 'in-progress' | 'cancelled'): Promise<void> {
  const before = { status: task.status, completedAt: task.completedAt }
  if ((await change(task, { status, completedAt: undefined })) && status === 'cancelled')
    notifyWithUndo(`${task.title}: cancelled`, () => void change(task, before))
}

export const CompleteTask = ({ task }: { task: Task }) => (
  <Checkbox
    size="sm"
    radius="xl"
    checked={!isOpen(task)}
    onChange={() => void toggleTask(task)}
    aria-label={isOpen(task) ? `Complete ${task.title}` : `Open ${task.title} again`}
    style={{ display: 'inline-flex', verticalAlign: 'middle' }}
  />
)
