/**
 * Every living document of a collection as it is stored, in steps by id. The browser's storage is read past
 * Dexie and RxDB, whose work for each document takes longer than the reading.
 */
import { normalizeMangoQuery, prepareQuery } from 'rxdb/plugins/core'
import type { RxStorageInstance } from 'rxdb/plugins/core'
import type { RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import type { LocalRecord, StoredRecord } from '../local-shape.ts'

type Instance = RxStorageInstance<LocalRecord, unknown, unknown>
type Inside = Pick<RxStorageInstanceDexie<LocalRecord>, 'internals'>

/** The documents are the caller's own and may be changed. */
export async function* readStored(instance: Instance, step: number): AsyncGenerator<StoredRecord[]> {
  if (!('changes$' in instance)) {
    const all = normalizeMangoQuery(instance.schema, { selector: {} })
    const { documents } = await instance.query(prepareQuery(instance.schema, all))
    yield documents.map((document) => ({ ...document }))
    return
  }
  const { dexieDb, dexieTable } = await (instance as unknown as Inside).internals
  const read = (after: string | undefined) =>
    new Promise<StoredRecord[]>((resolve, reject) => {
      const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true)
      const transaction = dexieDb.backendDB().transaction(dexieTable.name, 'readonly')
      const request = transaction.objectStore(dexieTable.name).getAll(range, step)
      request.addEventListener('success', () => resolve(request.result as StoredRecord[]))
      request.addEventListener('error', () =>
        reject(request.error ?? new Error('the local database did not answer')),
      )
    })
  let documents = await read(undefined)
  while (documents.length > 0) {
    const next = documents.length < step ? undefined : read(documents.at(-1)?.id)
    next?.catch(() => undefined)
    yield documents.filter(({ _deleted }) => (_deleted as unknown) !== '1')
    if (!next) return
    documents = await next
  }
}
