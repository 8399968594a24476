/**
 * New documents put into IndexedDB past RxDB and Dexie, in one plain transaction: the rows are exactly what
 * they would have stored, without what they do for each of them. Dexie looks at what stood there before and
 * keeps account of every key; RxDB tells of every document, to other tabs as well, and runs a query again
 * for as long as it is told of writes, so that during a fast load none would be answered.
 *
 * So nothing is told at the writing; `tellOfInserts` does it afterwards, for all of them at once.
 */
import { randomToken } from 'rxdb/plugins/core'
import type { EventBulk, RxStorageChangeEvent, RxStorageInstance } from 'rxdb/plugins/core'
import { fromStorageToDexie } from 'rxdb/plugins/storage-dexie'
import type { RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import { Observable } from 'rxjs'
import type { Subject } from 'rxjs'
import type { LocalRecord, StoredRecord } from './local-shape.ts'
import type { LocalStorage } from './open-database.ts'
import { firstLoadContext } from './unsent.ts'

type Instance = RxStorageInstance<LocalRecord, unknown, unknown>
type Change = RxStorageChangeEvent<StoredRecord>
type Bulk = EventBulk<Change, unknown>
type Inside = Pick<RxStorageInstanceDexie<LocalRecord>, 'internals'> & { changes$: Subject<Bulk> }

/** RxDB remembers a hundred events; a query that is further behind asks the database anew. */
const tooMany = 101

/**
 * Writes the documents that are not there yet; resolves to the ids of those that are, which stay as they
 * are. Rejects with what IndexedDB says, such as QuotaExceededError, and has written nothing then.
 */
export async function insertDirectly(
  instance: Instance,
  documents: readonly StoredRecord[],
): Promise<Set<string>> {
  if (!isDexie(instance)) return insertByStorage(instance, documents)
  const { dexieDb, dexieTable, booleanIndexes } = await (instance as unknown as Inside).internals
  const there = new Set<string>()
  const transaction = dexieDb.backendDB().transaction(dexieTable.name, 'readwrite')
  const done = ended(transaction)
  const store = transaction.objectStore(dexieTable.name)
  const ids = new Map<EventTarget | null, string>()
  // One listener for all of them: errors of requests come by here.
  transaction.addEventListener('error', (event) => {
    const id = ids.get(event.target)
    if (id === undefined || (event.target as IDBRequest).error?.name !== 'ConstraintError') return
    // The others are to be written all the same.
    event.preventDefault()
    event.stopPropagation()
    there.add(id)
  })
  const [flag, ...otherFlags] = booleanIndexes
  const isPlain = flag === '_deleted' && otherFlags.length === 0
  for (const document of documents) {
    const row = isPlain ? rowOf(document) : fromStorageToDexie(booleanIndexes, document)
    ids.set(store.add(row), document.id)
  }
  await done
  return there
}

/** What RxDB makes of a document whose only indexed flag is `_deleted`, without a copy of all that is in it. */
const rowOf = (document: StoredRecord) => ({ ...document, _deleted: document._deleted ? '1' : '0' })

/** Another storage than the browser's, as tests have one, is written to as RxDB would. */
const isDexie = (instance: Instance): boolean => 'changes$' in instance

async function insertByStorage(instance: Instance, documents: readonly StoredRecord[]): Promise<Set<string>> {
  const once = new Map(documents.map((document) => [document.id, document]))
  const { error } = await instance.bulkWrite(
    [...once.values()].map((document) => ({ document })),
    firstLoadContext,
  )
  const broken = error.find(({ status }) => status !== 409)
  if (broken) throw new Error(`the local database refused a document (${broken.status})`)
  return new Set(error.map(({ documentId }) => documentId))
}

/** Makes every query of every tab ask the database again; `id` is a document of the collection. */
export async function tellOfInserts(instance: Instance, id: string): Promise<void> {
  if (!isDexie(instance)) return
  const [documentData] = await instance.findDocumentsById([id], true)
  if (!documentData) return
  const event: Change = { operation: 'INSERT', documentId: id, documentData, previousDocumentData: undefined }
  ;(instance as unknown as Inside).changes$.next({
    id: randomToken(10),
    events: [event],
    checkpoint: { id, lwt: documentData._meta.lwt },
    context: firstLoadContext,
  })
}

/**
 * The storage for databases that are filled so. What `tellOfInserts` says is followed by more events than
 * RxDB remembers, before any query has looked at the first: so none can work out its result from them.
 */
export function storageForInserts(storage: LocalStorage): LocalStorage {
  return {
    name: storage.name,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance(parameters) {
      const instance = await storage.createStorageInstance(parameters)
      const told$ = instance.changeStream()
      instance.changeStream = () =>
        new Observable((listener) =>
          told$.subscribe({
            next(bulk) {
              listener.next(bulk)
              const [event] = bulk.events
              if (bulk.context !== firstLoadContext || !event) return
              const events = Array.from({ length: tooMany }, () => ({ ...event }))
              listener.next({ ...bulk, id: `${bulk.id}-again`, events })
            },
            error: (reason: unknown) => listener.error(reason),
            complete: () => listener.complete(),
          }),
        )
      return instance
    },
  }
}

const ended = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('the transaction was aborted')),
    )
  })
