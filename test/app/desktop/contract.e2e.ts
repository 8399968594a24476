/** The contract between page and main process: who may ask, with what, and what comes back. */
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { desktopMethods, isMethod } from '../../../shared/desktop-api.ts'
import type { Methods } from '../../../shared/desktop-api.ts'
import { expect, test } from '../../support/electron.ts'

type Answer = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } }

/** Calls a method by its path, past the types, as a page gone bad would. */
function call(page: Page, method: string[], ...args: unknown[]): Promise<Answer> {
  return page.evaluate(
    async ({ method, args }) => {
      let target: unknown = window.desktop
      for (const name of method) target = (target as Record<string, unknown>)[name]
      return (await (target as (...args: unknown[]) => Promise<unknown>)(...args)) as Answer
    },
    { method, args },
  )
}

function methodPaths(methods: Methods, prefix: string[] = []): { path: string[]; arity: number }[] {
  return Object.entries(methods).flatMap(([name, entry]) =>
    isMethod(entry)
      ? [{ path: [...prefix, name], arity: entry.arguments.length }]
      : methodPaths(entry, [...prefix, name]),
  )
}
const allMethods = methodPaths(desktopMethods)

test('every method refuses arguments of the wrong shape', async ({ page }) => {
  for (const { path: method, arity } of allMethods) {
    const wrong: unknown[][] = [
      Array.from({ length: arity + 1 }, () => 'https://crm.example'),
      ...(arity > 0
        ? [[], [42], [null], [{ name: '../../x', content: 1 }], [''], ['x'.repeat(100_000)]]
        : []),
    ]
    for (const args of wrong)
      expect(
        await call(page, method, ...args),
        `${method.join('.')}(${JSON.stringify(args).slice(0, 60)})`,
      ).toMatchObject({
        ok: false,
        error: { code: 'INVALID_REQUEST' },
      })
  }
})

test('every method refuses a page that is not the app', async ({ desktop, page }) => {
  await expect(page).toHaveTitle(/Satchel/)
  const opened = desktop.waitForEvent('window')
  await desktop.evaluate(({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows()
    const contents = own?.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
    const { preload } = contents.getLastWebPreferences()
    const foreign = new BrowserWindow({ webPreferences: { ...(preload && { preload }), sandbox: true } })
    void foreign.loadURL('data:text/html,<title>Foreign</title>')
  })
  const foreign = await opened
  await foreign.waitForURL(/^data:/)
  await expect.poll(() => foreign.evaluate(() => typeof window.desktop)).toBe('object')
  for (const { path: method, arity } of allMethods)
    expect(await call(foreign, method, ...Array(arity).fill('https://crm.example'))).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    })
})

test('tells the version of the app', async ({ page }) => {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string }
  expect(await call(page, ['appInfo'])).toEqual({
    ok: true,
    value: { version, platform: process.platform, packaged: false },
  })
})

test.describe('the vault', () => {
  test('keeps the session encrypted on disk and forgets it when told', async ({
    desktop,
    page,
    userData,
  }) => {
    // A keychain is what these machines lack; the rest of the way is real.
    await desktop.evaluate(({ safeStorage }) => {
      safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret'
    })
    const file = path.join(userData, 'session')
    expect(await call(page, ['vault', 'load'])).toEqual({ ok: true, value: undefined })
    expect(await call(page, ['vault', 'save'], 'a pässword-like secret')).toEqual({
      ok: true,
      value: undefined,
    })
    expect(fs.readFileSync(file).includes('secret')).toBe(false)
    expect(fs.statSync(file).mode & 0o077).toBe(0)
    expect(await call(page, ['vault', 'load'])).toEqual({ ok: true, value: 'a pässword-like secret' })
    fs.writeFileSync(file, 'spoiled')
    expect(await call(page, ['vault', 'load'])).toEqual({ ok: true, value: undefined })
    expect(await call(page, ['vault', 'clear'])).toEqual({ ok: true, value: undefined })
    expect(fs.existsSync(file)).toBe(false)
  })

  test('writes nothing where there is no keychain, and says why', async ({ desktop, page, userData }) => {
    await desktop.evaluate(({ safeStorage }) => {
      safeStorage.getSelectedStorageBackend = () => 'basic_text'
    })
    const answer = await call(page, ['vault', 'save'], 'a secret')
    test.skip(process.platform !== 'linux', 'other systems always have a keychain')
    expect(answer).toMatchObject({ ok: false, error: { code: 'VAULT_UNAVAILABLE' } })
    expect(fs.existsSync(path.join(userData, 'session'))).toBe(false)
  })
})

