/** Repair: compares everything a device holds of a collection with what its person may read now. */
import { readerFor } from '../../shared/access.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { Person } from '../../shared/roles.ts'
import type { VerifyAnswer, VerifyEntry } from '../../shared/sync/protocol.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { ChannelIndex } from './channel-index.ts'
import { wireOf } from './list-changes.ts'

/**
 * `entries` name every document of the collection that the device holds; with `only` they name some, and
 * what else there is is not looked for.
 */
export async function verifyDocuments(
  { store, feed, index }: { store: DocumentStore; feed: ChangeFeed; index: ChannelIndex },
  person: Person,
  collection: CollectionName,
  { entries, only = false }: { entries: readonly VerifyEntry[]; only?: boolean },
): Promise<VerifyAnswer> {
  await feed.catchUp()
  const reads = readerFor(person)
  const held = new Set(entries.map(([id]) => id))
  const stored = await store.getMany([...held].map((id) => ({ kind: collection, id })))
  const readable = new Map(
    stored.flatMap((document) =>
      document && !document.deleted && reads(document.channels) ? [[document.id, document] as const] : [],
    ),
  )
  const answer: VerifyAnswer = { changed: [], gone: [], missing: [] }
  for (const [id, revision] of new Map(entries)) {
    const document = readable.get(id)
    if (!document) answer.gone.push(id)
    else if (document.revision !== revision) answer.changed.push(wireOf(document))
  }
  if (only) return answer
  for (const entry of index.entries(collection))
    if (!held.has(entry.id) && !entry.deleted && reads(entry.channels)) answer.missing.push(entry.id)
  return answer
}
