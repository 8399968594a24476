/**
 * There is always an administrator left, also when two of them take the right from each other at the same
 * instant at two servers. Whoever is about to lose it stands in one document that everybody who takes the
 * right away has to change first: of two at once the second sees the first and does not count on them.
 */
import { SatchelError } from '../../shared/errors.ts'
import type { UserRecord } from '../../shared/administration.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'

const key = { kind: 'server', id: 'administrators' }
/** What stands there longer belongs to a process that ended before it was done. */
const abandonedAfter = 60_000

export const isAdministrator = (user: Pick<UserRecord, 'role' | 'active'>) =>
  user.role === 'admin' && user.active

type Leaving = Record<string, number>

/**
 * Does `take`, which takes the right from this user; throws LAST_ADMIN and does nothing when nobody else would
 * be left who has it.
 */
export async function takeAdministration<Result>(
  { store, now }: { store: DocumentStore; now: () => number },
  userId: string,
  take: () => Promise<Result>,
): Promise<Result> {
  await changeLeaving(store, async (leaving) => {
    for (const [id, since] of Object.entries(leaving)) if (now() - since > abandonedAfter) delete leaving[id]
    delete leaving[userId]
    if (!(await isAnybodyElse(store, new Set([userId, ...Object.keys(leaving)]))))
      throw new SatchelError('LAST_ADMIN')
    return { ...leaving, [userId]: now() }
  })
  try {
    return await take()
  } finally {
    await changeLeaving(store, async ({ [userId]: _done, ...others }) => others)
  }
}

/** From the store itself: what another process did a moment ago may not have come here yet. */
async function isAnybodyElse(store: DocumentStore, not: ReadonlySet<string>): Promise<boolean> {
  for await (const page of store.list('users'))
    for (const { id, body } of page)
      if (!not.has(id) && isAdministrator(body as unknown as UserRecord)) return true
  return false
}

async function changeLeaving(store: DocumentStore, change: (leaving: Leaving) => Promise<Leaving>) {
  for (;;) {
    const stored: StoredDocument | undefined = await store.get(key)
    const leaving = await change({ ...(stored?.body['leaving'] as Leaving | undefined) })
    const [result] = await store.write([
      {
        ...key,
        deleted: false,
        body: { leaving },
        channels: [],
        formerChannels: [],
        applied: [],
        expected: stored?.revision,
      },
    ])
    if (result?.ok) return
  }
}
