/**
 * Which documents of a collection hold changes that the server has not confirmed. Nothing is written down
 * for it: a document is unsent exactly when its state differs from what replication knows the server to
 * have, so neither a crash nor a second tab can make an edit look sent. Kept current from the change
 * streams of both; between an event and its check a document counts as unsent.
 */
import {
  addConnectedStorageToCollection,
  createRevision,
  getChangedDocumentsSince,
  getComposedPrimaryKeyOfDocumentData,
  getHeightOfRevision,
  getRxReplicationMetaInstanceSchema,
  normalizeMangoQuery,
  now,
  prepareQuery,
} from 'rxdb/plugins/core'
import type {
  RxDocumentData,
  RxStorageInstance,
  RxStorageReplicationMeta,
  WithDeleted,
} from 'rxdb/plugins/core'
import { BehaviorSubject } from 'rxjs'
import type { Subscription } from 'rxjs'
import { sameJson } from '../../../shared/same-json.ts'
import { isSameState } from './local-shape.ts'
import type { LocalRecord, StoredRecord } from './local-shape.ts'
import type { LocalCollection } from './open-database.ts'

export const replicationIdentifier = 'satchel'
export const firstLoadContext = 'satchel-first-load'
const erasedContext = 'satchel-erased'
const mostDeleted = 5_000

type Meta = RxStorageReplicationMeta<LocalRecord, Position>
type MetaInstance = RxStorageInstance<Meta, unknown, unknown>
/** Where replication stands in the local order of writes. */
export interface Position {
  id: string
  lwt: number
}

export interface Unsent {
  /** Ids of documents with unsent changes. */
  ids$: BehaviorSubject<ReadonlySet<string>>
  /** Marks documents as coming from the server; see `fromServer`. */
  serverHash: string
  /** The state is the server's, unchanged since it arrived. */
  fromServer(document: StoredRecord): boolean
  /** Resolves when every event so far has been looked at. */
  settled(): Promise<void>
  /** Unsent documents, deleted ones among them, read from the database now. */
  read(): Promise<StoredRecord[]>
  /** What the server is known to have of these documents, by id. */
  known(ids: string[]): Promise<Map<string, WithDeleted<LocalRecord>>>
  /** Keeps what the server has of a document, before its first local edit. */
  keepBase(document: StoredRecord): Promise<void>
  /** Takes the present local state for sent, because what it held has been put elsewhere. */
  giveUp(id: string): Promise<void>
  /** Rows of documents that are gone, the latest thousands of them. */
  deleted(): Promise<StoredRecord[]>
  /**
   * Leaves nothing of documents that are gone: not in deleted rows, which keep what the person deleted, nor
   * in what replication remembers. What lives here is left alone; resolves to what is still to be sent.
   */
  erase(tombstones: readonly WithDeleted<LocalRecord>[]): Promise<ReadonlySet<string>>
  /** The latest time of writing of what was here at the start; 0 in an empty collection. */
  newestAtStart: number
  /** Replication has been started before; where it was pulling. */
  pullCheckpoint(): Promise<object | undefined>
  /** Events of the replication's own instance, which do not reach other instances of the same thread. */
  follow(instance: Pick<MetaInstance, 'changeStream'>): void
  /** Deletes what replication knows; with the collection itself. */
  remove(): Promise<void>
  close(): Promise<void>
}

