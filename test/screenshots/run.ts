/**
 * `npm run screenshots`: the pictures of the README into docs/images, taken of the demo company.
 * `npm run screenshots -- --all`: every screen, for looking at, into out/screenshots/<company>: both themes, a desk's
 * and a tablet's size, with no record, one of each, thousands, and the demo company. Needs a build (`npm run build`).
 *
 *   --company none --theme dark --size 1024x700 --only leads   a part of them
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
// @ts-expect-error -- a script without types
import { chromiumFlags, findChromium } from '../../scripts/find-chromium.mjs'
import { testPassword } from '../bench/sync/company.ts'
import { localDocuments } from '../support/local-database.ts'
import { companyKinds, openCompany } from './companies.ts'
import type { PicturedCompany } from './companies.ts'
import { placesOf } from './places.ts'

const { values: options } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    company: { type: 'string' },
    theme: { type: 'string' },
    size: { type: 'string' },
    only: { type: 'string' },
  },
})
const themes = (['light', 'dark'] as const).filter((name) => !options.theme || options.theme === name)
const sizes = options.size ? [options.size] : ['1280x800', '1024x700']
type Theme = (typeof themes)[number]

const executablePath = findChromium() as string | undefined
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: chromiumFlags as string[],
})
try {
  if (options.all) {
    for (const kind of companyKinds) if (!options.company || options.company === kind) await everyScreen(kind)
  } else await readmePictures()
} finally {
  await browser.close()
}

async function everyScreen(kind: (typeof companyKinds)[number]) {
  const folder = path.join('out/screenshots', kind)
  fs.mkdirSync(folder, { recursive: true })
  const company = await openCompany(kind)
  try {
    for (const theme of themes)
      for (const size of sizes) {
        const { context, page } = await signedIn(browser, company, company.admin.email, theme, size)
        for (const { name, path: place, act } of await placesOf(page)) {
          if (options.only && !name.startsWith(options.only)) continue
          await open(page, company, place)
          try {
            await act?.(page)
          } catch {
            console.log(`${kind}: nothing to open for ${name}`)
            continue
          }
          await page.waitForTimeout(act ? 700 : 0)
          await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}.png`) })
          // What was opened would stay open over the next page.
          if (act) await page.reload()
        }
        await context.close()
        console.log(`${kind}, ${theme}, ${size}: ${folder}`)
      }
  } finally {
    await company.close()
  }
}

async function readmePictures() {
  const folder = 'docs/images'
  const company = await openCompany('northwind')
  const shoot = async (page: Page, place: string, file: string) => {
    await open(page, company, place)
    await page.screenshot({ path: path.join(folder, `${file}.png`) })
  }
  try {
    const rep = await signedIn(browser, company, 'rep.north@demo.example')
    await shoot(rep.page, '/', 'home-light')
    // The code of every page comes two seconds after the start.
    await rep.page.waitForTimeout(5_000)
    await rep.context.setOffline(true)
    const own = new Set(['Alfreds Futterkiste', 'Drachenblut Delikatessen', 'Folies gourmandes'])
    for (const { id, name } of await localDocuments(rep.page, 'customers')) {
      if (!own.has(String(name))) continue
      await open(rep.page, company, `/customers/${id}/edit`)
      await rep.page.getByLabel('Website').fill('https://example.com')
      await rep.page.getByRole('button', { name: 'Save' }).click()
      await rep.page.getByText('https://example.com').waitFor()
    }
    await shoot(rep.page, '/customers', 'customers-light')
    await rep.context.close()
    const dark = await signedIn(browser, company, 'rep.north@demo.example', 'dark')
    await shoot(dark.page, '/orders', 'orders-dark')
    await dark.context.close()
    const leader = await signedIn(browser, company, 'lead.north@demo.example')
    await shoot(leader.page, '/leads?as=board&whose=all', 'leads-board-light')
  } finally {
    await company.close()
  }
}

/** The page of somebody to whom everything has been sent. */
async function signedIn(
  from: Browser,
  { url }: PicturedCompany,
  email: string,
  colorScheme: Theme = 'light',
  size = '1280x800',
): Promise<{ context: BrowserContext; page: Page }> {
  const [width = 1280, height = 800] = size.split('x').map(Number)
  const context = await from.newContext({
    colorScheme,
    viewport: { width, height },
    locale: 'en-US',
    hasTouch: width < 1200,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${page.url()}: ${String(error)}`))
  await page.goto(url)
  await page.getByLabel('Email').fill(email)
  const password = email.endsWith('@demo.example') ? 'satchel-demo' : testPassword
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page
    .getByRole('link', { name: /^All sent/ })
    .first()
    .waitFor({ timeout: 120_000 })
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'), undefined, { timeout: 120_000 })
  return { context, page }
}

/** Waits for what a person waits for: a heading, rows in place of their placeholders, an end of all motion. */
async function open(page: Page, { url }: PicturedCompany, place: string) {
  await page.goto(`${url}/#${place}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(
    () => !document.querySelector('main [aria-busy], main .mantine-Skeleton-root, main .mantine-Loader-root'),
    undefined,
    { timeout: 15_000 },
  )
  await page.waitForTimeout(1_000)
}
