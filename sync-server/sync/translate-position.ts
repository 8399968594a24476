/**
 * Finds the position in this process's index for a sequence of the store, so that a device that was served
 * by another process, or before a restart, goes on where it was.
 *
 * Everything that changed behind the sequence is read from the store's feed; the place just before the
 * first of these documents in the index is right. It may repeat a document, it never leaves one out.
 */
import { isCollectionName } from '../../shared/entities/index.ts'
import type { DocumentStore, Sequence } from '../store/document-store.ts'
import type { ChannelIndex } from './channel-index.ts'

const pageSize = 1000
const remembered = 2000

export function createTranslator(store: DocumentStore, index: ChannelIndex) {
  const known = new Map<Sequence, number>()

  async function translate(since: Sequence): Promise<number> {
    let position = index.head().at
    let from = since
    for (;;) {
      const page = await store.changes({ since: from, limit: pageSize })
      for (const change of page.changes) {
        const entry = isCollectionName(change.kind) ? index.get(change.kind, change.id) : undefined
        if (entry) position = Math.min(position, entry.at - 1)
      }
      if (!page.more) return position
      from = page.last
    }
  }

  return async (since: Sequence): Promise<number> => {
    const found = known.get(since)
    if (found !== undefined) return found
    const position = await translate(since)
    if (known.size >= remembered) known.delete(known.keys().next().value ?? '')
    known.set(since, position)
    return position
  }
}
