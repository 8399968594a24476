/** An update of the app may change the schema of records: nothing that waits to be sent is lost on the way. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createRevision, now } from 'rxdb/plugins/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browserStorage } from '../../../renderer/data/worker/browser-storage.ts'
import { insertDirectly } from '../../../renderer/data/worker/insert-directly.ts'
import { toLocal } from '../../../renderer/data/worker/local-shape.ts'
import type { StoredRecord } from '../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import type { LocalDatabase } from '../../../renderer/data/worker/open-database.ts'
import { trackUnsent } from '../../../renderer/data/worker/unsent.ts'
import type { Unsent } from '../../../renderer/data/worker/unsent.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

const lead = entityOf('leads')
const present = { version: lead.version, migrations: lead.migrations, indexes: lead.indexes }
let disk: IDBFactory
let opened: { database: LocalDatabase; unsent: Unsent } | undefined

beforeEach(() => (disk = new IDBFactory()))
afterEach(async () => {
  await close()
  Object.assign(lead, present)
})

async function open() {
  const database = await openDatabase({
    name: 'updated',
    storage: browserStorage({ indexedDB: disk, IDBKeyRange }),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })
  const { leads } = database.collections
  opened = { database, unsent: await trackUnsent(leads) }
  return { leads, unsent: opened.unsent, storage: leads.internalStorageInstance }
}

async function close() {
  await opened?.unsent.close()
  await opened?.database.rx.close()
  opened = undefined
}

/** The next version of the app: another index, and a field that is called otherwise. */
function update() {
  const renamed = ({ jobTitle, ...document }: Record<string, unknown>) => ({ ...document, company: jobTitle })
  Object.assign(lead, {
    version: present.version + 1,
    migrations: [...present.migrations, renamed],
    indexes: [['name'], ['updatedAtInverse']],
  })
}

test('what was typed here is still to be sent, and what the server sent is still the server’s', async () => {
  const { leads, unsent, storage } = await open()
  const ofServer = (revision: string, height = 1): StoredRecord => ({
    ...toLocal(lead, aDocument('leads', { revision, jobTitle: 'Buyer' })),
    _attachments: {},
    _rev: createRevision(leads.database.token),
    _meta: { lwt: now(), o: { _rev: height, hash: unsent.serverHash } },
  })
  const rows = [ofServer('1-a'), ofServer('1-b'), ofServer('1-c'), ofServer('1-d')] as const
  await insertDirectly(storage, rows)
  const [edited, deleted, newer, untouched] = rows
  await unsent.keepBase(edited)
  await (await leads.findOne(edited.id).exec())?.incrementalPatch({ name: 'Edited here' })
  await unsent.keepBase(deleted)
  await (await leads.findOne(deleted.id).exec())?.incrementalRemove()
  const secondState = {
    ...newer,
    revision: '2-c',
    _rev: createRevision(leads.database.token, newer),
    _meta: { lwt: now(), o: { _rev: 2, hash: unsent.serverHash } },
  }
  await storage.bulkWrite([{ previous: newer, document: secondState }], 'replication-downstream-test')
  const { id: made } = await leads.insert(toLocal(lead, aDocument('leads', { name: 'Made here' })))
  const waiting = [edited.id, deleted.id, made].toSorted()
  const idsOf = (documents: readonly StoredRecord[]) => documents.map(({ id }) => id).toSorted()
  expect(idsOf(await unsent.read())).toEqual(waiting)
  await close()

  update()
  const after = await open()
  expect(idsOf(await after.unsent.read())).toEqual(waiting)
  expect([...after.unsent.ids$.value].toSorted()).toEqual(waiting)
  expect((await after.unsent.known([edited.id])).get(edited.id)).toMatchObject({
    name: edited.name,
    company: 'Buyer',
  })
  const stored = await after.storage.findDocumentsById([newer.id, untouched.id, edited.id], false)
  expect(new Map(stored.map((each) => [each.id, after.unsent.fromServer(each)]))).toEqual(
    new Map([
      [newer.id, true],
      [untouched.id, true],
      [edited.id, false],
    ]),
  )
  expect((await after.leads.findOne(edited.id).exec())?.get('name')).toBe('Edited here')
  expect((await after.leads.findOne(newer.id).exec())?.toJSON()).toMatchObject({
    revision: '2-c',
    company: 'Buyer',
  })
  expect(await after.leads.count().exec()).toBe(4)
})
