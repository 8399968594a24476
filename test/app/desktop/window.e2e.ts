/** The window: what it shows, how it is isolated, and what a page in it can never do. */
import { expect, hasRealElectron, test } from '../../support/electron.ts'

test('opens the page of the app from app://satchel', async ({ desktop, page }) => {
  await expect(page).toHaveTitle(/Satchel/)
  const url = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  )
  expect(url).toMatch(/^app:\/\/satchel\/index\.html/)
  const shown = await desktop.browserWindow(page)
  await expect.poll(() => shown.evaluate((w) => w.isVisible())).toBe(true)
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true)
})

test('is sandboxed and isolated', async ({ desktop, page }) => {
  const handle = await desktop.browserWindow(page)
  const preferences = await handle.evaluate((w) => {
    // Electron has it; its types leave it out because it is meant for checks like this one.
    const contents = w.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
  })
  expect(preferences.webviewTag ?? false).toBe(false)
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false)
})

test('the stand-in refuses a window that would not be safe', async ({ desktop, page }) => {
  test.skip(hasRealElectron, 'Electron opens such windows; the test above looks at ours')
  await expect(page).toHaveTitle(/Satchel/)
  const refusals = await desktop.evaluate(({ BrowserWindow }) =>
    [{ sandbox: false }, { contextIsolation: false }, { nodeIntegration: true }, { webSecurity: false }].map(
      (webPreferences) => {
        try {
          return new BrowserWindow({ webPreferences }).id
        } catch {
          return 'refused'
        }
      },
    ),
  )
  expect(refusals).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('a page has no Node, no Electron and an interface it cannot change', async ({ page }) => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(found).toEqual([])
  const kept = await page.evaluate(() => {
    const desktop = window.desktop as unknown as Record<string, unknown>
    for (const change of [
      () => (desktop.appInfo = 'changed'),
      () => ((desktop.vault as Record<string, unknown>).load = 'changed'),
      () => ((window as unknown as Record<string, unknown>).desktop = 'changed'),
    ]) {
      try {
        change()
      } catch {
        // A frozen object throws in strict code.
      }
    }
    return [typeof window.desktop?.appInfo, typeof window.desktop?.vault.load]
  })
  expect(kept).toEqual(['function', 'function'])
})

test('runs no code that was not shipped with it', async ({ page }) => {
  const refused = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.org/'
    document.body.append(frame)
    // Later, because code that a test evaluates is itself exempt from the policy.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-implied-eval, no-new-func
          resolve(new Function('return true')())
        } catch {
          resolve(false)
        }
      }),
    )
    const reached = await fetch('http://127.0.0.1:1/').then(
      () => true,
      () => false,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { violations: [...new Set(violations)].sort(), evaluated, reached, ran: 'ran' in window }
  })
  expect(refused).toEqual({
    violations: ['connect-src', 'frame-src', 'script-src', 'script-src-elem'],
    evaluated: false,
    reached: false,
    ran: false,
  })
})

test.describe('with a server', () => {
  test.use({ server: 'http://127.0.0.1:9/with/a/path' })

  test('the page knows its server and may connect to it alone', async ({ page }) => {
    expect(await page.evaluate(() => window.desktop?.serverUrl())).toEqual({
      ok: true,
      value: 'http://127.0.0.1:9',
    })
    const policy = await page.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    )
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:9;")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-eval')
  })
})

test('serves the files of the renderer and nothing else of the disk', async ({ page }) => {
  const statuses = await page.evaluate(
    async (paths) => {
      const answers = []
      for (const path of paths) answers.push((await fetch(path)).status)
      return answers
    },
    [
      '/index.html',
      '/missing.js',
      '/..%2fmain%2fmain.js',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '/%00',
      '/%ff',
      '/%2fetc/passwd',
    ],
  )
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404])
})

test('never leaves the app', async ({ desktop, page }) => {
  const before = page.url()
  await page.evaluate(() => location.assign('https://example.org/away'))
  await page.evaluate(() => location.assign('data:text/html,<p>away</p>'))
  await page.waitForTimeout(400)
  expect(page.url()).toBe(before)
  expect(desktop.windows()).toHaveLength(1)
})

test('opens no windows: https links go to the browser, everything else nowhere', async ({
  desktop,
  page,
}) => {
  await desktop.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  const opened = () => desktop.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(await page.evaluate(() => window.open('https://example.org/a'))).toBeNull()
  await page.evaluate(() => window.open('file:///etc/passwd'))
  await page.evaluate(() => window.open('javascript:alert(1)'))
  await page.evaluate(() => window.open('about:blank'))
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.org/b',
      target: '_blank',
      textContent: 'A link that leaves',
    })
    link.style.cssText = 'position:fixed;top:0;left:0;z-index:99999'
    document.body.append(link)
  })
  await page.getByText('A link that leaves').click()
  await expect.poll(opened).toEqual(['https://example.org/a', 'https://example.org/b'])
  await expect.poll(() => desktop.windows().length).toBe(1)
})

test('may remind of tasks, and is refused what it does not need of the computer', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'clipboard-read', 'midi'] as PermissionName[]
    const found = await Promise.all(names.map((name) => navigator.permissions.query({ name })))
    return found.map(({ state }) => state)
  })
  expect(states).toEqual(['denied', 'granted', 'denied', 'denied'])
})

test('the Help menu opens the folder with the log', async ({ desktop, page }) => {
  await expect(page).toHaveTitle(/Satchel/)
  const opened = await desktop.evaluate(async ({ Menu, shell }) => {
    const folders: string[] = []
    shell.openPath = async (folder: string) => {
      folders.push(folder)
      return ''
    }
    Menu.getApplicationMenu()?.getMenuItemById('open-logs')?.click()
    await new Promise((resolve) => setTimeout(resolve, 50))
    return folders
  })
  expect(opened).toHaveLength(1)
  expect(opened[0]).toMatch(/logs$/)
})
