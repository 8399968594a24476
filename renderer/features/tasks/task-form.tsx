/** Plans a task or changes its plan. Whether it is done is said on the task itself, not in the form. */
import { useMemo } from 'react'
import type { Task } from '../../../shared/entities/task.ts'
import type { Person } from '../../../shared/roles.ts'
import { RecordForm } from '../../ui/record/record-form.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

interface TaskFormProps {
  person: Person
  stored?: Task | undefined
  /** What it is about, when that is known. Keep it stable. */
  prefill: Pick<Task, 'customerId' | 'leadId' | 'orderId'>
  onSaved: (id: string) => void
  onCancel: () => void
}

export function TaskForm({ person, stored, prefill, onSaved, onCancel }: TaskFormProps) {
  const initial = useMemo<Partial<Task>>(
    () => ({ status: 'open', priority: 'normal', ownerId: person.id, ...prefill }),
    [person.id, prefill],
  )
  const parts = useMemo<FormPart<'tasks'>[]>(
    () => [
      'title',
      ['dueDate', 'priority'],
      'ownerId',
      // Support sees no leads.
      person.role === 'support' ? 'customerId' : ['customerId', 'leadId'],
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
      onSaved={onSaved}
      onCancel={onCancel}
    />
  )
}
