/** Plans a task or changes its plan. Whether it is done is said on the task itself, not in the form. */
import { useMemo } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import { RecordForm } from '../../ui/record/record-form.tsx'
import type { FormPart, OwnInput } from '../../ui/record/record-form.tsx'
import { RecurrenceInput } from './recurrence-input.tsx'
import { ReminderInput } from './reminder-input.tsx'

interface TaskFormProps {
  person: Person
  stored?: Task | undefined
  /** What it is about, when that is known. Keep it stable. */
  prefill: Pick<Task, 'customerId' | 'leadId' | 'orderId' | 'dueDate' | 'dueTime'>
  onSaved: (id: string) => void
  onCancel: () => void
}

const inputs: Readonly<Record<string, OwnInput>> = {
  recurrence: RecurrenceInput,
  remindMinutes: ReminderInput,
}

/** Without a day there is no time, no reminder and no next one. */
const asks = (name: string, draft: Readonly<Record<string, unknown>>) =>
  !['dueTime', 'durationMinutes', 'recurrence', 'remindMinutes'].includes(name) || Boolean(draft['dueDate'])

export function TaskForm({ person, stored, prefill, onSaved, onCancel }: TaskFormProps) {
  const initial = useMemo<Partial<Task>>(
    () => ({ status: 'open', priority: 'normal', ownerId: person.id, ...prefill }),
    [person.id, prefill],
  )
  const parts = useMemo<FormPart<'tasks'>[]>(
    () => [
      'title',
      ['dueDate', 'dueTime', 'durationMinutes'],
      ['priority', 'ownerId'],
      // Support sees no leads.
      person.role === 'support' ? 'customerId' : ['customerId', 'leadId'],
      ['recurrence', 'remindMinutes'],
      'notes',
    ],
    [person.role],
  )
  return (
    <RecordForm
      collection="tasks"
      record={stored}
      initial={initial}
      parts={parts}
      inputs={inputs}
      asks={asks}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  )
}
