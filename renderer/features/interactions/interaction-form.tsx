/** Logs an interaction with everything there is to say about it, or corrects one. */
import { t } from '@lingui/core/macro'
import { useMemo, useState } from 'react'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Person } from '../../../shared/roles.ts'
import { RecordForm } from '../../ui/record/record-form.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'
import type { FormProblem } from '../../ui/form-layout.tsx'

interface InteractionFormProps {
  person: Person
  stored?: Interaction | undefined
  /** Whom it was with, when that is known. Keep it stable. */
  prefill: Pick<Interaction, 'customerId' | 'leadId'>
  onSaved: (id: string) => void
  onCancel: () => void
}

export function InteractionForm({ person, stored, prefill, onSaved, onCancel }: InteractionFormProps) {
  const isSupport = person.role === 'support'
  const [openedAt] = useState(() => new Date().toISOString())
  const initial = useMemo<Partial<Interaction>>(
    () => ({ type: isSupport ? 'support' : 'call', at: openedAt, ...prefill }),
    [isSupport, openedAt, prefill],
  )
  const parts = useMemo<FormPart<'interactions'>[]>(() => {
    // Support logs one kind only and sees no leads. With whom it was stays as it was logged.
    const what: FormPart<'interactions'>[] = isSupport ? ['at'] : [['type', 'at']]
    const withWhom: FormPart<'interactions'>[] = stored
      ? []
      : isSupport
        ? ['customerId']
        : [['customerId', 'leadId']]
    return [...what, ...withWhom, ['outcome', 'durationMinutes'], 'notes']
  }, [isSupport, stored])
  return (
    <RecordForm
      collection="interactions"
      record={stored}
      initial={initial}
      parts={parts}
      check={(values) => (stored ? [] : withOne(values))}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  )
}

function withOne({ customerId, leadId }: Pick<Interaction, 'customerId' | 'leadId'>): FormProblem[] {
  if (customerId && leadId)
    return [
      { field: 'leadId', label: t`Lead`, message: t`Choose either the customer or the lead, not both.` },
    ]
  if (!customerId && !leadId)
    return [
      { field: 'customerId', label: t`Customer`, message: t`Choose the customer or the lead this was with.` },
    ]
  return []
}
