/** Carries out what the person decided about an entry of their Sync inbox; the entry goes when it worked. */
import { sameJson } from '../../../shared/same-json.ts'
import { coded } from '../../../shared/errors.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { InboxEntry, SaveResult } from '../contract.ts'
import type { Inbox } from './inbox.ts'
import type { LiveQueries } from './live-queries.ts'
import type { Writes } from './writes.ts'

export async function decideInbox(
  { inbox, queries, writes }: { inbox: Inbox; queries: LiveQueries; writes: Writes },
  id: string,
  decision: 'mine' | 'discard',
): Promise<SaveResult> {
  const entry = await inbox.get(id)
  if (!entry) return { ok: false, errors: [], error: coded('NOT_FOUND') }
  const result: SaveResult =
    decision === 'mine' ? await applyAgain(entry) : { ok: true, id: entry.documentId }
  if (result.ok) await inbox.remove(id)
  return result

  /** To the document as it is now; as a new document where it is gone. */
  async function applyAgain({ collection, documentId, mine, clashes, deletion }: InboxEntry) {
    const current = await queries.get(collection, documentId)
    if (deletion)
      return current ? writes.remove(collection, documentId) : { ok: true as const, id: documentId }
    const changes = clashes
      ? Object.fromEntries(clashes.map((clash) => [clash.field, clash.mine]))
      : whatAPersonSets(collection, mine, current)
    return current
      ? writes.save(collection, documentId, changes)
      : writes.create(collection, whatAPersonSets(collection, mine, undefined))
  }
}

function whatAPersonSets(
  collection: InboxEntry['collection'],
  mine: AnyDocument,
  current: AnyDocument | undefined,
): Record<string, unknown> {
  const { fields } = entityOf(collection)
  const isStamp = (name: string) => name === 'id' || name === 'createdAt' || name === 'updatedAt'
  return Object.fromEntries(
    Object.entries(fields)
      .filter(
        ([name, field]) =>
          field.setBy !== 'server' && !isStamp(name) && !sameJson(mine[name], current?.[name]),
      )
      .map(([name]) => [name, mine[name]]),
  )
}
