/** Which database a server works on: CouchDB where an address is given, else the embedded store. */
import path from 'node:path'
import type { ByteStore } from './byte-store.ts'
import { createCouchBytes } from './couchdb-bytes.ts'
import { createCouchStore } from './couchdb.ts'
import { createDiskBytes } from './disk-bytes.ts'
import type { DocumentStore } from './document-store.ts'
import { createEmbeddedStore } from './embedded.ts'

export interface StoreOptions {
  /** `http://user:password@host:port`; undefined or empty means the embedded store. */
  couchdbUrl?: string | undefined
  /** Where the embedded store keeps its file; ':memory:' for none. */
  dataFolder: string
  /** Before the name of the CouchDB database, such as `test_17_`; a lower-case letter first. */
  databasePrefix?: string | undefined
}

/** The CouchDB database of a company. */
export const databaseName = (prefix = ''): string => `${prefix}satchel`

/** The store, opened. Throws STORE_UNAVAILABLE when it cannot be. */
export async function openStore({
  couchdbUrl,
  dataFolder,
  databasePrefix = '',
}: StoreOptions): Promise<DocumentStore> {
  const store = couchdbUrl
    ? createCouchStore({ url: couchdbUrl, database: databaseName(databasePrefix) })
    : createEmbeddedStore({ folder: dataFolder })
  await store.open()
  return store
}

/** Where the same company keeps the bytes of its files, opened. Throws STORE_UNAVAILABLE when it cannot be. */
export async function openBytes({
  couchdbUrl,
  dataFolder,
  databasePrefix = '',
}: StoreOptions): Promise<ByteStore> {
  const bytes = couchdbUrl
    ? createCouchBytes({ url: couchdbUrl, database: `${databasePrefix}satchel_files` })
    : createDiskBytes(path.join(dataFolder, 'files'))
  await bytes.open()
  return bytes
}
