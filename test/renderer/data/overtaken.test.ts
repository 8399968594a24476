/** What replication was about to write when the server accepted something newer from this device. */
import { expect, it } from 'vitest'
import type { RxStorageInstance } from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { toLocal } from '../../../renderer/data/worker/local-shape.ts'
import type { StoredRecord } from '../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

const downstream = 'replication-downstream-test'
const [first, second] = ['0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000002']

function arriving(id: string, revision: string, name: string, rev: string): StoredRecord {
  const state = toLocal(entityOf('customers'), aDocument('customers', { id, revision, name }))
  return Object.assign(state, { _attachments: {}, _meta: { lwt: Date.now() }, _rev: rev })
}

it('[P6] what was read before the server took something newer from here is not written', async () => {
  const database = await openDatabase({
    name: 'overtaken',
    storage: getRxStorageMemory(),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
    isOutdated: (collection, { revision }) => collection === 'customers' && revision === '1-old',
  })
  const storage = database.collections.customers.storageInstance as unknown as RxStorageInstance<
    StoredRecord,
    unknown,
    unknown
  >
  const [mine, other] = [
    arriving(first, '1-a', 'Typed here', '1-r'),
    arriving(second, '1-a', 'Before', '1-r'),
  ]
  await storage.bulkWrite([{ document: mine }, { document: other }], downstream)
  const [previous, before] = await storage.findDocumentsById([first, second], false)
  if (!previous || !before) throw new Error('nothing was written')
  const { error } = await storage.bulkWrite(
    [
      { previous, document: arriving(first, '1-old', 'Older', '2-r') },
      { previous: before, document: arriving(second, '2-b', 'After', '2-r') },
    ],
    downstream,
  )
  expect(error.map(({ status, documentId }) => [status, documentId])).toEqual([[409, first]])
  const names = (await storage.findDocumentsById([first, second], false)).map(({ name }) => name)
  expect(names).toEqual(['Typed here', 'After'])
  await database.rx.remove()
})
