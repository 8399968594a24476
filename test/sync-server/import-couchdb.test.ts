/** Northwind on CouchDB: the real one where COUCHDB_URL is set, else its double. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countByAction } from '../../shared/import/run-import.ts'
import { createCouchStore } from '../../sync-server/store/couchdb.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { dropDatabases, newDatabaseName, startCouchdb } from '../support/couchdb-double.ts'
import type { CouchServer } from '../support/couchdb-double.ts'
import { importAs } from '../support/run-northwind.ts'
import { startServer } from '../support/start-server.ts'
import type { TestServer } from '../support/start-server.ts'

let couch: CouchServer
let store: DocumentStore
let server: TestServer
const database = newDatabaseName()

beforeAll(async () => {
  couch = await startCouchdb()
  store = createCouchStore({ url: couch.url, database })
  server = await startServer({ store })
}, 60_000)
afterAll(async () => {
  await server.close()
  await store.close()
  await dropDatabases(couch.url, database)
  await couch.stop()
})

it(
  'takes Northwind in as the dry run said, and changes nothing the second time',
  { timeout: 120_000 },
  async () => {
    const admin = await server.join({ role: 'admin' })
    const dryRun = await importAs(admin, { commit: false })
    const run = await importAs(admin, { commit: true })
    expect(run.outcomes).toEqual(dryRun.outcomes)
    expect(countByAction(run.outcomes)).toEqual({ create: 1011, update: 0, unchanged: 0, refused: 0 })
    const again = await importAs(admin, { commit: true })
    expect(countByAction(again.outcomes)).toEqual({ create: 0, update: 0, unchanged: 1011, refused: 0 })
    const lines = (await admin.holds('orders')).flatMap((order) => order['lines'] as unknown[])
    expect(lines).toHaveLength(2155)
  },
)
