/**
 * A representative without a network writes an order of ten lines and never touches the mouse, has it signed,
 * saves its paper, comes online, sees which line waits for stock and picks a choice; all of it by keyboard.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Customer } from '../../shared/entities/customer.ts'
import type { Order } from '../../shared/entities/order.ts'
import { availableOf } from '../../shared/entities/product.ts'
import type { Product } from '../../shared/entities/product.ts'
import { formatMoney, orderTotals } from '../../shared/money.ts'
import { signInToApi } from '../support/api.ts'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'

// A snapshot of the page at every key would take longer than the keys.
test.use({ trace: 'off' })

const rep = { email: 'rep.north@demo.example', password: 'satchel-demo' }

/** Tab after Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp) {
  const names: string[] = []
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const element = document.activeElement
      const labelled = element?.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null
      return element?.getAttribute('aria-label') ?? labelled?.textContent ?? element?.textContent ?? ''
    })
    if (name.test(here.trim())) return
    names.push(here.trim().slice(0, 40))
  }
  throw new Error(`nothing called ${name} can be reached by Tab; passed ${names.join(' | ')}`)
}

/** The arrows walk the menu until the item has the focus. */
async function menuItem(page: Page, name: string) {
  await expect(page.getByRole('menuitem', { name })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
  }).toPass()
  await page.keyboard.press('Enter')
}

/** As much of its name as nobody else's holds: what a person who knows the range would type. */
function startOf({ id, name }: Product, products: readonly Product[]): string {
  const others = products
    .filter((one) => one.id !== id)
    .map((one) => `${one.name} ${one.category}`.toLowerCase())
  for (let length = 3; length < name.length; length++) {
    const start = name.slice(0, length)
    if (others.every((other) => !other.includes(start.toLowerCase()))) return start
  }
  return name
}

/** A list that is open has the name of its input. */
const focused = (page: Page, label: string) =>
  expect(page.locator('input').and(page.getByLabel(label, { exact: true }))).toBeFocused()

