/**
 * A disk without room, in the browser: its quota is set to nothing. A browser gives out room in advance, so what
 * it has given is used up as well, by a database of the test's own.
 */
import type { Page } from '@playwright/test'

export interface Disk {
  /** Not one more byte can be written. */
  fill(): Promise<void>
  /** There is room again. */
  free(): Promise<void>
}

/** Bytes that the app may use until the disk is filled; what is given out in advance stays small by it. */
const usualRoom = 24_000_000

/** Before the app has written anything. `origin` as in `http://127.0.0.1:4980`. */
export async function limitedDisk(page: Page, origin: string): Promise<Disk> {
  const session = await page.context().newCDPSession(page)
  const setQuota = (quotaSize: number | undefined) =>
    session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize !== undefined && { quotaSize }) })
  await setQuota(usualRoom)
  return {
    async fill() {
      await setQuota(1)
      await page.evaluate(useUp)
    },
    async free() {
      await setQuota(undefined)
    },
  }
}

async function useUp(): Promise<void> {
  const opening = indexedDB.open('filler', 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('rows', { autoIncrement: true })
  })
  // A disk that is full already refuses this database, too.
  const database = await new Promise<IDBDatabase | undefined>((resolve) => {
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => resolve(undefined))
  })
  if (!database) return
  const put = (size: number) =>
    new Promise<boolean>((resolve) => {
      const transaction = database.transaction('rows', 'readwrite')
      transaction.objectStore('rows').add('x'.repeat(size))
      transaction.addEventListener('complete', () => resolve(true))
      transaction.addEventListener('abort', () => resolve(false))
    })
  for (let size = 8_000_000; size >= 20;) if (!(await put(size))) size = Math.floor(size / 2)
  database.close()
}
