/**
 * People of the demo company at their devices, for tests that follow a whole piece of work. One server and one
 * company serve every test of a worker, so each test brings its own records under a name of its own.
 *
 * A person works by keyboard alone or by touch alone; the page notes every pointer, and `pointers` tells which
 * were used.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect } from '@playwright/test'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { WireDocument } from '../../shared/sync/protocol.ts'
import { aDocument } from './a-document.ts'
import { signInToApi } from './api.ts'
import type { ApiSession } from './api.ts'
import { startServerProcess } from './server-process.ts'

export const password = 'satchel-demo'
/** Generous: the machine may be busy with something else. */
export const patient = { timeout: 20_000 }

export interface DemoCompany {
  url: string
  admin: ApiSession
  /** A representative of the north. */
  rep: ApiSession
  /** A record as the office makes it. */
  add: (collection: CollectionName, fields: Record<string, unknown>) => Promise<AnyDocument>
  /** What the office has of it now. */
  stored: (collection: CollectionName, id: string) => Promise<WireDocument | undefined>
}

export const test = base.extend<object, { company: DemoCompany }>({
  // A snapshot of the page at every key would take longer than the keys.
  trace: 'off',
  company: [
    async ({}, use) => {
      const dataFolder = mkdtempSync(path.join(tmpdir(), 'satchel-people-'))
      const server = await startServerProcess({ dataFolder, demo: true })
      try {
        const admin = await signInToApi(server.url, 'admin@demo.example', password)
        const rep = await signInToApi(server.url, 'rep.north@demo.example', password)
        await use({
          url: server.url,
          admin,
          rep,
          async add(collection, fields) {
            const now = new Date().toISOString()
            const document = aDocument(collection, {
              id: randomUUID(),
              createdAt: now,
              updatedAt: now,
              ...fields,
            })
            const rows = [{ newDocumentState: document }]
            const { body } = await admin.call('POST', `/sync/${collection}/push`, { rows })
            expect(body).toMatchObject({ results: [{ outcome: 'accepted' }] })
            return document
          },
          stored: async (collection, id) =>
            (await admin.everything(collection)).find((document) => document.id === id),
        })
      } finally {
        await server.stop()
        rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** The calendar day so many days from today, where the test runs. */
export function dayIn(days: number): string {
  const now = new Date()
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** A word that no other record has. */
export const ownWord = () =>
  randomUUID()
    .slice(0, 8)
    .replaceAll(/\d/g, (digit) => 'klmnprstvw'[Number(digit)] ?? '')

export interface AtWork {
  context: BrowserContext
  page: Page
}

const notePointers = () => {
  const used = new Set<string>()
  Object.assign(globalThis, { usedPointers: used })
  addEventListener('pointerdown', ({ pointerType }) => used.add(pointerType), { capture: true })
}

/** Which kinds of pointer were used on this page since it was loaded: `mouse`, `touch`. */
export const pointers = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(globalThis as unknown as { usedPointers: Set<string> }).usedPointers])

async function arrive(context: BrowserContext, email: string, submit: (page: Page) => Promise<void>) {
  context.setDefaultTimeout(patient.timeout)
  await context.addInitScript(notePointers)
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await submit(page)
  await expect(sync(page)).toContainText('All sent', { timeout: 60_000 })
  await expect(page.getByText('Your book is arriving')).toHaveCount(0, { timeout: 60_000 })
  return { context, page }
}

/** A laptop, signed in by keyboard. */
export async function atLaptop(browser: Browser, url: string, email: string): Promise<AtWork> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } })
  return arrive(context, email, (page) => page.keyboard.press('Enter'))
}

/** A tablet on its side, signed in by touch. */
export async function atTablet(browser: Browser, url: string, email: string): Promise<AtWork> {
  const viewport = { width: 1024, height: 700 }
  const context = await browser.newContext({ baseURL: url, viewport, hasTouch: true })
  return arrive(context, email, (page) => tap(page.getByRole('button', { name: 'Sign in' })))
}

/** The sync indicator, wherever this width keeps it. */
export const sync = (page: Page): Locator => page.locator('a[href$="#/sync"]').first()

/** Loses the network, and starts again without it: a morning in the car. */
export async function goOffline({ context, page }: AtWork): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await context.setOffline(true)
  await page.reload()
  await expect(sync(page)).toContainText('Offline', { timeout: 60_000 })
}

/** Everything that was done has reached the office. */
export const allSent = (page: Page) => expect(sync(page)).toContainText('All sent', { timeout: 60_000 })

/**
 * A finger's tap. What is tapped must be 24 px wide and high at least, its label counted in, as a finger counts.
 */
export async function tap(target: Locator): Promise<void> {
  await expect(target).toBeVisible(patient)
  await target.scrollIntoViewIfNeeded()
  const { width, height } = await target.evaluate((element) => {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const around = element.closest('label, button, a')
    const boxes = [element, ...labels, ...(around ? [around] : [])].map((one) => one.getBoundingClientRect())
    return {
      width: Math.max(...boxes.map((box) => box.width)),
      height: Math.max(...boxes.map((box) => box.height)),
    }
  })
  expect
    .soft(Math.min(width, height), `${target.toString()} is ${width} by ${height} px`)
    .toBeGreaterThanOrEqual(24)
  await target.tap(patient)
}

/** What has the focus is called so; for inputs the label counts. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element?.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null
    return (
      element?.getAttribute('aria-label') ??
      label?.textContent ??
      element?.closest('label')?.textContent ??
      element?.textContent ??
      ''
    ).trim()
  })

/** Tab after Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < 90; step++) {
    await page.keyboard.press('Tab')
    const here = await focusedName(page)
    if (name.test(here)) return
    passed.push(here.slice(0, 40))
  }
  throw new Error(`nothing called ${name} can be reached by Tab; passed ${passed.join(' | ')}`)
}

/** Opens the menu that has the focus, and walks it by arrow until the item has the focus. */
export async function chooseFromMenu(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible(patient)
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    expect(await focusedName(page)).toBe(name)
  }).toPass(patient)
  await page.keyboard.press('Enter')
}

/** From the chosen one of some options to another, by arrow key. */
export async function arrowTo(page: Page, name: RegExp, key: 'ArrowRight' | 'ArrowDown' = 'ArrowRight') {
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press(key)
    if (name.test(await focusedName(page))) return
  }
  throw new Error(`no option called ${name}`)
}

/** Types into the palette and takes its first answer, which must be called so. */
export async function jump(page: Page, words: string, name: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog').getByRole('textbox').first()
  await expect(search).toBeFocused(patient)
  await page.keyboard.type(words)
  await expect(page.locator('[data-action]').first()).toContainText(name, patient)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0, patient)
}

export const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible(patient)
