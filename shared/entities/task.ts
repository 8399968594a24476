/** Something a person is to do, by a day. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, date, instant, multiline, reference, text } from './fields.ts'
import { ownershipFields } from './ownership.ts'

export const task = defineEntity({
  name: 'tasks',
  label: { one: 'Task', many: 'Tasks' },
  title: (document) => document.title,
  fields: {
    title: text('Title', 300, { required: true }),
    status: choice(
      'Status',
      [
        { value: 'open', label: 'Open', tone: 'neutral' },
        { value: 'in-progress', label: 'In progress', tone: 'active' },
        { value: 'done', label: 'Done', tone: 'done' },
        { value: 'cancelled', label: 'Cancelled', tone: 'neutral' },
      ],
      { required: true },
    ),
    priority: choice(
      'Priority',
      [
        { value: 'low', label: 'Low', tone: 'neutral' },
        { value: 'normal', label: 'Normal', tone: 'neutral' },
        { value: 'high', label: 'High', tone: 'attention' },
        { value: 'urgent', label: 'Urgent', tone: 'danger' },
      ],
      { required: true },
    ),
    dueDate: date('Due'),
    completedAt: instant('Completed'),
    customerId: reference('Customer', 'customers'),
    leadId: reference('Lead', 'leads'),
    orderId: reference('Order', 'orders'),
    notes: multiline('Notes', 20_000),
    ...ownershipFields('Assigned to'),
  },
  indexes: [['status', 'updatedAtInverse'], ['updatedAtInverse']],
})

export type Task = DocumentOf<typeof task>
