/** How pressing something is, for everything that a person works through: tasks and cases. */
import { choice } from './fields.ts'

export const priority = choice(
  'Priority',
  [
    { value: 'low', label: 'Low', tone: 'neutral' },
    { value: 'normal', label: 'Normal', tone: 'neutral' },
    { value: 'high', label: 'High', tone: 'attention' },
    { value: 'urgent', label: 'Urgent', tone: 'danger' },
  ],
  { required: true },
)
