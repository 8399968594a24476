/** A company gives itself a logo and an address; every device prints them on every paper, without a network. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { extractImages, extractText, getDocumentProxy } from 'unpdf'
import { companyOf } from '../../shared/company.ts'
import type { Order } from '../../shared/entities/order.ts'
import type { Setting } from '../../shared/entities/setting.ts'
import { signInToApi } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'

const password = 'satchel-demo'

// Without a size of its own, and with a script that must not come along.
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><script>alert(1)</script>
  <rect width="300" height="100" rx="20" fill="#14606f"/><circle cx="50" cy="50" r="30" fill="#fff"/></svg>`

async function signIn(browser: Browser, url: string, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage()
  await page.goto('/')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 60_000 })
  return page
}

/** What this device holds as the company's head on paper. */
async function companyOn(page: Page) {
  const settings = await localDocuments(page, 'settings')
  const company = settings.find(({ kind }) => kind === 'company')
  return company && companyOf(company as unknown as Setting)
}

test('a logo and an address that the administrator chose are on every paper of a representative offline', async ({
  browser,
}, info) => {
  test.setTimeout(120_000)
  const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
  try {
    const admin = await signIn(browser, server.url, 'admin@demo.example')
    await admin.goto('/#/admin/company')
    const input = admin.locator('input[type=file]')
    await input.setInputFiles({ name: 'list.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
    await expect(admin.getByRole('alert')).toBeVisible()
    await input.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(logo) })
    await expect(admin.locator('img[src^="data:image/png"]')).toBeVisible()
    await admin.getByLabel('Street').fill('1 Portland Quay')
    await admin.getByLabel('City').fill('Łódź')
    await admin.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await companyOn(admin))?.logo).toBeDefined()

    const api = await signInToApi(server.url, 'rep.north@demo.example', password)
    const mine = new Set((await api.everything('customers')).map(({ id }) => id))
    const orders = (await api.everything('orders')) as unknown as Order[]
    const order = orders.find(({ status, customerId }) => status === 'fulfilled' && mine.has(customerId))
    if (!order) throw new Error('the demo company has no order that was sent')
    const rep = await signIn(browser, server.url, 'rep.north@demo.example')
    await expect
      .poll(async () => (await companyOn(rep))?.logo?.slice(0, 22), { timeout: 60_000 })
      .toBe('data:image/png;base64,')
    await expect
      .poll(async () => (await localDocuments(rep, 'orders')).some(({ id }) => id === order.id), {
        timeout: 60_000,
      })
      .toBe(true)
    await rep.evaluate(async () => void (await navigator.serviceWorker.ready))
    await rep.context().setOffline(true)
    await rep.goto(`/#/orders/${order.id}`)
    for (const paper of ['order confirmation', 'invoice']) {
      const download = rep.waitForEvent('download', { timeout: 30_000 })
      await rep.getByRole('button', { name: 'Documents' }).click()
      await rep.getByRole('menuitem', { name: `Save ${paper} as PDF` }).click()
      const pdf = await getDocumentProxy(new Uint8Array(readFileSync(await (await download).path())))
      const { text } = await extractText(pdf)
      expect(text[0]?.replace(/\s+/g, ' ')).toContain('Northwind Traders 1 Portland Quay Łódź')
      const images = await extractImages(pdf, 1)
      // Drawn in its own proportions, as large as its place on paper needs.
      expect(images.map(({ width, height }) => [width, height])).toEqual([[576, 192]])
    }

    // Taken away again, it is on no paper.
    await admin.getByRole('button', { name: 'Remove the logo' }).click()
    await admin.getByRole('button', { name: 'Save', exact: true }).click()
    await rep.context().setOffline(false)
    await expect
      .poll(async () => (await companyOn(rep)) ?? {}, { timeout: 30_000 })
      .toEqual({
        name: 'Northwind Traders',
        address: { street: '1 Portland Quay', city: 'Łódź' },
      })
  } finally {
    await server.stop()
  }
})
