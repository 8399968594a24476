/** Signs a profile in and waits until all of the book is on it. */
import type { Page } from '@playwright/test'
import type { Profile } from '../sync/browser.ts'
import { testPassword } from '../sync/company.ts'

export async function fillDevice(profile: Profile, url: string, email: string, count: number): Promise<void> {
  const page = await profile.open(url)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  let last = -1
  for (let still = 0; still < 10; await page.waitForTimeout(500)) {
    const now = await held(page)
    if (now >= count) break
    still = now === last ? still + 1 : 0
    last = now
  }
  // Replication writes down where it stands.
  await page.waitForTimeout(3_000)
  await page.close()
}

/** How many documents the local database holds. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
      })
    let found = 0
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('rxdb-dexie-satchel-') || name.includes('replication')) continue
      const database = await answer(indexedDB.open(name))
      if (database.objectStoreNames.contains('docs'))
        found += await answer(database.transaction('docs').objectStore('docs').count())
      database.close()
    }
    return found
  })
