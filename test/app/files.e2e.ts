/**
 * A representative without a network photographs and has an order signed; the papers show it, a colleague gets
 * both, and who may not see the order gets nothing.
 */
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Order } from '../../shared/entities/order.ts'
import { hashOf } from '../support/file-client.ts'
import { signInToApi } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'

const password = 'satchel-demo'
const photo = 'build/icon.png'

const test = base.extend<{ url: string }>({
  url: async ({}, use, info) => {
    const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
    await use(server.url)
    await server.stop()
  },
})

async function signIn(browser: Browser, url: string, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage()
  await page.goto('/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 60_000 })
  return page
}

async function draw(page: Page) {
  const box = await page.getByRole('img', { name: 'Place to sign' }).boundingBox()
  if (!box) throw new Error('there is no place to sign')
  await page.mouse.move(box.x + 40, box.y + 120)
  await page.mouse.down()
  for (const [x, y] of [
    [80, 40],
    [120, 150],
    [170, 60],
    [230, 130],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y, { steps: 4 })
  await page.mouse.up()
}

test('a photo and a signature made offline reach a colleague and the paper, and nobody who may not see the order', async ({
  browser,
  url,
}) => {
  test.setTimeout(150_000)
  const api = await signInToApi(url, 'rep.north@demo.example', password)
  const customers = await api.everything('customers')
  const mine = customers.find(({ ownerId }) => ownerId === api.user.id)
  const template = (await api.everything('orders'))[0] as unknown as Order
  if (!mine || !template) throw new Error('the demo company has no customer of this representative')
  const id = crypto.randomUUID()
  const now = new Date().toISOString()
  const line = template.lines[0]
  const order = {
    id,
    createdAt: now,
    updatedAt: now,
    provisionalNumber: 'FILES-1',
    customerId: mine.id,
    status: 'draft',
    orderDate: now.slice(0, 10),
    currency: template.currency,
    freight: 500,
    lines: [
      {
        id: crypto.randomUUID(),
        productId: line?.productId,
        description: line?.description,
        quantity: 3,
        unitPrice: 1800,
        discount: 0,
        taxRate: 0,
      },
    ],
  }
  const push = async (newDocumentState: object, assumedMasterState?: object) => {
    const rows = [{ newDocumentState, ...(assumedMasterState && { assumedMasterState }) }]
    const { body } = await api.call<{ results: unknown[] }>('POST', '/sync/orders/push', { rows })
    expect(body.results).toMatchObject([{ outcome: 'accepted' }])
  }
  await push(order)

  const page = await signIn(browser, url, 'rep.north@demo.example')
  for (const collection of ['orders', 'customers', 'settings'] as const) {
    const wanted = collection === 'orders' ? id : collection === 'customers' ? mine.id : 'company'
    await expect
      .poll(
        async () =>
          (await localDocuments(page, collection)).some(
            (each) => each.id === wanted || each['kind'] === wanted,
          ),
        { timeout: 60_000 },
      )
      .toBe(true)
  }
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.context().setOffline(true)
  await page.goto(`/#/orders/${id}`)
  await page.getByLabel('Files to add').setInputFiles(photo)
  const card = page.getByRole('article', { name: 'icon.png' })
  await expect(card.locator('img')).toHaveAttribute('src', /^data:image\/jpeg;base64,/)
  await expect(card.getByText('Waiting to be sent')).toBeVisible()

  await page.getByRole('button', { name: 'Have it signed' }).click()
  await page.getByLabel('Name of who signs').fill('Ana Trujillo')
  await draw(page)
  await page.getByRole('button', { name: 'Keep the signature' }).click()
  const signature = page.getByRole('article', { name: 'Signature of Ana Trujillo' })
  await expect(signature.getByText('Valid for this order')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(
      ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    ),
  ).toEqual([])

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Documents' }).click()
  await page.getByRole('menuitem', { name: 'Save quote as PDF' }).click()
  const { text } = await extractText(
    await getDocumentProxy(new Uint8Array(readFileSync(await (await download).path()))),
  )
  expect(text.join(' ')).toContain('Signed by Ana Trujillo')

  // What waits survives the app.
  await page.reload()
  await expect(card.getByText('Waiting to be sent')).toBeVisible()
  await page.context().setOffline(false)
  await expect(card.getByText('Waiting to be sent')).toBeHidden({ timeout: 30_000 })
  await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 30_000 })

  const colleague = await signIn(browser, url, 'lead.north@demo.example')
  await colleague.goto(`/#/orders/${id}`)
  const theirs = colleague.getByRole('article', { name: 'icon.png' })
  await expect(theirs.locator('img')).toHaveAttribute('src', /^data:image\/jpeg;base64,/, { timeout: 30_000 })
  await expect(theirs.getByText('Not on this device')).toBeVisible()
  await expect(colleague.getByText('Valid for this order')).toBeVisible()
  await theirs.getByRole('button', { name: 'Open icon.png' }).click()
  const shown = colleague.getByRole('dialog').getByRole('img', { name: 'icon.png' })
  await expect(shown).toBeVisible()
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100)
  await colleague
    .getByRole('dialog')
    .getByRole('button', { name: 'Close' })
    .or(colleague.locator('.mantine-Modal-close'))
    .first()
    .click()

  // The order changes: the signature was for what it said before.
  const [stored] = (await api.everything('orders')).filter((each) => each.id === id)
  await push({ ...stored, freight: 900 }, stored)
  await expect(colleague.getByText('Signed before a later change')).toBeVisible({ timeout: 30_000 })

  const sha256 = hashOf(readFileSync(photo))
  const changes = await api.call<{ results: { id: string }[] }>('GET', '/files/_changes')
  const [file] = changes.body.results.filter((each) => each.id.startsWith(`orders:${id}:`))
  expect(file).toBeDefined()
  const south = await signInToApi(url, 'rep.south@demo.example', password)
  expect((await south.call<{ results: unknown[] }>('GET', '/files/_changes')).body.results).toEqual([])
  for (const path of ['', '/content', '/upload']) {
    const answer = await south.call('GET', `/files/${encodeURIComponent(file?.id ?? '')}${path}`)
    expect(answer.status).toBe(404)
    expect(JSON.stringify(answer.body)).not.toContain(sha256)
  }
  await colleague.context().close()
  await page.context().close()
})
