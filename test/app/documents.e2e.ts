/** A representative without a network makes the papers of an order, and they say what the screen says. */
import { withLongTests } from '../support/long-tests.ts'
import { readFileSync } from 'node:fs'
import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Customer } from '../../shared/entities/customer.ts'
import type { Order } from '../../shared/entities/order.ts'
import { signInToApi } from '../support/api.ts'
import type { ApiSession } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'

const representative = { email: 'rep.north@demo.example', password: 'satchel-demo' }

/** The demo company's server, and its representative as a program. */
const test = base.extend<{ demo: { url: string; api: ApiSession } }>({
  demo: async ({}, use, info) => {
    const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
    const api = await signInToApi(server.url, representative.email, representative.password)
    await use({ url: server.url, api })
    await server.stop()
  },
})

/** Signs in, fetches the whole book and the app's files, and loses the network. */
async function goOffline(page: Page, url: string, orderId: string) {
  await page.goto(url)
  await page.getByLabel('Email').fill(representative.email)
  await page.getByLabel('Password', { exact: true }).fill(representative.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 60_000 })
  const held = async (collection: 'orders' | 'customers' | 'settings', id: string) =>
    (await localDocuments(page, collection)).find((document) => document.id === id || document['kind'] === id)
  await expect.poll(() => held('settings', 'company'), { timeout: 60_000 }).toBeDefined()
  await expect.poll(() => held('orders', orderId), { timeout: 60_000 }).toBeDefined()
  const order = await held('orders', orderId)
  await expect.poll(() => held('customers', String(order?.['customerId'])), { timeout: 60_000 }).toBeDefined()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.context().setOffline(true)
  await page.reload()
  await expect(page.getByRole('link', { name: /^Offline/ })).toBeVisible({ timeout: 30_000 })
}

async function choose(page: Page, item: string) {
  await page.getByRole('button', { name: 'Documents' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The text of every page, with single spaces. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)))
  return text.map((page) => page.replace(/\s+/g, ' '))
}

async function save(page: Page, item: string): Promise<{ name: string; pages: string[] }> {
  const download = page.waitForEvent('download', { timeout: 30_000 })
  await choose(page, item)
  const file = await download
  return { name: file.suggestedFilename(), pages: await pagesOf(readFileSync(await file.path())) }
}

/** The sums on the screen: words and amounts, from top to bottom. */
async function sumsOnScreen(page: Page): Promise<{ label: string; amount: string }[]> {
  const sums = page.locator('dl').filter({ hasText: 'Goods' })
  const [labels, amounts] = [
    await sums.locator('dt').allInnerTexts(),
    await sums.locator('dd').allInnerTexts(),
  ]
  return labels.map((label, index) => ({ label, amount: amounts[index] ?? '' }))
}

