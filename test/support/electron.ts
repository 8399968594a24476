/**
 * The desktop app for a spec: the real Electron where its executable is on this machine, else the stand-in of
 * `electron-host/`. The same specs run on both.
 */
import { _electron, test as base } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import fs from 'node:fs'
import path from 'node:path'

export { expect } from '@playwright/test'

export const root = path.resolve(import.meta.dirname, '../..')
export const hostFolder = path.join(import.meta.dirname, 'electron-host')
export const hasRealElectron = fs.existsSync(path.join(root, 'node_modules/electron/path.txt'))

if (!hasRealElectron) {
  // The electron package reads this when asked for its executable, so Playwright follows too.
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= hostFolder
  process.env.ELECTRON_HOST_NODE ??= process.execPath
}

export interface Launch {
  userData: string
  /** `SATCHEL_SERVER` for this start; absent starts without one. */
  server?: string
  /** A packaged app's executable. */
  executable?: string
  args?: string[]
}

/** Command line of the app in this data folder, for starting it without Playwright. */
export const desktopArguments = (userData: string) => [root, `--user-data-dir=${userData}`]

/** Starts the app; close it with `app.close()`. */
export function launchDesktop({
  userData,
  server,
  executable,
  args = [],
}: Launch): Promise<ElectronApplication> {
  const { SATCHEL_SERVER: _inherited, ...environment } = process.env as Record<string, string>
  return _electron.launch({
    ...(executable ? { executablePath: executable } : {}),
    args: [...(executable ? [`--user-data-dir=${userData}`] : desktopArguments(userData)), ...args],
    cwd: root,
    env: { ...environment, ...(server && { SATCHEL_SERVER: server }) },
    timeout: 30_000,
  })
}

/** The first window, once its page has loaded: `firstWindow()` may answer before the navigation. */
export async function loadedWindow(app: ElectronApplication): Promise<Page> {
  const window = await app.firstWindow()
  await window.waitForURL(/^(app:|http:\/\/satchel\.app\.localhost)/)
  await window.waitForLoadState()
  return window
}

interface Fixtures {
  userData: string
  server: string | undefined
  desktop: ElectronApplication
  /** Replaces Playwright's own: the page in the app's window. */
  page: Page
}

export const test = base.extend<Fixtures>({
  userData: async ({}, use, info) => use(info.outputPath('user-data')),
  server: [undefined, { option: true }],
  desktop: async ({ userData, server }, use) => {
    const app = await launchDesktop({ userData, ...(server && { server }) })
    await use(app)
    await app.close()
  },
  page: async ({ desktop }, use) => use(await loadedWindow(desktop)),
})
