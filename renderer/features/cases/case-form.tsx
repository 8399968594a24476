/** Opens a case for a customer, or changes one. */
import { useMemo } from 'react'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { Person } from '../../../shared/roles.ts'
import { RecordForm } from '../../ui/record/record-form.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

interface CaseFormProps {
  person: Person
  stored?: SupportCase | undefined
  /** Keep it stable. */
  prefill: Partial<Pick<SupportCase, 'customerId'>>
  onSaved: (id: string) => void
  onCancel: () => void
}

export function CaseForm({ person, stored, prefill, onSaved, onCancel }: CaseFormProps) {
  const initial = useMemo<Partial<SupportCase>>(
    () => ({ status: 'open', priority: 'normal', ...prefill }),
    [prefill],
  )
  const parts = useMemo<FormPart<'cases'>[]>(
    () => [
      'subject',
      'customerId',
      ['priority', 'dueDate'],
      // A new case is open; a representative hands it to support, who assigns it.
      ...(stored ? (['status'] as const) : []),
      ...(person.role === 'sales_rep' ? [] : (['ownerId'] as const)),
      'description',
    ],
    [stored, person.role],
  )
  return (
    <RecordForm
      collection="cases"
      record={stored}
      initial={initial}
      parts={parts}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  )
}
