/**
 * The directory entry of a user: the `salesReps` document of the same id. Role, teams and active always are
 * the user record's; name and email begin so, and from then on belong to whoever edits the entry.
 */
import { sameJson } from '../../shared/same-json.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { salesRep } from '../../shared/entities/sales-rep.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { UserRecord } from '../../shared/administration.ts'
import type { Documents } from '../context.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { invalidDocument } from '../sync/document-errors.ts'

const attempts = 10

/** `fields` are set beside what always follows the user. Throws INVALID_DOCUMENT when an entry cannot have them. */
export async function keepDirectoryEntry(
  { store, documents, now }: { store: DocumentStore; documents: Documents; now: () => number },
  user: UserRecord,
  fields: Record<string, unknown> = {},
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const stored = await store.get({ kind: 'salesReps', id: user.id })
    const at = new Date(now()).toISOString()
    const document = entryOf(user, fields, stored?.body, at)
    if (stored && !stored.deleted && sameJson(stored.body, document)) return
    document.updatedAt = at
    const [result] = await documents.write([{ collection: 'salesReps', document, stored }])
    if (result?.ok) return
    if (result?.error.code !== 'CONFLICT' || attempt === attempts)
      throw new SatchelError(result?.error.code ?? 'INTERNAL', result?.error)
  }
}

/** Throws INVALID_DOCUMENT before anything is written. */
export function checkDirectoryEntry(user: UserRecord, profile: Record<string, unknown> = {}): void {
  const errors = salesRep.check(entryOf(user, profile, undefined, user.createdAt))
  if (errors.length > 0) throw new SatchelError('INVALID_DOCUMENT', invalidDocument(errors))
}

function entryOf(
  user: UserRecord,
  fields: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
  at: string,
): AnyDocument {
  const { id, name, email, role, teamIds, leadsTeamIds, active, createdAt } = user
  const first = { id, name, email, createdAt, updatedAt: at }
  return {
    ...(before ?? first),
    ...fields,
    id,
    role,
    teamIds,
    leadsTeamIds,
    active,
  } as unknown as AnyDocument
}
