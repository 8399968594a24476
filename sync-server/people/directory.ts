/**
 * The directory entry of a user: the `salesReps` document of the same id. What the user record says (name,
 * email, role, teams, active) is copied here; the rest of the entry belongs to whoever edits it.
 */
import { sameJson } from '../../shared/access.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { salesRep } from '../../shared/entities/sales-rep.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { Documents, UserRecord } from '../context.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { invalidDocument } from '../sync/document-errors.ts'

const attempts = 10

/** Throws INVALID_DOCUMENT when `profile` has fields that a directory entry cannot have. */
export async function keepDirectoryEntry(
  { store, documents, now }: { store: DocumentStore; documents: Documents; now: () => number },
  user: UserRecord,
  profile: Record<string, unknown> = {},
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const stored = await store.get({ kind: 'salesReps', id: user.id })
    const at = new Date(now()).toISOString()
    const document = entryOf(user, profile, stored?.body, at)
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
  profile: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
  at: string,
): AnyDocument {
  const first: Record<string, unknown> = { id: user.id, createdAt: user.createdAt, updatedAt: at }
  return { ...(before ?? first), ...profile, ...mirrored(user) } as unknown as AnyDocument
}

const mirrored = ({ id, name, email, role, teamIds, leadsTeamIds, active }: UserRecord) => ({
  id,
  name,
  email,
  role,
  teamIds,
  leadsTeamIds,
  active,
})
