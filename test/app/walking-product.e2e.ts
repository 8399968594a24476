/**
 * The product from end to end, as people use it: an administrator brings a company's real book in, a
 * representative works on it without a network, and colleagues see exactly what their roles allow.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { channelsOf, mayRead } from '../../shared/access.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { collectionNames, entityOf } from '../../shared/entities/index.ts'
import type { Person } from '../../shared/roles.ts'
import { signInToApi } from '../support/api.ts'
import type { ApiSession } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startRecordingProxy } from '../support/recording-proxy.ts'
import { startServerProcess } from '../support/server-process.ts'
import type { ServerProcess } from '../support/server-process.ts'

const northwind = path.resolve(import.meta.dirname, '../fixtures/northwind')
const adminSignIn = { email: 'ada@northwind.example', password: 'correct horse battery' }
const supportSignIn = { email: 'sam@northwind.example', password: 'support desk one' }

/** A device of its own: nothing is shared with another one. */
async function aDevice(browser: Browser, url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto('/')
  return { context, page }
}

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(sync(page)).toContainText('All sent', { timeout: 30_000 })
}

/** The indicator at the foot of the navigation. */
const sync = (page: Page) =>
  page
    .getByRole('complementary', { name: 'Navigation and sync' })
    .getByRole('link', { name: /^(All sent|Offline|Connecting|[0-9,]+ waiting)/ })
const go = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

/** What the role table gives this person, judged from everything that is on the server. */
async function bookOf(person: Person, admin: ApiSession): Promise<Map<CollectionName, string[]>> {
  const all = new Map<CollectionName, AnyDocument[]>()
  for (const collection of collectionNames)
    all.set(collection, (await admin.everything(collection)) as unknown as AnyDocument[])
  const parentChannels = (collection: CollectionName, document: AnyDocument) => {
    const parent = entityOf(collection).parent?.(document)
    const found = parent && all.get(parent.collection)?.find(({ id }) => id === parent.id)
    return parent && found ? channelsOf(parent.collection, found) : undefined
  }
  return new Map(
    [...all].map(([collection, documents]) => [
      collection,
      documents
        .filter((document) =>
          mayRead(person, channelsOf(collection, document, parentChannels(collection, document))),
        )
        .map(({ id }) => id)
        .sort(),
    ]),
  )
}

async function expectBook(page: Page, book: Map<CollectionName, string[]>) {
  for (const [collection, ids] of book)
    await expect
      .poll(async () => (await localDocuments(page, collection)).map(({ id }) => id).sort(), {
        message: `${collection} on the device`,
        timeout: 20_000,
      })
      .toEqual(ids)
}

/** The one-time passwords that the import made, by email. */
async function importNorthwind(page: Page): Promise<Map<string, string>> {
  await go(page, 'Import')
  await page
    .locator('input[type=file]')
    .setInputFiles(
      [
        'categories',
        'customers',
        'employee_territories',
        'employees',
        'order_details',
        'orders',
        'products',
        'regions',
        'shippers',
        'suppliers',
        'territories',
      ].map((name) => path.join(northwind, `${name}.csv`)),
    )
  await page.getByRole('button', { name: 'Check', exact: false }).click()
  await page.getByRole('button', { name: /^Import/ }).click({ timeout: 60_000 })
  const download = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('button', { name: /sign-in/i }).click({ timeout: 60_000 })
  const text = readFileSync(await (await download).path(), 'utf8')
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const columns = head.split(',').map((cell) => cell.toLowerCase())
  const [email, password] = [columns.indexOf('email'), columns.findIndex((name) => name.includes('password'))]
  return new Map(
    lines.map((line) => {
      const cells = line.split(',')
      return [cells[email] ?? '', cells[password] ?? '']
    }),
  )
}

/** The calendar day so many days from today, where the test runs. */
function dayOf(daysAhead: number): string {
  const now = new Date()
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysAhead)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

async function choose(page: Page, label: string, option: RegExp | string, typed?: string) {
  const input = page.getByRole('combobox', { name: label }).or(page.getByLabel(label)).first()
  await input.click()
  if (typed !== undefined) await input.fill(typed)
  await page.getByRole('option', { name: option }).first().click()
}

