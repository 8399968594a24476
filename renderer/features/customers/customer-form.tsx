/** The form of a customer. */
import { DuplicateNote } from '../../ui/record/duplicate-note.tsx'
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

const parts: readonly FormPart<'customers'>[] = [
  'name',
  ['status', 'ownerId', 'teamId'],
  ['phone', 'fax'],
  ['email', 'website'],
  'address',
  'contacts',
  ['tags', 'contactEveryDays'],
  'notes',
]

export const CustomerForm = () => (
  <RecordFormPage
    collection="customers"
    parts={parts}
    initial={{ status: 'active' }}
    note={(draft, self) => <DuplicateNote draft={draft} self={self} />}
  />
)
