/**
 * The app in German, French and Spanish: no English is left on any page, nothing typed is lost when the language
 * is switched, amounts and days are written as the language does, and a layout from the right fits its window.
 */
import { withLongTests } from '../support/long-tests.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { readCatalog } from '../support/catalog.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'
import type { ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
test.beforeAll(async () => {
  server = await startServerProcess({ dataFolder: test.info().outputPath('data'), demo: true })
})
test.afterAll(async () => {
  await server.stop()
})

test.use({ viewport: { width: 1024, height: 700 } })

const collections: Record<string, Parameters<typeof localDocuments>[1]> = {
  customers: 'customers',
  leads: 'leads',
  orders: 'orders',
  interactions: 'interactions',
  tasks: 'tasks',
  cases: 'cases',
  products: 'products',
  'sales-reps': 'salesReps',
}

/** Addresses of all pages as the router names them; a record's page with a record of this device. */
async function allPlaces(page: Page): Promise<string[]> {
  const routes = readFileSync(path.resolve(import.meta.dirname, '../../renderer/app/routes.tsx'), 'utf8')
  const pages = [...routes.matchAll(/\bpage\(\s*'([^']+)'/g)].map(([, address = '']) => address)
  const lists = [...routes.matchAll(/\brecords\(\s*'([^']+)'/g)].map(([, address = '']) => address)
  const places = pages.filter((address) => !address.includes('$'))
  for (const list of lists) {
    const collection = collections[list.slice(1)]
    const id = collection && (await localDocuments(page, collection))[0]?.id
    places.push(list, `${list}/new`, ...(id ? [`${list}/${id}`] : []))
  }
  return places
}

async function signIn(page: Page, address: string) {
  await page.goto(address)
  await page.locator('input[type=email], input[name=email]').first().fill('admin@demo.example')
  await page.locator('input[type=password]').first().fill('satchel-demo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 })
  await expect
    .poll(async () => (await localDocuments(page, 'orders')).length, { timeout: 30_000 })
    .toBeGreaterThan(0)
}

/** Goes to a page inside the app and waits until it stands still. */
async function visit(page: Page, place: string) {
  await page.evaluate((hash) => (location.hash = hash), place)
  await expect(page.locator('main h1').first()).toBeVisible()
  let before = ''
  await expect
    .poll(
      async () => {
        const now = await page.locator('main').innerText()
        const still = now === before
        before = now
        return still
      },
      { intervals: [80] },
    )
    .toBe(true)
}

/** Everything a person reads or hears on the page. */
const wordsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = node.parentElement?.closest('script, style, code, [lang]:not(html)')
      if (!inside && node.textContent?.trim()) found.add(node.textContent.trim())
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const value = element.getAttribute(name)?.trim()
        if (value) found.add(value)
      }
    return [...found]
  })

/** English sentences of the catalog that read differently in the language, with what may stand in their gaps. */
async function englishOf(language: string): Promise<(words: string) => boolean> {
  const exact = new Set<string>()
  const catalog = await readCatalog(language)
  const said = new Set(catalog.map(({ translation }) => translation))
  const gaps: RegExp[] = []
  for (const { source, translation } of catalog) {
    // Some words are the same, and some of one sentence stand in another's translation.
    if (source === translation || said.has(source)) continue
    if (!source.includes('{')) exact.add(source)
    else if (!/plural,/.test(source)) {
      const parts = source.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      if (parts.join('').replace(/[^A-Za-z]/g, '').length > 8) gaps.push(new RegExp(`^${parts.join('.+')}$`))
    }
  }
  return (words) => exact.has(words) || gaps.some((gap) => gap.test(words))
}

/** What people wrote themselves: the demo company's records speak English. */
async function writtenByPeople(page: Page): Promise<Set<string>> {
  const found = new Set<string>()
  const collect = (value: unknown) => {
    if (typeof value === 'string') found.add(value.trim())
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  for (const collection of Object.values(collections)) collect(await localDocuments(page, collection))
  return found
}

for (const language of withLongTests ? ['de', 'fr', 'es'] : ['de'])
  test(`no page speaks English in ${language}`, async ({ browser }) => {
    test.setTimeout(120_000)
    const locale = { de: 'de-DE', fr: 'fr-FR', es: 'es-ES' }[language] ?? language
    const context = await browser.newContext({ locale, viewport: { width: 1024, height: 700 } })
    const page = await context.newPage()
    const isEnglish = await englishOf(language)
    const left: string[] = []
    await signIn(page, server.url)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    const people = await writtenByPeople(page)
    for (const place of await allPlaces(page)) {
      await visit(page, place)
      for (const words of await wordsOn(page))
        if (isEnglish(words) && !people.has(words))
          left.push(`${place.replace(/[0-9a-f-]{36}/, 'id')}: ${words}`)
    }
    expect(left).toEqual([])
    await context.close()
  })

test('a form that is being filled in goes on in the other language with everything that was typed', async ({
  page,
}) => {
  await signIn(page, server.url)
  await visit(page, '/customers/new')
  await page.getByLabel('Name', { exact: true }).first().fill('Zeppelin & Söhne')
  await page.getByLabel(/^Notes/).fill('Called twice.')
  await page.getByRole('button', { name: /Profile of/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Neuer Kunde' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue('Zeppelin & Söhne')
  await expect(page.getByLabel(/^Notizen/)).toHaveValue('Called twice.')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Zeppelin & Söhne' })).toBeVisible()

  // It stays with the device, and writes days and amounts.
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  const [order] = await localDocuments(page, 'orders')
  await visit(page, `/orders/${order?.id}`)
  const day = new Intl.DateTimeFormat('de', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  await expect(
    page.getByText(day.format(new Date(`${String(order?.['orderDate'])}T00:00:00Z`))).first(),
  ).toBeVisible()
  await expect(page.getByText(/\d,\d\d\s[$€]/).first()).toBeVisible()
})

test('the language waits for an open dialog, and comments stay where they are typed', async ({ page }) => {
  await signIn(page, server.url)
  await visit(page, '/leads')
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Save as view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Leads of spring')
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'languages', { value: ['de-DE'], configurable: true })
    window.dispatchEvent(new Event('languagechange'))
  })
  await expect(page.getByText('The language changes as soon as the open dialog is closed.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Leads of spring')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByText('Leads of spring').first()).toBeVisible()

  const [one] = await localDocuments(page, 'cases')
  await visit(page, `/cases/${one?.id}`)
  await page.getByRole('textbox', { name: 'Kommentar', exact: true }).fill('Asked the warehouse.')
  await page.getByRole('button', { name: /^Profil/ }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('Asked the warehouse.')
  await page.getByRole('button', { name: 'Add comment' }).click()
  await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('')
})

test('laid out from the right, no page is wider than its window', async ({ page }) => {
  test.skip(!withLongTests, 'runs with npm test -- --long')
  test.setTimeout(90_000)
  await signIn(page, `${server.url}/?dir=rtl`)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  const wide: string[] = []
  for (const place of await allPlaces(page)) {
    await visit(page, place)
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (over > 0) wide.push(`${place}: ${over} px`)
  }
  expect(wide).toEqual([])
})
