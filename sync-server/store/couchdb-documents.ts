/**
 * How a document lies in CouchDB: `_id` is `kind:id`, what the server adds is at the top level and the
 * document itself in `body`, so that no field of it can clash with CouchDB's own. A tombstone is a document
 * with `deleted: true`, not a CouchDB deletion, which would lose its channels.
 *
 * Ids without a colon (`satchel`, design documents) are the store's own and never leave it.
 */
import type { Change, Key, Sequence, StoredDocument, Write } from './document-store.ts'

/** A document as CouchDB gives it. */
export interface CouchDocument extends Omit<Write, 'expected'> {
  _id: string
  _rev: string
  /** Revisions of hidden states, where they were asked for. */
  _conflicts?: string[]
}

export const couchId = ({ kind, id }: Key): string => `${kind}:${id}`

const ownPattern = /^_design\/|^[^:]*$/

/** The store's own documents never show. */
export const isOwn = (id: string): boolean => ownPattern.test(id)

/** False for a design document, a document of the store itself, and what was deleted by hand. */
export const isStored = (document: Partial<CouchDocument> | null | undefined): document is CouchDocument =>
  document?._id !== undefined && !isOwn(document._id) && document.body !== undefined

/** What is undefined is not written. */
export function toCouch(write: Write): Record<keyof Omit<CouchDocument, '_conflicts'>, unknown> {
  const { kind, id, deleted, channels, formerChannels, parent, childrenPending, applied, body } = write
  return {
    _id: couchId(write),
    _rev: write.expected,
    kind,
    id,
    deleted,
    channels,
    formerChannels,
    parent,
    childrenPending: childrenPending || undefined,
    applied,
    body,
  }
}

function stateOf(document: CouchDocument): Omit<StoredDocument, 'body' | 'applied'> {
  const { _rev, kind, id, deleted, channels, formerChannels, parent, childrenPending } = document
  return {
    kind,
    id,
    revision: _rev,
    deleted,
    channels,
    formerChannels,
    ...(parent !== undefined && { parent }),
    ...(childrenPending && { childrenPending }),
  }
}

export const fromCouch = (document: CouchDocument): StoredDocument => ({
  ...stateOf(document),
  body: document.body,
  applied: document.applied,
})

export function toChange(document: CouchDocument, sequence: Sequence): Change {
  const { _conflicts: others = [] } = document
  return { ...stateOf(document), ...(others.length > 0 && { branched: true }), sequence }
}

/** The line of the feed that this write will make, but for its place. */
export function changedState(write: Write): Omit<Change, 'sequence' | 'revision'> {
  const { kind, id, deleted, channels, formerChannels, parent, childrenPending } = write
  const state: ReturnType<typeof changedState> = { kind, id, deleted, channels, formerChannels }
  if (parent !== undefined) state.parent = parent
  if (childrenPending) state.childrenPending = childrenPending
  return state
}
