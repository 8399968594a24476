/** A representative sells more than there is while offline, learns what waits for stock, and picks a choice. */
import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import type { Customer } from '../../shared/entities/customer.ts'
import { availableOf } from '../../shared/entities/product.ts'
import type { Product } from '../../shared/entities/product.ts'
import { signInToApi } from '../support/api.ts'
import { startServerProcess } from '../support/server-process.ts'

const rep = { email: 'rep.north@demo.example', password: 'satchel-demo' }

test('what is not in stock waits, and the representative decides offline what becomes of it', async ({
  browser,
}, info) => {
  const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
  try {
    const api = await signInToApi(server.url, rep.email, rep.password)
    const customers = (await api.everything('customers')) as unknown as Customer[]
    const customer = customers.find(({ ownerId }) => ownerId === api.user.id)
    const products = (await api.everything('products')) as unknown as Product[]
    const product = products.find((one) => !one.discontinued && availableOf(one) > 2 && availableOf(one) < 30)
    if (!customer || !product) throw new Error('the demo company has no such customer or product')
    const available = availableOf(product)

    const id = randomUUID()
    const at = new Date().toISOString()
    const draft = {
      id,
      createdAt: at,
      updatedAt: at,
      provisionalNumber: 'RN-BACK',
      customerId: customer.id,
      status: 'draft',
      orderDate: at.slice(0, 10),
      currency: product.price.currency,
      freight: 0,
      lines: [
        {
          id: randomUUID(),
          productId: product.id,
          description: product.name,
          quantity: available + 2,
          unitPrice: product.price.amount,
          discount: 0,
          taxRate: 0,
        },
      ],
    }
    await api.call('POST', '/sync/orders/push', { rows: [{ newDocumentState: draft }] })

    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('Email').fill(rep.email)
    await page.getByLabel('Password', { exact: true }).fill(rep.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 30_000 })

    await page.goto(`/#/orders/${id}`)
    await expect(page.getByRole('heading', { name: 'Order RN-BACK' })).toBeVisible()
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Submit order' }).click()
    await expect(page.getByRole('link', { name: /1 waiting/ })).toBeVisible()
    await context.setOffline(false)

    await expect(page.getByText(`${available} confirmed · 2 waiting for stock`)).toBeVisible({
      timeout: 30_000,
    })
    await expect(page.getByText('2 units wait for stock')).toBeVisible()
    await expect(page.getByRole('heading', { name: /^Order \d+$/ })).toBeVisible()

    await context.setOffline(true)
    await page.getByRole('button', { name: 'Send only what is confirmed' }).click()
    await page.getByRole('button', { name: 'Cancel what waits' }).click()
    await expect(page.getByText('Cancel order: waiting for the office')).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText(`${available} confirmed · 2 cancelled`)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('waiting for the office')).toHaveCount(0)

    await page.goto(`/#/products/${product.id}`)
    await expect(page.getByText('Reserved for orders')).toBeVisible()
    await context.close()
  } finally {
    await server.stop()
  }
})