test('opens https: and mailto: addresses outside, and no others', async ({ desktop, page }) => {
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  for (const address of ['https://example.org/x', 'mailto:ada@example.org'])
    expect(await call(page, ['openExternal'], address)).toEqual({ ok: true, value: undefined })
  for (const address of [
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'http://x',
    'nonsense',
    'https://a:b@x',
  ])
    expect(await call(page, ['openExternal'], address)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_REQUEST' },
    })
  expect(await desktop.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
    'https://example.org/x',
    'mailto:ada@example.org',
  ])
})

test('saves a file where the person says, or nowhere', async ({ desktop, page }, info) => {
  const target = info.outputPath('refused.csv')
  const answerWith = (filePath: string | undefined) =>
    desktop.evaluate(({ dialog }, filePath) => {
      const answer = async () => ({ canceled: filePath === undefined, filePath: filePath ?? '' })
      dialog.showSaveDialog = answer
    }, filePath)
  const file = { name: 'refused rows.csv', content: 'row,reason\n3,"Größe fehlt"\n' }
  await answerWith(undefined)
  expect(await call(page, ['saveFile'], file)).toEqual({ ok: true, value: { saved: false } })
  await answerWith(target)
  expect(await call(page, ['saveFile'], file)).toEqual({ ok: true, value: { saved: true } })
  expect(fs.readFileSync(target, 'utf8')).toBe(file.content)
  const bytes = { name: 'order.pdf', base64: Buffer.from([0x25, 0x00, 0xff]).toString('base64') }
  expect(await call(page, ['saveFile'], bytes)).toEqual({ ok: true, value: { saved: true } })
  expect([...fs.readFileSync(target)]).toEqual([0x25, 0x00, 0xff])
  expect(await call(page, ['saveFile'], { ...bytes, base64: 'not base64!' })).toMatchObject({ ok: false })
  await answerWith(path.join(target, 'not-a-folder', 'x.csv'))
  expect(await call(page, ['saveFile'], file)).toMatchObject({
    ok: false,
    error: { code: 'FILE_NOT_SAVED' },
  })
  for (const name of ['../x.csv', 'a/b', 'a\\b', ''])
    expect(await call(page, ['saveFile'], { ...file, name })).toMatchObject({ ok: false })
})

test('shows PDFs in the computer’s own program, and nothing else', async ({ desktop, page }) => {
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened, answer: '' })
    shell.openPath = async (file) => {
      opened.push(file)
      return (globalThis as unknown as { answer: string }).answer
    }
  })
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')
  const file = { name: 'order-11078.pdf', base64: base64('%PDF-1.7 and so on') }
  expect(await call(page, ['openPdf'], file)).toEqual({ ok: true, value: undefined })
  const [opened = ''] = await desktop.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(path.basename(opened)).toBe('order-11078.pdf')
  expect(fs.readFileSync(opened, 'latin1')).toBe('%PDF-1.7 and so on')
  for (const wrong of [
    { ...file, name: 'order.exe' },
    { ...file, name: '../order.pdf' },
    { ...file, base64: base64('MZ a program') },
  ])
    expect(await call(page, ['openPdf'], wrong)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_REQUEST' },
    })
  await desktop.evaluate(() => Object.assign(globalThis, { answer: 'no program for it' }))
  expect(await call(page, ['openPdf'], file)).toMatchObject({ ok: false, error: { code: 'FILE_NOT_OPENED' } })
})

test('tells the page when the computer wakes up, until it stops listening', async ({ desktop, page }) => {
  await page.evaluate(() => {
    const seen = { times: 0 }
    const stop = window.desktop?.onResumed(() => (seen.times += 1))
    Object.assign(window, { seen, stop })
  })
  const times = () => page.evaluate(() => (window as unknown as { seen: { times: number } }).seen.times)
  const wake = () => desktop.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await wake()
  await expect.poll(times).toBe(1)
  await page.evaluate(() => (window as unknown as { stop: () => void }).stop())
  await wake()
  await page.waitForTimeout(200)
  expect(await times()).toBe(1)
})
