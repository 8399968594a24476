/** What is still there at the next start, and what a second start does. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { desktopArguments, expect, launchDesktop, loadedWindow, test } from '../../support/electron.ts'

const electronExecutable = () => createRequire(import.meta.url)('electron') as string

test('local data, the chosen server and the place of the window survive a restart', async ({ userData }) => {
  const first = await launchDesktop({ userData })
  const page = await loadedWindow(first)
  await page.evaluate(async () => {
    localStorage.setItem('kept', 'yes')
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('kept', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('store')
      request.onsuccess = () => {
        const change = request.result.transaction('store', 'readwrite')
        change.objectStore('store').put('value', 'key')
        change.oncomplete = () => resolve()
      }
    })
  })
  const chosen = await page.evaluate(() => window.desktop?.chooseServer('http://127.0.0.1:9/ignored'))
  expect(chosen).toEqual({ ok: true, value: 'http://127.0.0.1:9' })
  const shown = await first.browserWindow(page)
  await shown.evaluate((w) => w.setBounds({ x: 40, y: 50, width: 900, height: 700 }))
  // Closing the only window ends the app.
  const ended = first.waitForEvent('close')
  await shown.evaluate((w) => w.close())
  await ended

  const second = await launchDesktop({ userData })
  const again = await loadedWindow(second)
  expect(await again.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
  const value = await again.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        const request = indexedDB.open('kept', 1)
        request.onsuccess = () => {
          const read = request.result.transaction('store').objectStore('store').get('key')
          read.onsuccess = () => resolve(read.result)
        }
      }),
  )
  expect(value).toBe('value')
  expect(await again.evaluate(() => window.desktop?.serverUrl())).toEqual({
    ok: true,
    value: 'http://127.0.0.1:9',
  })
  const bounds = await (await second.browserWindow(again)).evaluate((w) => w.getNormalBounds())
  expect(bounds).toMatchObject({ width: 900, height: 700 })
  await second.close()
})

test('only http and https servers without a password can be chosen', async ({ page }) => {
  for (const address of ['ftp://x', 'crm.example', 'http://', 'https://me:secret@crm.example'])
    expect(await page.evaluate((a) => window.desktop?.chooseServer(a), address)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_REQUEST' },
    })
  expect(await page.evaluate(() => window.desktop?.serverUrl())).toEqual({ ok: true, value: null })
})

test.describe('started for a server', () => {
  test.use({ server: 'http://127.0.0.1:9' })
  test('another one cannot be chosen', async ({ page }) => {
    const answer = await page.evaluate(() => window.desktop?.chooseServer('http://127.0.0.1:10'))
    expect(answer).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } })
  })
})

/** Starts the app once more in the same data folder; answers its exit code. */
function startAgain(userData: string, ...words: string[]): Promise<number | null> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const again = spawn(electronExecutable(), [...sandbox, ...desktopArguments(userData), ...words], {
    stdio: 'ignore',
  })
  return new Promise((resolve) => again.on('exit', resolve))
}

test('a second start shows the first window and ends', async ({ desktop, page, userData }) => {
  await expect(page).toHaveTitle(/Satchel/)
  await desktop.evaluate(({ app, BrowserWindow }) => {
    const heard = globalThis as { windowsThen?: number }
    app.once('second-instance', () => (heard.windowsThen = BrowserWindow.getAllWindows().length))
  })
  expect(await startAgain(userData)).toBe(0)
  await expect
    .poll(() => desktop.evaluate(() => (globalThis as { windowsThen?: number }).windowsThen))
    .toBe(1)
})

test('a link opens its page in the running app, and a bad one changes nothing', async ({
  page,
  userData,
}) => {
  await expect(page).toHaveTitle(/Satchel/)
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }))
  expect(await startAgain(userData, 'satchel://orders/0190-ab')).toBe(0)
  await page.waitForURL(/#\/orders\/0190-ab$/)
  expect(await startAgain(userData, 'satchel://../x?y=<script>')).toBe(0)
  await page.waitForTimeout(300)
  expect(page.url()).toMatch(/#\/orders\/0190-ab$/)
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true)
})
