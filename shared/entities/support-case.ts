/** A customer's question or complaint, from its first word to its resolution. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, date, instant, list, multiline, reference, text } from './fields.ts'
import { mergedFrom } from './merging.ts'
import { ownershipFields } from './ownership.ts'
import { priority } from './priority.ts'

export const supportCase = defineEntity({
  name: 'cases',
  label: { one: 'Case', many: 'Cases' },
  title: (document) => document.subject,
  parent: (document) => ({ collection: 'customers', id: document.customerId }),
  fields: {
    subject: text('Subject', 300, { required: true }),
    customerId: reference('Customer', 'customers', { required: true }),
    status: choice(
      'Status',
      [
        { value: 'open', label: 'Open', tone: 'active' },
        { value: 'waiting', label: 'Waiting for customer', tone: 'neutral' },
        { value: 'resolved', label: 'Resolved', tone: 'done' },
        { value: 'closed', label: 'Closed', tone: 'neutral' },
      ],
      { required: true },
    ),
    priority,
    dueDate: date('Due'),
    description: multiline('Description', 20_000),
    comments: list(
      'Comments',
      {
        id: text('Id', 36, { required: true }),
        at: instant('When', { required: true }),
        authorId: reference('Author', 'salesReps', { required: true }),
        text: multiline('Comment', 20_000, { required: true }),
      },
      500,
    ),
    mergedFrom,
    ...ownershipFields('Assigned to'),
  },
  indexes: [['customerId', 'updatedAtInverse'], ['updatedAtInverse']],
  migrations: [(document) => document],
})

export type SupportCase = DocumentOf<typeof supportCase>
