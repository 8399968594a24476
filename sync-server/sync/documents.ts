/**
 * The one way a replicated document is written, by the server itself and by a device's push. It sees to it
 * that a child always ends up in its parent's channels, whatever happens at the same time: a parent is
 * written before its children are listed, and a child is written before its parent is looked at again, so
 * that one of the two always sees the other.
 */
import { entityOf } from '../../shared/entities/index.ts'
import { coded } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import { landed } from '../../shared/merged-records.ts'
import type { Documents, ServerWrite } from '../context.ts'
import type { DocumentStore, Key, StoredDocument, WriteResult } from '../store/document-store.ts'
import { invalidDocument } from './document-errors.ts'
import { rechannelChildren } from './rechannel.ts'
import { findIn, namedRecords, readOn } from './belongings.ts'
import type { KnownRecords } from './belongings.ts'
import { bodyOf, documentOf, keyText, parentKeyOf, sameChannels, writeOf } from './stored-state.ts'
import type { PreparedChange } from './stored-state.ts'

export interface DocumentWriter extends Documents {
  /** Stores judged changes; each is one compare-and-set, results in order. */
  commit(changes: readonly PreparedChange[]): Promise<WriteResult[]>
  /** Finishes what an interrupted process left; the number of parents. */
  resumePendingParents(): Promise<number>
}

type RowResult = { ok: true; revision: string } | { ok: false; error: CodedError }

const batchSize = 200
const attempts = 5

export function createDocuments({
  store,
  now,
  onError = () => undefined,
}: {
  store: DocumentStore
  now: () => number
  /** Children that could not follow their parent; they will at the next `resumePendingParents`. */
  onError?: (error: unknown) => void
}): DocumentWriter {
  async function follow(parents: Iterable<Key>) {
    for (const parent of parents)
      // The writes themselves are stored and stay acknowledged; what is left is marked in the store.
      await rechannelChildren(store, parent).catch(onError)
  }

  async function commit(changes: readonly PreparedChange[]): Promise<WriteResult[]> {
    const writes = changes.map((change) => writeOf(change, now()))
    const results = await store.write(writes)
    const stored = changes.filter((_, index) => results[index]?.ok)
    const moved = writes.filter((write, index) => write.childrenPending && results[index]?.ok)
    const { parents, strays } = await movedMeanwhile(store, stored)
    await follow([...moved, ...parents])
    for (const stray of strays) await bringHome(stray).catch(onError)
    return results
  }

  /** What a document names was merged while it was written: it follows, like all that was there before. */
  async function bringHome({ collection, document: { id }, stored: before }: PreparedChange) {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const stored = await store.get({ kind: collection, id })
      if (!stored || stored.deleted) return
      const known: KnownRecords = new Map()
      const here = { collection, document: documentOf(stored), isNew: before === undefined }
      await readOn(store, known, [here])
      const home = landed(collection, here.document, here.isNew, findIn(known))
      if (home === here.document) return
      const parentKey = parentKeyOf(collection, home)
      const parent = parentKey && (known.get(keyText(parentKey)) ?? (await store.get(parentKey)))
      const [result] = await commit([{ collection, document: home, deleted: false, stored, parent }])
      if (result?.ok) return
    }
  }

  /** Prepares a write of the server's own; the error when it cannot be made. */
  function prepare(write: ServerWrite, parent: StoredDocument | undefined): PreparedChange | CodedError {
    const { collection, document, stored } = write
    const deleted = write.deleted === true
    if (deleted) return stored ? { collection, document, deleted, stored, parent } : coded('NOT_FOUND')
    const errors = entityOf(collection).check(bodyOf(document))
    if (errors.length > 0) return invalidDocument(errors)
    const parentKey = parentKeyOf(collection, document)
    const isGone = parent === undefined || (parent.deleted && stored?.parent !== keyText(parent))
    if (parentKey && isGone) return coded('RELATED_NOT_FOUND')
    return { collection, document, deleted, stored, parent }
  }

  async function writeBatch(writes: readonly ServerWrite[]): Promise<RowResult[]> {
    const parents = await readAll(
      store,
      writes.flatMap(({ collection, document }) => parentKeyOf(collection, document) ?? []),
    )
    const prepared = writes.map((write) => {
      const key = parentKeyOf(write.collection, write.document)
      return prepare(write, key && parents.get(keyText(key)))
    })
    const changes = prepared.filter((entry) => 'collection' in entry)
    const results = (await commit(changes)).values()
    return prepared.map((entry) => {
      if (!('collection' in entry)) return { ok: false, error: entry }
      const result = results.next().value
      return result?.ok ? result : { ok: false, error: coded('CONFLICT') }
    })
  }

  return {
    commit,
    async write(writes) {
      const results: RowResult[] = []
      for (const batch of independentBatches(writes)) results.push(...(await writeBatch(batch)))
      return results
    },
    async resumePendingParents() {
      const parents = await store.pendingParents()
      for (const parent of parents) await rechannelChildren(store, parent)
      return parents.length
    },
  }
}

/** Cut so that no write meets its own document or its parent within its batch. */
function* independentBatches(writes: readonly ServerWrite[]): Iterable<ServerWrite[]> {
  let batch: ServerWrite[] = []
  const inBatch = new Set<string>()
  for (const write of writes) {
    const key = keyText({ kind: write.collection, id: write.document.id })
    const parent = parentKeyOf(write.collection, write.document)
    if (batch.length === batchSize || inBatch.has(key) || (parent && inBatch.has(keyText(parent)))) {
      yield batch
      batch = []
      inBatch.clear()
    }
    batch.push(write)
    inBatch.add(key)
  }
  if (batch.length > 0) yield batch
}

/**
 * Parents whose channels are no longer those that the children were just stored with, and documents whose
 * customer or lead was merged while they were stored.
 */
async function movedMeanwhile(
  store: DocumentStore,
  changes: readonly PreparedChange[],
): Promise<{ parents: Key[]; strays: PreparedChange[] }> {
  const used = new Map<string, StoredDocument>()
  const written = changes.filter(({ deleted }) => !deleted)
  for (const { parent } of written) if (parent) used.set(keyText(parent), parent)
  const named = written.flatMap(({ collection, document }) => namedRecords(collection, document))
  if (used.size === 0 && named.length === 0) return { parents: [], strays: [] }
  const current = await readAll(store, [...used.values(), ...named])
  const find = findIn(current)
  return {
    parents: [...used].flatMap(([text, parent]) => {
      const state = current.get(text)
      return state && !sameChannels(state.channels, parent.channels) ? [parent] : []
    }),
    strays: written.filter(
      ({ collection, document, stored }) =>
        landed(collection, document, stored === undefined, find) !== document,
    ),
  }
}

/** The stored documents of these keys, by `kind:id`; what does not exist is left out. */
export async function readAll(
  store: Pick<DocumentStore, 'getMany'>,
  keys: Iterable<Key>,
): Promise<Map<string, StoredDocument>> {
  const wanted = new Map<string, Key>()
  for (const { kind, id } of keys) wanted.set(keyText({ kind, id }), { kind, id })
  if (wanted.size === 0) return new Map()
  const found = await store.getMany([...wanted.values()])
  return new Map(found.flatMap((document) => (document ? [[keyText(document), document] as const] : [])))
}
