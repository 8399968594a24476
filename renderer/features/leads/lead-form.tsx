/** The form of a lead. */
import { DuplicateNote } from '../../ui/record/duplicate-note.tsx'
import { RecordFormPage } from '../../ui/record/record-form-page.tsx'
import type { FormPart } from '../../ui/record/record-form.tsx'

const parts: readonly FormPart<'leads'>[] = [
  'name',
  ['company', 'jobTitle'],
  ['email', 'phone'],
  ['status', 'source'],
  ['value', 'expectedClose'],
  'lostReason',
  ['ownerId', 'teamId'],
  'address',
  'notes',
]

/** Why a lead was lost is asked of a lost one. */
const asks = (name: string, draft: Readonly<Record<string, unknown>>) =>
  name !== 'lostReason' || draft['status'] === 'lost' || draft['lostReason'] !== ''

export const LeadForm = () => (
  <RecordFormPage
    collection="leads"
    parts={parts}
    initial={{ status: 'new' }}
    asks={asks}
    note={(draft, self) => <DuplicateNote draft={draft} self={self} />}
  />
)
