/** Chromium with a profile on disk, because a private window keeps IndexedDB in memory. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
// @ts-expect-error -- a script without types
import { chromiumFlags, findChromium } from '../../../scripts/find-chromium.mjs'

export interface Profile {
  context: BrowserContext
  /** Name and version. */
  browser: string
  open(url: string): Promise<Page>
  close(): Promise<void>
}

export async function openProfile(): Promise<Profile> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-profile-'))
  const executablePath = findChromium() as string | undefined
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath && { executablePath }),
    args: chromiumFlags as string[],
  })
  return {
    context,
    browser: `Chromium ${context.browser()?.version() ?? ''}`.trim(),
    async open(url) {
      const page = await context.newPage()
      page.on('pageerror', (error) =>
        console.error(`${url}: ${error.name} ${error.message} ${error.stack ?? ''}`),
      )
      await page.goto(url)
      return page
    },
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
