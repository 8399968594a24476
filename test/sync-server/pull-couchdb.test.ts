/** The same pulls on CouchDB: the real one where COUCHDB_URL is set, else its double. */
import { afterAll, beforeAll } from 'vitest'
import { createCouchStore } from '../../sync-server/store/couchdb.ts'
import { dropDatabases, newDatabaseName, startCouchdb } from '../support/couchdb-double.ts'
import type { CouchServer } from '../support/couchdb-double.ts'
import { describePulls } from './pull.suite.ts'

let couch: CouchServer
const databases: string[] = []
beforeAll(async () => {
  couch = await startCouchdb()
})
afterAll(async () => {
  for (const database of databases) await dropDatabases(couch.url, database)
  await couch.stop()
})

describePulls('CouchDB', async () => {
  const database = newDatabaseName()
  databases.push(database)
  const store = createCouchStore({ url: couch.url, database })
  await store.open()
  return store
})
