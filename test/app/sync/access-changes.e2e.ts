/**
 * Access that changes while somebody looks at the record: the screen says what happened, nothing of the record
 * stays in the browser, and what is newly allowed arrives without starting over.
 */
import { expect, test } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import type { Checkpoint, WireDocument } from '../../../shared/sync/protocol.ts'
import { testPassword } from '../../support/start-server.ts'
import { localDocuments, rawDatabases } from '../../support/local-database.ts'
import { fillSignIn, indicator, openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

// Several browsers at once, on whatever machine the tests run.
test.describe.configure({ timeout: 120_000 })

let company: WebCompany
test.beforeEach(async () => {
  company = await startWebCompany()
})
test.afterEach(async () => {
  await company.close()
})

const missing = (page: Page) => page.getByText(/^This \w+ has left this device$/)

/** A customer with a call, both of which carry the text. */
async function aCustomer(text: string, teamId: string): Promise<WireDocument> {
  const customer = await company.add('customers', { name: text, teamId, notes: text })
  await company.add('interactions', { customerId: customer.id, notes: text, teamId: undefined })
  return customer
}

const leavesNothing = (page: Page, text: string) =>
  expect.poll(async () => (await rawDatabases(page)).includes(text), { timeout: 20_000 }).toBe(false)

/** How often each collection was asked for from its beginning. */
function firstPullsOf(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => {
    if (!request.url().endsWith('/pull')) return
    const { checkpoint } = request.postDataJSON() as { checkpoint: Checkpoint | null }
    if (checkpoint === null) asked.push(request.url())
  })
  return asked
}

test('[V3] [V4] a record that is handed over leaves the screen and the browser, and comes back when it is given back', async ({
  browser,
}) => {
  const customer = await aCustomer('Tidewater Chandlers', company.north)
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto(`/#/customers/${customer.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tidewater Chandlers')
  const asked = firstPullsOf(context)

  await company.change('customers', customer.id, { teamId: company.south })
  await expect(missing(page)).toBeVisible()
  await expect(page.getByText('Tidewater Chandlers')).toHaveCount(0)
  await leavesNothing(page, 'Tidewater Chandlers')

  await company.change('customers', customer.id, { teamId: company.north })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tidewater Chandlers')
  await expect.poll(async () => (await localDocuments(page, 'interactions')).length).toBe(1)
  expect(asked).toEqual([])
  await context.close()
})

test('[V3] [V4] another role takes its leads away and brings the other team’s customers, without starting over', async ({
  browser,
}) => {
  const lead = await company.add('leads', { name: 'Juniper Lead', ownerId: company.ann.id })
  await aCustomer('Southern Glass', company.south)
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto(`/#/leads/${lead.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Juniper Lead')
  const asked = firstPullsOf(context)

  await company.rights({ role: 'support' })
  await expect(missing(page)).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Leads' })).toHaveCount(0)
  await leavesNothing(page, 'Juniper Lead')
  await page.goto('/#/customers')
  await expect(page.getByText('Southern Glass')).toBeVisible()
  expect(asked).toEqual([])
  await context.close()
})

test('[S2] [V3] [D3] a deactivated person reads that the device was signed out; their records go, what they typed stays', async ({
  browser,
}) => {
  const customer = await aCustomer('Harbour Foods', company.north)
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto(`/#/customers/${customer.id}/edit`)
  await page.getByRole('textbox', { name: 'Phone' }).fill('4711')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(indicator(page)).toContainText('1 waiting')
  await company.rights({ active: false })
  await context.setOffline(false)

  await expect(page.getByText('An administrator signed this device out')).toBeVisible({ timeout: 20_000 })
  await expect(missing(page)).toBeVisible()
  await expect(page.getByText('What you had not sent is kept in Sync.')).toBeVisible()
  await leavesNothing(page, 'Harbour Foods')
  await page.goto('/#/sync')
  await expect(page.getByRole('article', { name: 'Harbour Foods' })).toContainText('4711')

  // They come back, and so does the book.
  await company.rights({ active: true })
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('An administrator signed this device out')).toHaveCount(0)
  await page.goto(`/#/customers/${customer.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Harbour Foods', { timeout: 20_000 })
  await context.close()
})

test('[S2] [V3] a device that is revoked loses its records while its person looks on; their other device does not', async ({
  browser,
}) => {
  const customer = await aCustomer('Quayside Optics', company.north)
  const [lost, other] = [await openApp(browser, company.url), await openApp(browser, company.url)]
  await fillSignIn(lost.page)
  await expect(indicator(lost.page)).toContainText('All sent', { timeout: 30_000 })
  const { body: devices } = await company.admin.call<{ id: string; userId: string }[]>(
    'GET',
    '/admin/devices',
  )
  const revoked = devices.find(({ userId }) => userId === company.ann.id)
  await signInToApp(other.page)
  for (const { page } of [lost, other]) {
    await page.goto(`/#/customers/${customer.id}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Quayside Optics')
  }
  await company.admin.call('DELETE', `/admin/devices/${revoked?.id}`)
  await expect(lost.page.getByText('An administrator signed this device out')).toBeVisible()
  await expect(missing(lost.page)).toBeVisible()
  await leavesNothing(lost.page, 'Quayside Optics')
  await expect(other.page.getByRole('heading', { level: 1 })).toContainText('Quayside Optics')
  await company.change('customers', customer.id, { phone: '8118' })
  await expect(other.page.getByText('8118')).toBeVisible()
  await Promise.all([lost.context.close(), other.context.close()])
})
