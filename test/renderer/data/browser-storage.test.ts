/** Fewer indexes than RxDB's storage makes by itself: every query still has one, also in an older database. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { expect, test } from 'vitest'
import { browserStorage } from '../../../renderer/data/worker/browser-storage.ts'
import { toLocal } from '../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import type { LocalStorage } from '../../../renderer/data/worker/open-database.ts'
import { collectionNames, entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

const open = (storage: LocalStorage) =>
  openDatabase({
    name: 'indexes',
    storage,
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })

const aRecord = (name: CollectionName) => toLocal(entityOf(name), aDocument(name))

async function indexesOf(disk: IDBFactory, collection: string): Promise<string[]> {
  const known = await disk.databases()
  const name = known.find((each) => each.name?.includes(`--${collection}`))?.name ?? ''
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = disk.open(name)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  const names = [...database.transaction('docs').objectStore('docs').indexNames]
  database.close()
  return names
}

test('every collection can be listed, counted, sorted and asked for what changed', async () => {
  const disk = new IDBFactory()
  const { rx, collections } = await open(browserStorage({ indexedDB: disk, IDBKeyRange }))
  for (const name of collectionNames) {
    const collection = collections[name]
    const { id } = await collection.insert(aRecord(name))
    expect((await collection.find().exec()).map((each) => each.id)).toEqual([id])
    expect(await collection.count().exec()).toBe(1)
    for (const field of ['updatedAtInverse', 'createdAt'])
      expect(await collection.find({ sort: [{ [field]: 'asc' }], limit: 5 }).exec()).toHaveLength(1)
    await (await collection.findOne(id).exec())?.incrementalRemove()
    expect(await collection.count().exec()).toBe(0)
  }
  await rx.close()
  expect(await indexesOf(disk, 'settings')).toEqual(['[_deleted+id]', '[_meta.lwt+id]'])
  expect(await indexesOf(disk, 'customers')).toEqual([
    '[_deleted+name+id]',
    '[_deleted+updatedAtInverse+id]',
    '[_meta.lwt+id]',
  ])
})

test('a database that was made with more indexes opens with all it holds, and goes on', async () => {
  const disk = new IDBFactory()
  const before = await open(getRxStorageDexie({ indexedDB: disk, IDBKeyRange }))
  const { id } = await before.collections.customers.insert(aRecord('customers'))
  await before.rx.close()
  const { rx, collections } = await open(browserStorage({ indexedDB: disk, IDBKeyRange }))
  expect((await collections.customers.find().exec()).map((each) => each.id)).toEqual([id])
  await collections.customers.insert(aRecord('customers'))
  expect(await collections.customers.count().exec()).toBe(2)
  await rx.close()
})
