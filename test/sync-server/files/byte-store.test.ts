/** Both byte stores, each on the real thing or its double. */
import { afterAll, beforeAll } from 'vitest'
import type { ByteStore } from '../../../sync-server/store/byte-store.ts'
import { createCouchBytes } from '../../../sync-server/store/couchdb-bytes.ts'
import { createDiskBytes } from '../../../sync-server/store/disk-bytes.ts'
import { dropDatabases, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import type { CouchServer } from '../../support/couchdb-double.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { describeByteStore } from './byte-store.contract.ts'

let couch: CouchServer
const database = newDatabaseName()

beforeAll(async () => {
  couch = await startCouchdb()
})
afterAll(async () => {
  await dropDatabases(couch.url, database)
  await couch.stop()
})

const opened = async (store: ByteStore) => {
  await store.open()
  return store
}

describeByteStore('on disk', () => opened(createDiskBytes(tempFolder())))
describeByteStore('in CouchDB', () => opened(createCouchBytes({ url: couch.url, database })))
