/** The form of a directory entry: one's own profile, or anybody's for an administrator. */
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

const parts: readonly FormPart<'salesReps'>[] = [
  'name',
  ['jobTitle', 'department'],
  'email',
  ['phone', 'extension'],
  'territory',
  ['reportsToId', 'hireDate'],
  'address',
  'notes',
]

export const SalesRepForm = () => <RecordFormPage collection="salesReps" parts={parts} />
