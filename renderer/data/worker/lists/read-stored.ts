/**
 * Every living document of a collection as it is stored, in steps by id. The browser's storage is read past
 * RxDB, whose work for each document takes longer than the reading.
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
  const { dexieTable } = await (instance as unknown as Inside).internals
  // Dexie turns this into one getAll of the browser's.
  const read = (after: string): Promise<StoredRecord[]> =>
    dexieTable.where(':id').above(after).limit(step).toArray()
  let documents = await read('')
  while (documents.length > 0) {
    const last = documents.at(-1)
    const next = last && documents.length === step ? read(last.id) : undefined
    next?.catch(() => undefined)
    yield documents.filter(({ _deleted }) => (_deleted as unknown) !== '1')
    if (!next) return
    documents = await next
  }
}
