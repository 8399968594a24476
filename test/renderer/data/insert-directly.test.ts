/** Documents put into IndexedDB past RxDB have to be indistinguishable from those that RxDB wrote. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createRevision, now } from 'rxdb/plugins/core'
import { afterEach, expect, test } from 'vitest'
import { browserStorage } from '../../../renderer/data/worker/browser-storage.ts'
import { insertDirectly, tellOfInserts } from '../../../renderer/data/worker/insert-directly.ts'
import { toLocal } from '../../../renderer/data/worker/local-shape.ts'
import type { StoredRecord } from '../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import type { LocalDatabase } from '../../../renderer/data/worker/open-database.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'
import { until } from '../../support/start-device.ts'

let opened: LocalDatabase | undefined
afterEach(async () => {
  await opened?.rx.close()
  opened = undefined
})

async function openLeads() {
  opened = await openDatabase({
    name: `inserts-${Math.random().toString(36).slice(2)}`,
    storage: browserStorage({ indexedDB: new IDBFactory(), IDBKeyRange }),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })
  const { leads } = opened.collections
  const storedOf = (changes: Record<string, unknown> = {}): StoredRecord => ({
    ...toLocal(entityOf('leads'), aDocument('leads', changes)),
    _attachments: {},
    _rev: createRevision(leads.database.token),
    _meta: { lwt: now() },
  })
  return { leads, storage: leads.internalStorageInstance, storedOf }
}

test('a document put in directly is stored as RxDB stores it, and RxDB can change it', async () => {
  const { leads, storage, storedOf } = await openLeads()
  const stored = storedOf({ tags: ['a'], address: { city: 'Berlin' } })
  expect(await insertDirectly(storage, [stored])).toEqual(new Set())
  expect(await storage.findDocumentsById([stored.id], false)).toEqual([stored])
  const document = await leads.findOne(stored.id).exec()
  await document?.incrementalPatch({ name: 'Changed' })
  expect((await leads.findOne(stored.id).exec())?.get('name')).toBe('Changed')
})

test('what is there already is named and stays as it is, and the others are written', async () => {
  const { leads, storage, storedOf } = await openLeads()
  const mine = await leads.insert(toLocal(entityOf('leads'), aDocument('leads', { name: 'Mine' })))
  const others = [storedOf(), storedOf()]
  const there = await insertDirectly(storage, [storedOf({ id: mine.id, name: 'Theirs' }), ...others])
  expect(there).toEqual(new Set([mine.id]))
  expect((await leads.findOne(mine.id).exec())?.get('name')).toBe('Mine')
  expect(await leads.count().exec()).toBe(3)
})

test('lists and counts learn of everything that was put in, however little they are told', async () => {
  const { leads, storage, storedOf } = await openLeads()
  const seen = { count: -1, newest: -1 }
  leads.count().$.subscribe((count) => (seen.count = count))
  leads
    .find({ selector: {}, sort: [{ updatedAtInverse: 'asc' }], limit: 50 })
    .$.subscribe((documents) => (seen.newest = documents.length))
  await until(() => seen.count === 0 && seen.newest === 0)
  for (const size of [3, 300]) {
    const before = seen.count
    const documents = Array.from({ length: size }, () => storedOf())
    await insertDirectly(storage, documents)
    await tellOfInserts(storage, documents.at(-1)?.id ?? '')
    await until(
      () => seen.count === before + size && seen.newest === Math.min(50, before + size),
      () => seen,
    )
  }
  // And they go on counting single changes rightly.
  await leads.insert(toLocal(entityOf('leads'), aDocument('leads')))
  await until(
    () => seen.count === 304,
    () => seen,
  )
  expect(await leads.count().exec()).toBe(304)
})
