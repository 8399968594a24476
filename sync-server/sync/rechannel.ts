/**
 * Gives the children of a lead or customer its channels after it changed hands. Idempotent and resumable:
 * the parent carries `childrenPending` until every child has followed.
 */
import { channelsOf } from '../../shared/access.ts'
import { isCollectionName } from '../../shared/entities/index.ts'
import type { DocumentStore, Key, StoredDocument, Write } from '../store/document-store.ts'
import { documentOf, formerChannelsOf, sameChannels } from './stored-state.ts'

const batchSize = 200
const attempts = 20

/** Resolves when the children lie where their parent lies; throws when the store does not answer. */
export async function rechannelChildren(store: DocumentStore, parentKey: Key): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const parent = await store.get(parentKey)
    if (!parent) return
    const stale = (await store.children(parentKey)).flatMap((child) => followed(child, parent))
    let complete = true
    for (let from = 0; from < stale.length; from += batchSize) {
      const results = await store.write(stale.slice(from, from + batchSize))
      complete &&= results.every((result) => result.ok)
    }
    if (!complete) continue
    if (!parent.childrenPending) return
    const { revision, childrenPending: _, ...state } = parent
    const [cleared] = await store.write([{ ...state, expected: revision }])
    if (cleared?.ok) return
  }
}

/** The write that takes the child to its parent's channels; none when it is there. */
function followed(child: StoredDocument, parent: StoredDocument): Write[] {
  if (!isCollectionName(child.kind)) return []
  const channels = [...new Set(channelsOf(child.kind, documentOf(child), parent.channels))].sort()
  if (sameChannels(child.channels, channels)) return []
  const { revision, ...state } = child
  return [{ ...state, channels, formerChannels: formerChannelsOf(child, channels), expected: revision }]
}
