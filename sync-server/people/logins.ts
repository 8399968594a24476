/**
 * Who signs in with which email address. An address is claimed by one small document whose id is the
 * address, so that two processes can never give it to two users.
 */
import { SatchelError } from '../../shared/errors.ts'
import type { DocumentStore } from '../store/document-store.ts'

const kind = 'logins'
/** A claim whose user was never written belongs to an interrupted process once it is this old. */
const abandonedAfter = 60_000

export const normaliseEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

/** Throws EMAIL_TAKEN. `isUser` tells whether a user of that id exists and has that address. */
export async function claimEmail(
  store: DocumentStore,
  { email, userId, now }: { email: string; userId: string; now: number },
  isUser: (userId: string, email: string) => Promise<boolean>,
): Promise<void> {
  const id = normaliseEmail(email)
  const stored = await store.get({ kind, id })
  if (stored && !stored.deleted && stored.body['userId'] !== userId) {
    const owner = String(stored.body['userId'])
    const isFresh = now - Number(stored.body['at']) < abandonedAfter
    if (isFresh || (await isUser(owner, id))) throw new SatchelError('EMAIL_TAKEN', { field: 'email' })
  }
  const [result] = await store.write([
    {
      kind,
      id,
      deleted: false,
      body: { userId, at: now },
      channels: [],
      formerChannels: [],
      applied: [],
      expected: stored?.revision,
    },
  ])
  if (!result?.ok) throw new SatchelError('EMAIL_TAKEN', { field: 'email' })
}

/** The id of the user who claimed an address. */
export async function readLogin(store: DocumentStore, email: string): Promise<string | undefined> {
  const stored = await store.get({ kind, id: normaliseEmail(email) })
  return stored && !stored.deleted ? String(stored.body['userId']) : undefined
}

/** Gives an address back when it belongs to this user. */
export async function releaseEmail(store: DocumentStore, email: string, userId: string): Promise<void> {
  const stored = await store.get({ kind, id: normaliseEmail(email) })
  if (!stored || stored.deleted || stored.body['userId'] !== userId) return
  const { revision, ...state } = stored
  await store.write([{ ...state, deleted: true, expected: revision }])
}
