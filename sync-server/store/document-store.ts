/**
 * What the server asks of a database: documents with compare-and-set, and one changes feed. Two stores
 * answer it, CouchDB and the embedded one; one contract suite runs against both.
 *
 * A stored document carries the channels it lies in and the channels it used to lie in, so that pulls,
 * removals and index rebuilds need no other document. `_id`, `_rev` and `_changes` never leave this folder.
 * Every method throws STORE_UNAVAILABLE when the database does not answer.
 */

/** Replicated collections, and the server's own kinds: `users`, `logins`, `devices`, `server`. */
export type Kind = string

export interface Key {
  kind: Kind
  id: string
}

export interface StoredDocument extends Key {
  /** Opaque; changes with every write. */
  revision: string
  /** A tombstone keeps its channels, so that those who saw the document learn of its end. */
  deleted: boolean
  /** The document itself, without revision; of a tombstone its last state. */
  body: Record<string, unknown>
  /** Sorted; empty for the server's own kinds. */
  channels: string[]
  /** Channels it lay in before and does not now; sorted. */
  formerChannels: string[]
  /** `kind:id` of the lead or customer whose channels it takes. */
  parent?: string
  /** Fingerprints of the last pushes that were applied, newest last. */
  applied: string[]
  /** The children of this document still have to be given its channels. */
  childrenPending?: boolean
}

/** The state to store; `expected` is the revision it replaces, undefined for a new document. */
export interface Write extends Omit<StoredDocument, 'revision'> {
  expected?: string | undefined
}

export type WriteResult = { ok: true; revision: string } | { ok: false; reason: 'conflict' }

/** A position in the changes feed; opaque, comparable only by the store that gave it. */
export type Sequence = string

/** One line of the feed: the newest state of a document that changed, without its body. */
export interface Change extends Omit<StoredDocument, 'body' | 'applied'> {
  sequence: Sequence
  /** Another state of the document lies hidden beside this one. */
  branched?: true
}

/** States of one document that were stored at the same moment where neither writer could see the other. */
export interface Branches {
  shown: StoredDocument
  /** Each with the last state that it has in common with the shown one, where that is still there. */
  hidden: { state: StoredDocument; base: StoredDocument | undefined }[]
}

export interface ChangesPage {
  changes: Change[]
  /** Where to continue: behind the last of `changes`, also behind what the store left out. */
  last: Sequence
  /** False when `last` was the end of the feed at that moment. */
  more: boolean
}

export interface DocumentStore {
  /** Creates what the store needs; idempotent. */
  open(): Promise<void>
  close(): Promise<void>
  /** The same for every process on the same data, and different for different data. */
  identity(): Promise<string>
  get(key: Key): Promise<StoredDocument | undefined>
  /** In the order asked; undefined where there is none. */
  getMany(keys: readonly Key[]): Promise<(StoredDocument | undefined)[]>
  /**
   * Each write is judged alone, in order; an `ok` one is durable when the promise resolves. When it throws,
   * any of the writes may have been stored: repeat the call, those that were answer as conflicts.
   */
  write(writes: readonly Write[]): Promise<WriteResult[]>
  /** All living documents of a kind, in no particular order, in pages. */
  list(kind: Kind): AsyncIterable<StoredDocument[]>
  /** Living documents whose `parent` is this one. */
  children(parent: Key): Promise<StoredDocument[]>
  /** Documents with `childrenPending`. */
  pendingParents(): Promise<StoredDocument[]>
  /**
   * `since` undefined means from the beginning; an unknown sequence does too. A document's states come in
   * their order, of which only the newest is left; different documents may come in any order.
   */
  changes(options: { since?: Sequence | undefined; limit: number }): Promise<ChangesPage>
  /**
   * Resolves when something may have happened after `since`, when `signal` aborts, or after `timeout`
   * milliseconds.
   */
  waitForChange(since: Sequence | undefined, options: { timeout: number; signal: AbortSignal }): Promise<void>
  /** Undefined when the document has only the state that shows. */
  branches(key: Key): Promise<Branches | undefined>
  /** Removes hidden states for good. */
  dropBranches(key: Key, revisions: readonly string[]): Promise<void>
  /** Only asks whether the database answers. */
  ping(): Promise<void>
}
