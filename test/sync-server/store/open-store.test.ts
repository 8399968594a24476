import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../sync-server/store/open-store.ts'
import { ask, dropDatabases, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import { tempFolder } from '../../support/temp-folder.ts'

test('without an address of a CouchDB the data folder holds the store', async () => {
  for (const couchdbUrl of [undefined, '']) {
    const dataFolder = tempFolder()
    const store = await openStore({ couchdbUrl, dataFolder })
    await store.ping()
    await store.close()
    expect(existsSync(join(dataFolder, 'satchel.sqlite'))).toBe(true)
  }
})

test('with an address the store is a database of that CouchDB, and the data folder stays empty', async () => {
  const couch = await startCouchdb()
  onTestFinished(couch.stop)
  const databasePrefix = `${newDatabaseName()}_`
  const dataFolder = join(tempFolder(), 'data')
  const store = await openStore({ couchdbUrl: couch.url, dataFolder, databasePrefix })
  await store.ping()
  await store.close()
  expect(existsSync(dataFolder)).toBe(false)
  expect((await ask(couch.url, 'GET', `${databasePrefix}satchel`)).status).toBe(200)
  await dropDatabases(couch.url, databasePrefix)
  expect((await ask(couch.url, 'GET', `${databasePrefix}satchel`)).status).toBe(404)
})