test('the order confirmation is made offline and agrees with the screen to the cent', async ({
  page,
  demo,
}) => {
  test.setTimeout(120_000)
  const own = new Map((await demo.api.everything('customers')).map((customer) => [customer.id, customer]))
  const orders = (await demo.api.everything('orders')) as unknown as Order[]
  const order = orders.find(
    ({ status, lines, customerId, shipTo }) =>
      status === 'fulfilled' &&
      own.has(customerId) &&
      lines.length > 2 &&
      lines.some(({ discount }) => discount > 0) &&
      /[^\p{ASCII}]/u.test(shipTo?.name ?? ''),
  )
  if (!order) throw new Error('the demo company has no such order')
  const customer = own.get(order.customerId) as unknown as Customer

  await goOffline(page, demo.url, order.id)
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(`${demo.url}/#/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(order.number ?? '')
  const sums = await sumsOnScreen(page)
  const totals = await page
    .getByRole('table', { name: 'Order items' })
    .locator('td:last-child')
    .allInnerTexts()

  const { name, pages } = await save(page, 'Save order confirmation as PDF')
  expect(name).toBe(`order-${order.number}.pdf`)
  const text = pages.join(' ')
  for (const words of [
    'Northwind Traders',
    `Order confirmation ${order.number}`,
    customer.name,
    customer.address?.street,
    order.shipTo?.name,
    'Page 1 of 1',
  ])
    expect(text).toContain(words)
  for (const line of order.lines) expect(text).toContain(line.description)
  for (const amount of totals) expect(text).toContain(amount)
  expect(sums.map(({ label }) => label)).toEqual(['Goods', 'Freight', 'Total'])
  for (const { label, amount } of sums) expect(text).toContain(`${label} ${amount}`)

  // The same order sent whole is billed in a tab of its own, where the browser prints.
  const tab = page.waitForEvent('popup')
  await choose(page, 'Open invoice to print')
  await (await tab).waitForURL(/^blob:/, { timeout: 30_000 })
  expect(problems.filter((message) => message.includes('Content Security Policy'))).toEqual([])
})

/** A draft of the representative for one of their customers, on the server; a line for each description. */
async function draftOf(
  api: ApiSession,
  shipTo: Order['shipTo'],
  descriptions: readonly string[],
): Promise<Pick<Order, 'id' | 'lines'>> {
  const [customer] = (await api.everything('customers')).filter(({ ownerId }) => ownerId === api.user.id)
  const [product] = await api.everything('products')
  const at = new Date().toISOString()
  const order = {
    id: crypto.randomUUID(),
    createdAt: at,
    updatedAt: at,
    ownerId: api.user.id,
    customerId: customer?.id,
    provisionalNumber: 'RN-1',
    status: 'draft',
    orderDate: '2026-05-01',
    currency: 'USD',
    freight: 1250,
    shipTo,
    lines: descriptions.map((description, index) => ({
      id: crypto.randomUUID(),
      productId: product?.id ?? '',
      description,
      quantity: index + 1,
      unitPrice: 999,
      discount: index % 3 === 0 ? 250 : 0,
      taxRate: index % 2 === 0 ? 1900 : 700,
    })),
  }
  const pushed = await api.call('POST', '/sync/orders/push', { rows: [{ newDocumentState: order }] })
  expect(JSON.stringify(pushed.body)).toContain('accepted')
  return order
}

test('names of other scripts are written, and a box stands for a letter that cannot be', async ({
  page,
  demo,
}) => {
  test.setTimeout(120_000)
  const order = await draftOf(
    demo.api,
    { name: 'בית הלחם', street: 'شارع الملك', city: '\u2068北京\u2069' },
    ['Party set 🎉', 'قهوة عربية', 'लस्सी'],
  )
  await goOffline(page, demo.url, order.id)
  await page.goto(`${demo.url}/#/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('RN-1')
  const { pages } = await save(page, 'Save quote as PDF')
  const text = pages.join(' ')
  for (const words of ['בית', 'הלחם', 'شارع', 'الملك', 'قهوة', 'عربية', 'Party set 🎉'])
    expect(text).toContain(words)
  expect(text).toMatch(/□□(?!□)/)
  const notice = page.getByText("The document's fonts do not have")
  await expect(notice).toContainText('北京')
  await expect(notice).toContainText('ल')
})

test('a long quote repeats its head on every page and writes every name right', async ({ page, demo }) => {
  test.skip(!withLongTests, 'runs with npm test -- --long')
  test.setTimeout(120_000)
  const order = await draftOf(
    demo.api,
    { name: 'Zażółć sp. z o.o.', street: 'Kilińskiego 1', city: 'Łódź', postalCode: '90-001' },
    Array.from({ length: 60 }, (_, index) => `Ñandú from Zürich ${index + 1}`),
  )

  await goOffline(page, demo.url, order.id)
  await page.goto(`${demo.url}/#/orders/${order.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('RN-1')
  const sums = await sumsOnScreen(page)
  const { name, pages } = await save(page, 'Save quote as PDF')
  expect(name).toBe('quote-RN-1.pdf')
  expect(pages.length).toBeGreaterThan(1)
  for (const [index, text] of pages.entries()) {
    expect(text).toContain('Product Quantity Unit price Discount Tax Total')
    expect(text).toContain(`Page ${index + 1} of ${pages.length}`)
  }
  const all = pages.join(' ')
  for (const line of order.lines) expect(all).toContain(line.description)
  expect(all).toContain('Zażółć sp. z o.o. Kilińskiego 1 90-001 Łódź')
  expect(sums.map(({ label }) => label)).toEqual(['Goods', 'Freight', 'Tax 7%', 'Tax 19%', 'Total'])
  for (const { label, amount } of sums)
    expect(all).toMatch(new RegExp(`${label}( on \\S+)? ${amount.replace(/[$.]/g, '\\$&')}`))
})
