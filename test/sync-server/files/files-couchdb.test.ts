/** Files on CouchDB: the real one where there is one, else its double. */
import { afterAll } from 'vitest'
import { createCouchBytes } from '../../../sync-server/store/couchdb-bytes.ts'
import { createCouchStore } from '../../../sync-server/store/couchdb.ts'
import { dropDatabases, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import type { CouchServer } from '../../support/couchdb-double.ts'
import { describeFiles } from './files.suite.ts'

let couch: CouchServer | undefined
const database = newDatabaseName()

describeFiles('on CouchDB', async () => {
  couch = await startCouchdb()
  return {
    store: createCouchStore({ url: couch.url, database }),
    bytes: createCouchBytes({ url: couch.url, database: `${database}_files` }),
  }
})

afterAll(async () => {
  if (!couch) return
  await dropDatabases(couch.url, database)
  await couch.stop()
})
