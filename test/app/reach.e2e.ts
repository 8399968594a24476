/** What is zoomed to 200 % still fits its window, a link to a record can be handed on, and the palette reaches every deed. */
import { expect } from '@playwright/test'
import { atLaptop, heading, test } from '../support/demo-people.ts'
import { localDocuments } from '../support/local-database.ts'

test('zoomed to 200 %, every screen fits its window and nothing has to be scrolled sideways', async ({
  browser,
  company,
}) => {
  const { context, page } = await atLaptop(browser, company.url, 'lead.north@demo.example')
  // A desk's window of 1280 × 800 has so many CSS pixels then.
  await page.setViewportSize({ width: 640, height: 400 })
  const [customer] = await localDocuments(page, 'customers')
  const [order] = await localDocuments(page, 'orders')
  const [lead] = await localDocuments(page, 'leads')
  const tooWide: string[] = []
  for (const place of [
    '/',
    '/customers',
    `/customers/${customer?.id}`,
    `/customers/${customer?.id}/edit`,
    '/leads',
    '/leads?as=board',
    `/leads/${lead?.id}`,
    '/orders',
    `/orders/${order?.id}`,
    '/orders/new',
    '/interactions/new',
    '/tasks',
    '/tasks?as=calendar',
    '/team',
    '/sync',
  ]) {
    await page.goto(`/#${place}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const { wanted, given } = await page.evaluate(() => ({
      wanted: document.documentElement.scrollWidth,
      given: innerWidth,
    }))
    if (wanted > given) tooWide.push(`${place} is ${wanted} px wide`)
  }
  expect(tooWide).toEqual([])

  // The navigation is behind a button then, and can be reached by keyboard.
  await page.getByRole('button', { name: 'Open the navigation' }).press('Enter')
  await page.getByRole('link', { name: 'Customers' }).press('Enter')
  await heading(page, 'Customers')
  await context.close()
})

test('a copied link opens the same record elsewhere', async ({ browser, company }) => {
  const { context, page } = await atLaptop(browser, company.url, 'rep.north@demo.example')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const [customer] = await localDocuments(page, 'customers')
  const name = String(customer?.['name'])
  await page.goto(`/#/customers/${customer?.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.getByText('The link was copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const elsewhere = await context.newPage()
  await elsewhere.goto(link)
  await heading(elsewhere, name)
  await context.close()
})

test('the palette finds what can be done on the page in view', async ({ browser, company }) => {
  const { context, page } = await atLaptop(browser, company.url, 'lead.north@demo.example')
  const lead = (await localDocuments(page, 'leads')).find(({ status }) => status === 'qualified')
  await page.goto(`/#/leads/${lead?.id}`)
  await expect(page.getByRole('button', { name: 'More actions' })).toBeVisible()
  await page.keyboard.press('Control+k')
  // Typed at once, while the palette may still be loading.
  await page.keyboard.type('make a cust')
  await expect(page.getByRole('dialog').getByText('Make a customer')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Make .* a customer\?$/ })).toBeVisible()

  // Elsewhere it is not offered.
  await page.goto('/#/orders')
  await heading(page, 'Orders')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('make a cust')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog').getByText('Make a customer')).toHaveCount(0)
  await context.close()
})