export async function trackUnsent(collection: LocalCollection): Promise<Unsent> {
  const { database } = collection
  const fork = collection.internalStorageInstance
  const identifier = `rxdbreplication${replicationIdentifier}`
  const serverHash = await database.hashFunction(identifier)
  const checkpointKey = `rx_storage_replication_${await database.hashFunction(
    [identifier, fork.databaseName, fork.collectionName].join('||'),
  )}`
  const fromReplication = `replication-downstream-${checkpointKey}`
  const metaName = `rx-replication-meta-${await database.hashFunction(
    [collection.name, replicationIdentifier].join('-'),
  )}`
  const metaSchema = getRxReplicationMetaInstanceSchema(collection.schema.jsonSchema, false)
  const meta = (await database.storage.createStorageInstance<Meta>({
    databaseName: database.name,
    collectionName: metaName,
    databaseInstanceToken: database.token,
    multiInstance: database.multiInstance,
    options: {},
    schema: metaSchema,
    devMode: false,
  })) as unknown as MetaInstance

  const ids$ = new BehaviorSubject<ReadonlySet<string>>(new Set())
  const subscriptions: Subscription[] = []
  const toCheck = new Set<string>()
  let checking = Promise.resolve()
  let closed = false
  let newest = 0

  const metaId = (itemId: string, isCheckpoint: '0' | '1' = '0') =>
    getComposedPrimaryKeyOfDocumentData(meta.schema, { itemId, isCheckpoint })
  const fromServer = (document: StoredRecord) => {
    const origin = document._meta['o']
    return origin?.hash === serverHash && origin._rev === getHeightOfRevision(document._rev)
  }

  const isUnsent = (document: StoredRecord, known: RxDocumentData<Meta> | undefined) => {
    if (fromServer(document)) return false
    if (known?.docData) return !isSameState(known.docData, document)
    // Made and deleted again before it was ever sent: there is nothing to say about it.
    return !(document._deleted && document.revision === undefined)
  }

  async function knownOf(ids: string[]) {
    const rows = await meta.findDocumentsById(
      ids.map((id) => metaId(id)),
      true,
    )
    return new Map(rows.map((row) => [row.itemId, row]))
  }

  function emit(change: (ids: Set<string>) => void) {
    const next = new Set(ids$.value)
    change(next)
    if (next.size !== ids$.value.size || [...next].some((id) => !ids$.value.has(id))) ids$.next(next)
  }

  function check(ids: Iterable<string>): Promise<void> {
    for (const id of ids) toCheck.add(id)
    checking = checking.then(async () => {
      const batch = [...toCheck]
      toCheck.clear()
      if (batch.length === 0 || closed) return
      const documents = await fork.findDocumentsById(batch, true)
      const known = await knownOf(batch)
      const unsent = new Set(
        documents.filter((document) => isUnsent(document, known.get(document.id))).map(({ id }) => id),
      )
      emit((next) => {
        // Ids that changed again while this was reading stay as they are until their own check.
        for (const id of batch)
          if (unsent.has(id)) next.add(id)
          else if (!toCheck.has(id)) next.delete(id)
      })
    })
    return checking
  }

  async function read(): Promise<StoredRecord[]> {
    const [row] = await meta.findDocumentsById([metaId('up', '1')], false)
    let position = row?.checkpointData
    newest = Math.max(newest, position?.lwt ?? 0)
    const found: StoredRecord[] = []
    for (;;) {
      const page = await getChangedDocumentsSince(fork, 500, position)
      newest = Math.max(newest, ...page.documents.map(({ _meta }) => _meta.lwt))
      const candidates = page.documents.filter((document) => !fromServer(document))
      const known = candidates.length > 0 ? await knownOf(candidates.map(({ id }) => id)) : new Map()
      found.push(...candidates.filter((document) => isUnsent(document, known.get(document.id))))
      if (page.documents.length < 500) return found
      position = page.checkpoint as Position
    }
  }

  function follow(instance: Pick<MetaInstance, 'changeStream'>) {
    subscriptions.push(
      instance.changeStream().subscribe(({ events }) => {
        const ids = events.map((event) => event.documentData.itemId).filter((id) => ids$.value.has(id))
        if (ids.length > 0) void check(ids)
      }),
    )
  }

  subscriptions.push(
    fork.changeStream().subscribe(({ context, events }) => {
      if (context === firstLoadContext) return
      const ids = events.map(({ documentId }) => documentId)
      if (context !== fromReplication) emit((next) => ids.forEach((id) => next.add(id)))
      const interesting = ids.filter((id) => ids$.value.has(id))
      if (interesting.length > 0) void check(interesting)
    }),
  )
  follow(meta)
  const atStart = await read()
  const newestAtStart = newest
  emit((next) => atStart.forEach(({ id }) => next.add(id)))

  /** What is noted here before replication has ever run moves along with the records to a changed schema. */
  let connected: Promise<void> | undefined
  const connect = () => (connected ??= addConnectedStorageToCollection(collection, metaName, metaSchema))

  async function write(id: string, docData: LocalRecord, previous: RxDocumentData<Meta> | undefined) {
    const document = {
      ...(previous ?? { id: metaId(id), isCheckpoint: '0', itemId: id, _attachments: {}, _deleted: false }),
      docData,
      _meta: { lwt: now() },
      _rev: createRevision(database.token, previous),
    } as RxDocumentData<Meta>
    await connect()
    await meta.bulkWrite([previous ? { previous, document } : { document }], 'satchel-known-state')
  }

  return {
    ids$,
    newestAtStart,
    serverHash,
    fromServer,
    settled: () => check([]),
    read,
    follow,
    async known(ids) {
      const rows = await knownOf(ids)
      return new Map([...rows].map(([id, { docData }]) => [id, docData]))
    },
    async keepBase(document) {
      if (!fromServer(document)) return
      const noted = (await knownOf([document.id])).get(document.id)
      // A pull writes a record before its note; an edit in between has what came as its base.
      if (!noted || !isSameState(noted.docData, document)) await write(document.id, stateOf(document), noted)
    },
    async giveUp(id) {
      const [document] = await fork.findDocumentsById([id], true)
      if (!document) return
      const known = await knownOf([id])
      await write(id, stateOf(document), known.get(id))
      await check([id])
    },
    async deleted() {
      const { jsonSchema } = collection.schema
      const query = normalizeMangoQuery<StoredRecord>(jsonSchema, {
        selector: { _deleted: { $eq: true } },
        limit: mostDeleted,
      })
      return (await fork.query(prepareQuery(jsonSchema, query))).documents
    },
    async erase(tombstones) {
      const ids = tombstones.map(({ id }) => id)
      const stored = new Map((await fork.findDocumentsById(ids, true)).map((row) => [row.id, row]))
      const known = await knownOf(ids)
      const left = new Set<string>()
      for (const tombstone of tombstones) {
        const [previous, noted] = [stored.get(tombstone.id), known.get(tombstone.id)]
        if (ids$.value.has(tombstone.id)) left.add(tombstone.id)
        if (left.has(tombstone.id) || previous?._deleted === false) continue
        if (noted && !sameJson(noted.docData, tombstone)) await write(tombstone.id, tombstone, noted)
        if (!previous || sameJson(stateOf(previous), tombstone)) continue
        const document: StoredRecord = {
          ...tombstone,
          _attachments: {},
          _rev: createRevision(database.token, previous),
          _meta: { lwt: now(), o: { hash: serverHash, _rev: getHeightOfRevision(previous._rev) + 1 } },
        }
        await fork.bulkWrite([{ previous, document }], erasedContext)
      }
      return left
    },
    async pullCheckpoint() {
      const [row] = await meta.findDocumentsById([metaId('down', '1')], false)
      return row?.checkpointData
    },
    async remove() {
      closed = true
      for (const subscription of subscriptions) subscription.unsubscribe()
      await checking
      await meta.remove()
    },
    async close() {
      closed = true
      for (const subscription of subscriptions) subscription.unsubscribe()
      await checking
      await meta.close()
    },
  }
}

/** The state as replication remembers it. */
function stateOf(document: StoredRecord): LocalRecord {
  const state = { ...document } as Record<string, unknown>
  delete state['_meta']
  delete state['_rev']
  delete state['_attachments']
  return state as LocalRecord
}