test('ten lines by keyboard alone, offline, signed and on paper; then the line that waits is decided', async ({
  browser,
}, info) => {
  test.setTimeout(240_000)
  const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
  try {
    const api = await signInToApi(server.url, rep.email, rep.password)
    const customers = (await api.everything('customers')) as unknown as Customer[]
    const customer = customers
      .filter(({ ownerId }) => ownerId === api.user.id)
      .toSorted((a, b) => a.name.localeCompare(b.name))[0]
    const products = ((await api.everything('products')) as unknown as Product[]).toSorted((a, b) =>
      a.name.localeCompare(b.name),
    )
    // A name that begins another one's would not be the first answer.
    const chosen = products
      .filter(
        (one) =>
          !one.discontinued &&
          availableOf(one) > 5 &&
          products.every(({ id, name }) => id === one.id || !name.startsWith(one.name)),
      )
      .slice(0, 10)
    const scarce = chosen[4]
    if (!customer || chosen.length < 10 || !scarce) throw new Error('the demo company is too small')
    const quantities = chosen.map((product, row) => (product === scarce ? availableOf(product) + 2 : row + 1))

    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('Email').fill(rep.email)
    await page.getByLabel('Password', { exact: true }).fill(rep.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 60_000 })
    await expect.poll(async () => (await localDocuments(page, 'products')).length).toBe(products.length)
    await expect
      .poll(async () => (await localDocuments(page, 'settings')).some(({ kind }) => kind === 'company'))
      .toBe(true)
    await expect(page.getByText('Your book is arriving')).toBeHidden({ timeout: 60_000 })
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await context.setOffline(true)

    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
    await page.keyboard.press('n')
    await expect(page.getByRole('heading', { level: 1, name: 'New order' })).toBeVisible()
    await tabTo(page, /^Customer$/)
    await page.keyboard.type(customer.name.slice(0, 6))
    await expect(page.getByRole('option').first()).toHaveText(customer.name)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Product of line 1$/)

    for (const [row, product] of chosen.entries()) {
      await focused(page, `Product of line ${row + 1}`)
      await page.keyboard.type(startOf(product, products))
      await expect(page.getByRole('option').first()).toContainText(product.name)
      await page.keyboard.press('Enter')
      await focused(page, `Quantity of ${product.name}`)
      await page.keyboard.type(String(quantities[row]))
      await page.keyboard.press('Enter')
      await focused(page, `Unit price of ${product.name}`)
      await page.keyboard.press('Enter')
      await focused(page, `Discount, percent of ${product.name}`)
      if (row === 0) await page.keyboard.type('10')
      await page.keyboard.press('Enter')
      await focused(page, `Tax rate, percent of ${product.name}`)
      if (row < 2) await page.keyboard.type(row === 0 ? '19' : '7')
      if (row < 9) await page.keyboard.press('Enter')
    }
    await expect(page.getByText(`Only ${availableOf(scarce)} `)).toBeVisible()
    await tabTo(page, /^Discount, %$/)
    await page.keyboard.type('5')
    await tabTo(page, /^Freight, USD$/)
    await page.keyboard.type('12.50')
    await page.keyboard.press('Control+Enter')

    const title = page.getByRole('heading', { level: 1, name: /^Order / })
    await expect(title).toBeVisible()
    await expect(page.getByRole('table', { name: 'Order items' }).locator('tbody tr')).toHaveCount(10)
    const [order] = (await localDocuments(page, 'orders')).filter(
      ({ status }) => status === 'submitted',
    ) as unknown as Order[]
    if (!order) throw new Error('the order is not on the device')
    expect(order.lines.map(({ description, quantity }) => [description, quantity])).toEqual(
      chosen.map(({ name }, row) => [name, quantities[row]]),
    )
    const { total, goods, discount, freight, taxes } = orderTotals(order)
    expect(discount).toBeGreaterThan(0)
    expect(taxes.map(({ rate }) => rate)).toEqual([700, 1900])
    const money = (amount: number) => formatMoney({ amount, currency: order.currency }, 'en-US')
    const printed = money(total)
    await expect(page.getByRole('definition').filter({ hasText: printed })).toBeVisible()

    await tabTo(page, /^Have it signed$/)
    await page.keyboard.press('Enter')
    await focused(page, 'Name of who signs')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'Type the name' })).toBeChecked()
    await tabTo(page, /^Name of who signs$/)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Ana Trujillo')
    await expect(page.getByRole('button', { name: 'Keep the signature' })).toBeDisabled()
    await tabTo(page, /^I, Ana Trujillo, sign this order/)
    await page.keyboard.press('Space')
    await tabTo(page, /^Keep the signature$/)
    await page.keyboard.press('Enter')
    const signature = page.getByRole('article', { name: 'Signature of Ana Trujillo' })
    await expect(signature.getByText('Valid for this order')).toBeVisible()

    const download = page.waitForEvent('download', { timeout: 30_000 })
    await tabTo(page, /^Documents$/)
    await page.keyboard.press('Enter')
    await menuItem(page, 'Save order confirmation as PDF')
    const file = await download
    const { text } = await extractText(
      await getDocumentProxy(new Uint8Array(readFileSync(await file.path()))),
    )
    const paper = text.join(' ').replace(/\s+/g, ' ')
    for (const words of [
      'Northwind Traders',
      customer.name,
      order.provisionalNumber,
      `Goods ${money(goods)}`,
      `Order discount ${money(-discount)}`,
      `Freight ${money(freight)}`,
      ...taxes.map(({ rate, base, tax }) => `Tax ${rate / 100}% on ${money(base)} ${money(tax)}`),
      `Total ${printed}`,
      'Signed by Ana Trujillo',
    ])
      expect(paper).toContain(words)
    for (const { name } of chosen) expect(paper).toContain(name)

    await context.setOffline(false)
    const waits = `${availableOf(scarce)} confirmed · 2 waiting for stock`
    await expect(page.getByText(waits)).toBeVisible({ timeout: 30_000 })
    await expect(title).toHaveText(/^Order \d+$/)
    await expect(page.getByText('2 units wait for stock')).toBeVisible()
    // The number and the stock are the office's words; what was signed is as it was.
    await expect(signature.getByText('Valid for this order')).toBeVisible()
    await tabTo(page, new RegExp(`^Cancel what waits of ${scarce.name}$`))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await focused(page, 'Reason')
    await page.keyboard.type('It takes us too long')
    await page.keyboard.press('Enter')
    await expect(page.getByText(`${availableOf(scarce)} confirmed · 2 cancelled`)).toBeVisible({
      timeout: 30_000,
    })
    await expect(page.getByText('It takes us too long')).toBeVisible()
    await context.close()
  } finally {
    await server.stop()
  }
})