test('a representative works offline on a real company’s book, and colleagues see what they may', async ({
  browser,
}, info) => {
  test.setTimeout(300_000)
  const server: ServerProcess = await startServerProcess({ dataFolder: info.outputPath('data') })
  try {
    // The first run makes the administrator, who imports the company's book.
    const office = await aDevice(browser, server.url)
    await office.page.getByLabel('Company').fill('Northwind Traders')
    await office.page.getByLabel('Your name').fill('Ada Admin')
    await office.page.getByLabel('Email').fill(adminSignIn.email)
    await office.page.getByLabel('Password', { exact: true }).fill(adminSignIn.password)
    await office.page.getByRole('button', { name: 'Set up Satchel' }).click()
    await expect(sync(office.page)).toContainText('All sent', { timeout: 30_000 })
    const signIns = await importNorthwind(office.page)
    const admin = await signInToApi(server.url, adminSignIn.email, adminSignIn.password)
    const counts = await Promise.all(
      (['customers', 'salesReps', 'products', 'orders'] as const).map(
        async (collection) => (await admin.everything(collection)).length,
      ),
    )
    expect(counts).toEqual([91, 9 + 1, 77, 830])
    await admin.call('POST', '/admin/users', {
      name: 'Sam Support',
      ...supportSignIn,
      role: 'support',
      teamIds: [],
      leadsTeamIds: [],
    })

    // A representative signs in on a laptop and a tablet and has exactly their book on both.
    const repA = { email: 'nancy.davolio@northwind.example', password: '' }
    const repB = { email: 'robert.king@northwind.example', password: '' }
    for (const rep of [repA, repB]) rep.password = signIns.get(rep.email) ?? ''
    const [laptop, tablet] = [await aDevice(browser, server.url), await aDevice(browser, server.url)]
    await signIn(laptop.page, repA)
    await signIn(tablet.page, repA)
    const { user: personA } = await signInToApi(server.url, repA.email, repA.password)
    const bookA = await bookOf(personA, admin)
    expect(bookA.get('customers')?.length).toBeGreaterThan(5)
    expect(bookA.get('customers')?.length).toBeLessThan(91)
    await expectBook(laptop.page, bookA)
    await expectBook(tablet.page, bookA)

    // Rep B of another team has a device whose every received byte is kept.
    const wire = await startRecordingProxy(server.url)
    const other = await aDevice(browser, wire.url)
    await signIn(other.page, repB)
    const support = await aDevice(browser, server.url)
    await signIn(support.page, supportSignIn)

    // The laptop loses the network, is reloaded, and still works.
    await laptop.context.setOffline(true)
    await laptop.page.reload()
    await expect(sync(laptop.page)).toContainText('Offline', { timeout: 30_000 })

    await go(laptop.page, 'Leads')
    await laptop.page
      .getByRole('link', { name: 'New lead' })
      .or(laptop.page.getByRole('button', { name: 'New lead' }))
      .first()
      .click()
    await laptop.page.getByLabel('Name', { exact: true }).fill('Zephyrine Quillfeather')
    await laptop.page.getByLabel('Company').fill('Quillfeather Imports')
    await choose(laptop.page, 'Source', 'Trade fair')
    await laptop.page.getByRole('button', { name: 'Save' }).click()
    await expect(laptop.page.getByRole('heading', { level: 1 })).toContainText('Zephyrine Quillfeather')
    await expect(sync(laptop.page)).toContainText('1 waiting')

    const composer = laptop.page.getByRole('main')
    await composer.getByRole('textbox', { name: 'What happened' }).fill('Wants the xylograph catalogue')
    await composer.getByRole('textbox', { name: 'What happened' }).press('Control+Enter')
    await expect(sync(laptop.page)).toContainText('2 waiting')

    await go(laptop.page, 'Tasks')
    await laptop.page
      .getByRole('link', { name: 'New task' })
      .or(laptop.page.getByRole('button', { name: 'New task' }))
      .first()
      .click()
    await laptop.page.getByLabel('Title').fill('Post the xylograph catalogue')
    await laptop.page.getByLabel('Due').fill('tomorrow')
    await laptop.page.getByLabel('Due').press('Tab')
    await laptop.page.getByRole('button', { name: 'Save' }).click()
    await expect(sync(laptop.page)).toContainText('3 waiting')

    const ownCustomer = (await admin.everything('customers')).find(
      (document) => document['ownerId'] === personA.id,
    )
    const customerName = String(ownCustomer?.['name'])
    await laptop.page.goto(`/#/customers/${ownCustomer?.id}/edit`)
    await laptop.page.getByLabel('Phone').first().fill('+44 20 7946 0958')
    await laptop.page.getByRole('button', { name: 'Save' }).click()
    await expect(sync(laptop.page)).toContainText('4 waiting')

    await laptop.page.goto(`/#/orders/new?customerId=${ownCustomer?.id}`)
    for (const [row, product] of ['Chai', 'Chang', 'Tofu'].entries()) {
      await choose(laptop.page, `Product of line ${row + 1}`, new RegExp(`^${product}`), product)
      await laptop.page.getByLabel(`Quantity of ${product}`).fill(String(row + 2))
      if (row < 2) await laptop.page.getByRole('button', { name: 'Add line' }).click()
    }
    await laptop.page.getByLabel('Notes').fill('Leave with the zymurgist')
    await laptop.page.getByRole('button', { name: 'Submit order' }).click()
    await expect(sync(laptop.page)).toContainText('Offline · 5 waiting')

    // The server is killed while the laptop sends, and started again.
    const sending = laptop.context.waitForEvent('request', (request) => request.url().endsWith('/push'))
    await laptop.context.setOffline(false)
    await sending
    await server.kill()
    await server.restart()
    await expect(sync(laptop.page)).toContainText('All sent', { timeout: 45_000 })

    // Everything is on the server, once.
    const again = await signInToApi(server.url, adminSignIn.email, adminSignIn.password)
    const leads = (await again.everything('leads')).filter(({ name }) => name === 'Zephyrine Quillfeather')
    expect(leads).toHaveLength(1)
    expect(leads[0]).toMatchObject({ ownerId: personA.id, teamId: personA.teamIds[0], source: 'trade-fair' })
    const interactions = (await again.everything('interactions')).filter(
      ({ leadId }) => leadId === leads[0]?.id,
    )
    expect(interactions).toMatchObject([{ notes: 'Wants the xylograph catalogue', ownerId: personA.id }])
    const tasks = (await again.everything('tasks')).filter(
      ({ title }) => title === 'Post the xylograph catalogue',
    )
    expect(tasks).toMatchObject([{ dueDate: dayOf(1), ownerId: personA.id }])
    const customer = (await again.everything('customers')).find(({ id }) => id === ownCustomer?.id)
    expect(customer).toMatchObject({ phone: '+44 20 7946 0958', name: customerName })
    const orders = (await again.everything('orders')).filter(
      ({ notes }) => notes === 'Leave with the zymurgist',
    )
    expect(orders).toHaveLength(1)
    // The office confirmed it from stock and gave it the number after the book's last.
    expect(orders[0]).toMatchObject({ customerId: ownCustomer?.id, status: 'confirmed', number: '11078' })
    const lines = orders[0]?.['lines'] as { quantity: number; unitPrice: number }[] | undefined
    expect(lines?.map((line) => [line.quantity, line.unitPrice])).toEqual([
      [2, 1800],
      [3, 1900],
      [4, 2325],
    ])

    // The tablet shows it without a reload.
    await go(tablet.page, 'Leads')
    await expect(tablet.page.getByText('Zephyrine Quillfeather').first()).toBeVisible({ timeout: 20_000 })
    await expectBook(tablet.page, await bookOf(personA, again))

    // Support sees the order and the customer's new number, and no lead.
    await support.page.goto(`/#/customers/${ownCustomer?.id}`)
    await expect(support.page.getByText('+44 20 7946 0958').first()).toBeVisible({ timeout: 20_000 })
    await support.page.goto(`/#/orders/${orders[0]?.id}`)
    await expect(support.page.getByText('Leave with the zymurgist')).toBeVisible()
    await expect(support.page.getByRole('navigation').getByRole('link', { name: 'Leads' })).toHaveCount(0)
    expect(await localDocuments(support.page, 'leads')).toEqual([])
    const sam = await signInToApi(server.url, supportSignIn.email, supportSignIn.password)
    await expectBook(support.page, await bookOf(sam.user, again))

    // Rep B's device was in contact after all that, and was never sent any of it.
    const { user: personB } = await signInToApi(server.url, repB.email, repB.password)
    await expectBook(other.page, await bookOf(personB, again))
    const received = wire.received()
    expect(received).toContain(personB.id)
    const withheld = [
      ...[leads[0], interactions[0], tasks[0], orders[0], customer].map((document) => String(document?.id)),
      'Zephyrine',
      'xylograph',
      'zymurgist',
      '7946 0958',
      customerName,
    ]
    for (const secret of withheld) expect(received, secret).not.toContain(secret)
    await wire.close()
  } finally {
    await server.stop()
  }
})
