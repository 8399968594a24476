/** The notes of what the server is known to have, when pulls, pushes and edits pass each other. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { fillWithDefaultSettings, getRxReplicationMetaInstanceSchema, now } from 'rxdb/plugins/core'
import type { RxDocumentData, RxStorageReplicationMeta } from 'rxdb/plugins/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browserStorage } from '../../../renderer/data/worker/browser-storage.ts'
import { insertDirectly } from '../../../renderer/data/worker/insert-directly.ts'
import { localSchema, toLocal } from '../../../renderer/data/worker/local-shape.ts'
import type { LocalRecord, StoredRecord } from '../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../renderer/data/worker/open-database.ts'
import type { LocalDatabase } from '../../../renderer/data/worker/open-database.ts'
import { settleNotes } from '../../../renderer/data/worker/settle-notes.ts'
import { trackUnsent } from '../../../renderer/data/worker/unsent.ts'
import type { Unsent } from '../../../renderer/data/worker/unsent.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

type Note = RxDocumentData<RxStorageReplicationMeta<LocalRecord, unknown>>

const lead = entityOf('leads')
let database: LocalDatabase
let unsent: Unsent

beforeEach(async () => {
  database = await openDatabase({
    name: 'notes',
    storage: browserStorage({ indexedDB: new IDBFactory(), IDBKeyRange }),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })
  unsent = await trackUnsent(database.collections.leads)
})
afterEach(async () => {
  await unsent.close()
  await database.rx.close()
})

const ofServer = (revision: string, height: number): StoredRecord => ({
  ...toLocal(lead, aDocument('leads', { id: '01a2055f-abca-75ee-ad01-73eb284caea8', revision })),
  _attachments: {},
  _rev: `${height}-test`,
  _meta: { lwt: now(), o: { _rev: height, hash: unsent.serverHash } },
})

test('an edit between a pulled record and its note has what came as its base', async () => {
  const first = ofServer('1-a', 1)
  const storage = database.collections.leads.internalStorageInstance
  await insertDirectly(storage, [first])
  await unsent.keepBase(first)
  const second = ofServer('2-b', 2)
  await storage.bulkWrite([{ previous: first, document: second }], 'replication-downstream-test')
  expect((await unsent.known([first.id])).get(first.id)?.revision).toBe('1-a')
  await unsent.keepBase(second)
  expect((await unsent.known([first.id])).get(first.id)?.revision).toBe('2-b')
})

/** Notes as RxDB keeps them; `write` writes over the note that was read, and answers how many could not be. */
async function openNotes() {
  const storage = settleNotes(browserStorage({ indexedDB: new IDBFactory(), IDBKeyRange }))
  const notes = await storage.createStorageInstance<RxStorageReplicationMeta<LocalRecord, unknown>>({
    databaseName: 'notes',
    collectionName: 'rx-replication-meta-test',
    databaseInstanceToken: 'test',
    multiInstance: false,
    options: {},
    devMode: false,
    schema: getRxReplicationMetaInstanceSchema(fillWithDefaultSettings(localSchema(lead)), false),
  })
  let height = 0
  async function write(previous: Note | undefined, revision: string, context: string): Promise<number> {
    const document = {
      id: 'a|0',
      itemId: 'a',
      isCheckpoint: '0',
      docData: { id: 'a', revision },
      _attachments: {},
      _deleted: false,
      _meta: { lwt: now() },
      _rev: `${++height}-test`,
    } as unknown as Note
    return (await notes.bulkWrite([previous ? { previous, document } : { document }], context)).error.length
  }
  const read = async () => (await notes.findDocumentsById(['a|0'], false))[0]
  return { notes, write, read }
}

test('what the server accepted is noted over a note that came in between', async () => {
  const { notes, write, read } = await openNotes()
  await write(undefined, '1-a', 'test')
  const seen = await read()
  await write(seen, '2-b', 'test')
  expect(await write(seen, '3-c', 'replication-up-write-meta')).toBe(0)
  expect((await read())?.docData.revision).toBe('3-c')
  await notes.close()
})

test('what a pull notes late leaves what came in between, and is no error', async () => {
  const { notes, write, read } = await openNotes()
  await write(undefined, '1-a', 'test')
  const seen = await read()
  await write(seen, '2-b', 'test')
  expect(await write(seen, '1-b', 'replication-down-write-meta')).toBe(0)
  expect((await read())?.docData.revision).toBe('2-b')
  // Any other write that comes too late is told of.
  expect(await write(seen, '1-c', 'test')).toBe(1)
  await notes.close()
})
