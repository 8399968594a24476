/**
 * Reads a device's database as the browser holds it, past the application: what is here is what somebody
 * with the device in hand could find.
 */
import type { Page } from '@playwright/test'
import type { CollectionName } from '../../shared/entities/index.ts'

export interface LocalRow extends Record<string, unknown> {
  id: string
}

/** Living documents of a collection on this device. */
export async function localDocuments(page: Page, collection: CollectionName): Promise<LocalRow[]> {
  return page.evaluate(async (name) => {
    const request = <T>(given: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        given.addEventListener('success', () => resolve(given.result))
        given.addEventListener('error', () => reject(given.error ?? new Error('the database did not answer')))
      })
    const found = (await indexedDB.databases()).filter((one) => one.name?.endsWith(`--${name}`))
    const rows: LocalRow[] = []
    for (const { name: databaseName } of found) {
      if (!databaseName || databaseName.includes('replication')) continue
      const database = await request(indexedDB.open(databaseName))
      if (database.objectStoreNames.contains('docs'))
        rows.push(
          ...((await request(database.transaction('docs').objectStore('docs').getAll())) as LocalRow[]),
        )
      database.close()
    }
    return rows.filter(({ _deleted }) => _deleted !== '1' && _deleted !== true)
  }, collection)
}

/**
 * Everything that the browser keeps of every database, deleted rows and replication's notes too, as text. The
 * person's own Sync inbox is left out.
 */
export async function rawDatabases(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const request = <T>(given: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        given.addEventListener('success', () => resolve(given.result))
        given.addEventListener('error', () => reject(given.error ?? new Error('the database did not answer')))
      })
    const rows: unknown[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      if (name.includes('--syncInbox')) continue
      const database = await request(indexedDB.open(name))
      for (const store of database.objectStoreNames)
        rows.push(await request(database.transaction(store).objectStore(store).getAll()))
      database.close()
    }
    return JSON.stringify(rows)
  })
}
