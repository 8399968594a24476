/**
 * A running server as the projector reads a store: collection after collection through the ordinary pull, as a device
 * does. Positions mean something within one reading only, so whoever reads this way begins at the beginning.
 */
import type { CollectionName } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import { largestPull } from '../../shared/sync/protocol.ts'
import type { Checkpoint, PullAnswer, WireDocument } from '../../shared/sync/protocol.ts'
import type { ReadableStore } from '../reporting/projector.ts'
import type { Change, StoredDocument } from '../store/document-store.ts'
import type { ServerSession } from './server-session.ts'

interface Position {
  /** Which of the collections. */
  place: number
  checkpoint: Checkpoint | null
}

/** Throws the server's coded error. */
export function serverFeed(session: ServerSession, collections: readonly CollectionName[]): ReadableStore {
  let page = new Map<string, WireDocument>()

  async function pull({ place, checkpoint }: Position, limit: number) {
    const collection = collections[place]
    if (collection === undefined) return { changes: [], next: undefined }
    const answer = await session.call<PullAnswer>('POST', `/sync/${collection}/pull`, {
      checkpoint,
      limit: Math.min(limit, largestPull),
    })
    if (!answer.ok) throw new SatchelError(answer.error.code, answer.error)
    const { documents, checkpoint: reached, more } = answer.value
    page = new Map(documents.map((document) => [document.id, document]))
    const next: Position = more ? { place, checkpoint: reached } : { place: place + 1, checkpoint: null }
    const changes = documents.map((document) => ({ ...stateOf(collection, document), sequence: '' }))
    return { changes, next: next.place < collections.length ? next : undefined }
  }

  return {
    identity: async () => 'server',
    async changes({ since, limit }) {
      const position = since === undefined ? { place: 0, checkpoint: null } : (JSON.parse(since) as Position)
      const { changes, next } = await pull(position, limit)
      const end: Position = { place: collections.length, checkpoint: null }
      return { changes, last: JSON.stringify(next ?? end), more: next !== undefined }
    },
    // The projector asks for what the last page told of.
    getMany: async (keys) =>
      keys.map(({ kind, id }): StoredDocument | undefined => {
        const document = page.get(id)
        return document && { ...stateOf(kind, document), body: document, applied: [] }
      }),
  }
}

const stateOf = (kind: string, { id, revision, _deleted }: WireDocument): Omit<Change, 'sequence'> => ({
  kind,
  id,
  revision: typeof revision === 'string' ? revision : '',
  deleted: _deleted === true,
  channels: [],
  formerChannels: [],
})
