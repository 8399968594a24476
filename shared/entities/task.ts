/**
 * Something a person is to do, by a day and maybe at a time of it. A task may come again by a rule of RFC 5545
 * (RRULE, section 3.3.10); completing one occurrence makes the next, so that one task is one thing to do.
 */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf, FieldError } from './define-entity.ts'
import { choice, date, instant, integer, multiline, reference, text, time } from './fields.ts'
import { mergedFrom } from './merging.ts'
import { sentence } from '../phrase.ts'
import { ownershipFields } from './ownership.ts'
import { priority } from './priority.ts'

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
    priority,
    dueDate: date('Due'),
    dueTime: time('At'),
    durationMinutes: integer('Minutes', 5, 1440),
    /** Minutes before it is due; a task without a time is due at nine. */
    remindMinutes: integer('Reminder', 0, 40_320),
    recurrence: text('Repeats', 200),
    completedAt: instant('Completed'),
    customerId: reference('Customer', 'customers'),
    leadId: reference('Lead', 'leads'),
    orderId: reference('Order', 'orders'),
    notes: multiline('Notes', 20_000),
    mergedFrom,
    ...ownershipFields('Assigned to'),
  },
  indexes: [['dueDate'], ['updatedAtInverse']],
  migrations: [(document) => document, (document) => document],
  rules: (document) => {
    const errors: FieldError[] = []
    const needsDay = (field: 'dueTime' | 'remindMinutes' | 'recurrence', what: string) => {
      if (document[field] !== undefined && !document.dueDate) errors.push({ field: 'dueDate', message: what })
    }
    needsDay('dueTime', sentence('Choose the day for this time'))
    needsDay('remindMinutes', sentence('Choose the day for the reminder'))
    needsDay('recurrence', sentence('Choose the day for the first time'))
    if (document.recurrence !== undefined && !recurrencePattern.test(document.recurrence))
      errors.push({ field: 'recurrence', message: sentence('Choose how often it comes again') })
    return errors.slice(0, 1)
  },
})

const day = '(?:SU|MO|TU|WE|TH|FR|SA)'
const parts = [
  'INTERVAL=[1-9][0-9]{0,2}',
  `BYDAY=(?:-?[1-5])?${day}(?:,(?:-?[1-5])?${day}){0,6}`,
  'BYMONTHDAY=(?:-1|[1-9]|[12][0-9]|3[01])',
  'BYMONTH=(?:[1-9]|1[0-2])',
  'COUNT=[1-9][0-9]{0,2}',
  'UNTIL=[0-9]{8}',
].join('|')
/** The rules of whole days that RFC 5545 knows and people use; nothing that comes more than once a day. */
export const recurrencePattern = new RegExp(`^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:${parts})){0,5}$`)

export type Task = DocumentOf<typeof task>
