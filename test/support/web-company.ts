/**
 * A small company on the real server with the built app, for tests in a browser: two teams, a representative
 * of the north, and an administrator who changes things at the office. The server runs in this process, so a
 * test can look at its truth.
 */
import path from 'node:path'
import { expect } from '@playwright/test'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { WireDocument } from '../../shared/sync/protocol.ts'
import type { UserRecord } from '../../shared/administration.ts'
import { aDocument } from './a-document.ts'
import { startServer, testPassword } from './start-server.ts'
import type { TestDevice, TestServer } from './start-server.ts'

export interface WebCompany {
  server: TestServer
  url: string
  north: string
  south: string
  admin: TestDevice
  /** A representative of the north. */
  ann: UserRecord
  /** A record as the office makes it; in the north and nobody's unless `fields` say otherwise. */
  add(collection: CollectionName, fields?: Record<string, unknown>): Promise<WireDocument>
  /** What the office has of it now; undefined when it has been deleted. */
  stored(collection: CollectionName, id: string): Promise<AnyDocument | undefined>
  /** Changes a record at the office. */
  change(collection: CollectionName, id: string, fields: Record<string, unknown>): Promise<void>
  rights(changes: Partial<Pick<UserRecord, 'role' | 'teamIds' | 'active'>>): Promise<void>
  close(): Promise<void>
}

export async function startWebCompany(): Promise<WebCompany> {
  const webFolder = path.resolve(import.meta.dirname, '../../out/renderer')
  const server = await startServer({ listen: true, webFolder })
  const north = await server.createTeam('North')
  const south = await server.createTeam('South')
  const admin = await server.join({ role: 'admin', name: 'Ada Admin', email: 'ada@test.example' })
  const ann = await server.createUser({
    role: 'sales_rep',
    name: 'Ann Rep',
    email: 'ann@test.example',
    teamIds: [north],
  })
  async function stored(collection: CollectionName, id: string) {
    const found = await server.store.get({ kind: collection, id })
    if (!found || found.deleted) return undefined
    return { ...found.body, revision: found.revision } as unknown as AnyDocument
  }
  return {
    server,
    url: server.url,
    north,
    south,
    admin,
    ann,
    stored,
    add: (collection, fields = {}) =>
      admin.save(collection, aDocument(collection, { id: crypto.randomUUID(), teamId: north, ...fields })),
    async change(collection, id, fields) {
      const before = await stored(collection, id)
      if (!before) throw new Error(`${collection} ${id} is not at the office`)
      await admin.save(collection, { ...before, ...fields }, before)
    },
    async rights(changes) {
      const { status, text } = await admin.call('PATCH', `/admin/users/${ann.id}`, changes)
      if (status !== 200) throw new Error(`the user could not be changed: ${text}`)
    },
    close: () => server.close(),
  }
}

export interface AppDevice {
  context: BrowserContext
  page: Page
}

/** A device of its own at the sign-in page; `before` may prepare its context. */
export async function openApp(
  browser: Browser,
  url: string,
  before?: (context: BrowserContext) => Promise<unknown>,
): Promise<AppDevice> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } })
  await before?.(context)
  const page = await context.newPage()
  await page.goto('/')
  return { context, page }
}

export async function fillSignIn(page: Page, email = 'ann@test.example'): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signed in, with everything here. */
export async function signInToApp(page: Page, email?: string): Promise<void> {
  await fillSignIn(page, email)
  await expect(indicator(page)).toContainText('All sent', { timeout: 30_000 })
  await expect(page.getByText('Your book is arriving')).toHaveCount(0, { timeout: 30_000 })
}

/** The sync indicator at the foot of the navigation. */
export const indicator = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Navigation and sync' }).locator('a[href$="/sync"]')

/** Changes one text field of a record in its form, as a person does. */
export async function editField(
  page: Page,
  { at, label, value }: { at: string; label: string; value: string },
): Promise<void> {
  await page.goto(`/#${at}/edit`)
  await page.getByRole('textbox', { name: label }).first().fill(value)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
}
