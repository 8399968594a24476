/** The form of a customer. */
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

const parts: readonly FormPart<'customers'>[] = [
  'name',
  ['status', 'ownerId', 'teamId'],
  ['phone', 'fax'],
  ['email', 'website'],
  'address',
  'contacts',
  'tags',
  'notes',
]

export const CustomerForm = () => (
  <RecordFormPage collection="customers" parts={parts} initial={{ status: 'active' }} />
)
