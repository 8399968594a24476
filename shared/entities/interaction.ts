/** A call, visit, email or meeting with a lead or a customer. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, instant, integer, multiline, reference } from './fields.ts'
import { mergedFrom } from './merging.ts'
import { ownershipFields } from './ownership.ts'
import { sentence } from '../phrase.ts'

const types = [
  { value: 'call', label: 'Call', tone: 'neutral' },
  { value: 'visit', label: 'Visit', tone: 'neutral' },
  { value: 'email', label: 'Email', tone: 'neutral' },
  { value: 'meeting', label: 'Meeting', tone: 'neutral' },
  { value: 'support', label: 'Support', tone: 'neutral' },
  { value: 'note', label: 'Note', tone: 'neutral' },
] as const

export const interaction = defineEntity({
  name: 'interactions',
  label: { one: 'Interaction', many: 'Interactions' },
  title: (document) => types.find((option) => option.value === document.type)?.label ?? document.type,
  parent(document) {
    if (document.customerId) return { collection: 'customers', id: document.customerId }
    return document.leadId ? { collection: 'leads', id: document.leadId } : undefined
  },
  fields: {
    leadId: reference('Lead', 'leads'),
    customerId: reference('Customer', 'customers'),
    type: choice('Type', types, { required: true }),
    at: instant('When', { required: true }),
    durationMinutes: integer('Minutes', 0, 1440),
    outcome: choice('Outcome', [
      { value: 'interested', label: 'Interested', tone: 'done' },
      { value: 'follow-up', label: 'Follow up', tone: 'attention' },
      { value: 'no-answer', label: 'No answer', tone: 'neutral' },
      { value: 'not-interested', label: 'Not interested', tone: 'neutral' },
      { value: 'order-placed', label: 'Order placed', tone: 'done' },
      { value: 'resolved', label: 'Resolved', tone: 'done' },
    ]),
    notes: multiline('Notes', 20_000),
    mergedFrom,
    ...ownershipFields('Sales representative'),
  },
  rules: (document) =>
    document.customerId || document.leadId
      ? []
      : [{ field: 'customerId', message: sentence('Choose the customer or the lead this was with') }],
  indexes: [['customerId', 'updatedAtInverse'], ['leadId', 'updatedAtInverse'], ['updatedAtInverse']],
  migrations: [(document) => document],
})

export type Interaction = DocumentOf<typeof interaction>
