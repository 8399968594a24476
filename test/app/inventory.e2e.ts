/**
 * An administrator without a network takes in a delivery and counts a shelf; the office carries both out, says
 * why it refuses one, and the ledger and the audit tell what happened.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { Product } from '../../shared/entities/product.ts'
import { signInToApi } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'

const admin = { email: 'admin@demo.example', password: 'satchel-demo' }

test('a delivery and a count wait offline, are carried out, and stand in the ledger', async ({
  browser,
}, info) => {
  test.setTimeout(120_000)
  const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
  try {
    const api = await signInToApi(server.url, admin.email, admin.password)
    const products = (await api.everything('products')) as unknown as Product[]
    const isPlain = ({ name, discontinued }: Product) => !discontinued && /^[A-Za-z ]+$/.test(name)
    const [plain, reserved] = [
      products.find((one) => isPlain(one) && one.stockOnHand > 5 && !one.stockReserved),
      products.find((one) => isPlain(one) && (one.stockReserved ?? 0) > 1),
    ]
    if (!plain || !reserved) throw new Error('the demo company has no such products')

    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('Email').fill(admin.email)
    await page.getByLabel('Password', { exact: true }).fill(admin.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 60_000 })
    await expect
      .poll(async () => (await localDocuments(page, 'products')).length, { timeout: 30_000 })
      .toBe(products.length)
    await page.goto('/#/admin/inventory')
    await expect(page.getByRole('table', { name: 'Stock' })).toBeVisible()
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await context.setOffline(true)

    // The delivery, by keyboard from the first product on.
    await page.getByRole('link', { name: 'Receive delivery' }).click()
    await page.getByLabel('Supplier', { exact: true }).first().fill('=Exotic Liquids')
    await page.getByLabel('Delivery note or reference').fill('LS-4711')
    await page.getByRole('combobox', { name: 'Product of line 1' }).focus()
    await page.keyboard.type(plain.name)
    await expect(page.getByRole('option').first()).toContainText(plain.name)
    await page.keyboard.press('Enter')
    const quantity = page.getByRole('textbox', { name: `Quantity of ${plain.name}` })
    await expect(quantity).toBeFocused()
    await page.keyboard.type('1.5')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('alert', { name: 'One thing to correct' })).toContainText(
      'Enter a whole number',
    )
    await quantity.fill('40')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: 'Waiting for the office' })).toContainText(
      `${plain.name} +40`,
    )

    // The count of less than what is promised to orders.
    await page.getByRole('link', { name: 'Count stock' }).click()
    await page.getByLabel('Reason', { exact: true }).first().fill('Stocktake')
    await page.getByRole('combobox', { name: 'Product of line 1' }).focus()
    await page.keyboard.type(reserved.name)
    await expect(page.getByRole('option').first()).toContainText(reserved.name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: `Counted of ${reserved.name}` })).toBeFocused()
    await page.keyboard.type('0')
    await expect(page.getByText(/promised to orders: cancel or change those first/)).toBeVisible()
    await page.getByRole('button', { name: 'Save count' }).click()
    await expect(page.getByText('Waiting for the office')).toBeVisible()

    await context.setOffline(false)
    const refusal = page.getByRole('alert').filter({ hasText: 'The office refused' })
    await expect(refusal).toContainText('are promised to orders', { timeout: 30_000 })
    await refusal.getByRole('button', { name: 'Leave it' }).click()
    await expect(refusal).toHaveCount(0)
    await expect(page.getByText('Waiting for the office')).toHaveCount(0)

    // The ledger of the product: its balance, its source, and the file of it.
    await page.goto(`/#/products/${plain.id}`)
    const ledger = page.getByRole('table', { name: 'Stock movements' })
    const received = ledger.getByRole('row').filter({ hasText: 'Received' })
    await expect(received).toContainText('+40')
    await expect(received).toContainText(String(plain.stockOnHand + 40))
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as CSV' }).click()
    const csv = readFileSync(await (await download).path(), 'utf8')
    expect(csv).toContain(`${plain.name},Received,40,${plain.stockOnHand + 40},`)
    expect(csv).toContain("'=Exotic Liquids · LS-4711")

    // The audit, opened from the source of the movement.
    await received.getByRole('link', { name: 'Receive stock' }).click()
    const call = page.getByRole('dialog')
    await expect(call).toContainText('Receive stock: done')
    await expect(call).toContainText('This device')
    await expect(call).toContainText(`${plain.name}, Quantity 40`)
    await call.getByRole('link', { name: 'Run it again with this input' }).click()
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('40 units are in stock')
    await context.close()
  } finally {
    await server.stop()
  }
})
