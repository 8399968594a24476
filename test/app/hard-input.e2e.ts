/**
 * What people really type, from the form to the list, the search, the paper and the calendar: names in several
 * scripts and of 300 characters, a telephone number from abroad, a day that no calendar has, a time that no clock shows.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { aDocument } from '../support/a-document.ts'
import { localDocuments } from '../support/local-database.ts'
import { signInToApp, startWebCompany } from '../support/web-company.ts'
import type { WebCompany } from '../support/web-company.ts'

test.describe.configure({ timeout: 60_000 })
test.use({ timezoneId: 'Europe/Berlin', viewport: { width: 1280, height: 800 } })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
  await company.add('settings', { kind: 'company', name: 'Northwind Traders' })
})
test.afterAll(async () => {
  await company.close()
})

const names = [
  "O'Brien & Söhne 🚀 חברת השמש",
  `Łódź ${'Gesellschaft mit sehr langem Namen '.repeat(9)}`.slice(0, 299) + '.',
] as const

async function fits(page: Page) {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(over).toBe(0)
}

test('hard names, numbers, days and times go through form, list, search, paper and calendar', async ({
  page,
}) => {
  await page.goto(company.url)
  await signInToApp(page)
  for (const name of names) {
    await page.goto(`${company.url}/#/customers/new`)
    await page.getByLabel('Name', { exact: true }).first().fill(name)
    await page
      .getByRole('textbox', { name: /^Phone/ })
      .first()
      .fill('+81 3-3224-5000')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await fits(page)
  }
  await page.goto(`${company.url}/#/customers`)
  for (const name of names) await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  await fits(page)
  for (const [word, name] of [
    ['obrien', names[0]],
    ['השמש', names[0]],
    ['lodz', names[1]],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').fill(word)
    await expect(page.getByRole('dialog').getByText(name).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  // The paper says which letters its font does not have, and has all others.
  const [customer] = (await localDocuments(page, 'customers')).filter((each) => each['name'] === names[0])
  await expect.poll(() => company.stored('customers', customer?.id ?? '')).toBeDefined()
  const order = await company.add('orders', {
    ...aDocument('orders'),
    id: crypto.randomUUID(),
    customerId: customer?.id,
    ownerId: company.ann.id,
    status: 'draft',
    currency: 'JPY',
    lines: [
      {
        id: crypto.randomUUID(),
        productId: crypto.randomUUID(),
        description: "Chef Anton's Gumbo",
        quantity: 2,
        unitPrice: 1_500,
        discount: 0,
        taxRate: 0,
      },
    ],
  })
  await expect
    .poll(async () => (await localDocuments(page, 'orders')).map(({ id }) => id))
    .toContain(order.id)
  await page.goto(`${company.url}/#/orders/${order.id}`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Documents' }).click()
  await page
    .getByRole('menuitem', { name: /^Save .* as PDF$/ })
    .first()
    .click()
  const { text } = await extractText(
    await getDocumentProxy(new Uint8Array(readFileSync(await (await download).path()))),
  )
  const paper = text.join(' ').replace(/\s+/g, ' ')
  for (const word of ["O'Brien & Söhne 🚀", 'חברת', 'השמש']) expect(paper).toContain(word)
  expect(paper).toContain("Chef Anton's Gumbo")
  expect(paper).toContain('¥3,000')

  // No calendar has this day; this time is on no clock of Berlin.
  await page.goto(`${company.url}/#/tasks/new`)
  await page.getByRole('textbox', { name: /^Title/ }).fill(names[0])
  const due = page.getByRole('textbox', { name: /^Due/ })
  await due.fill('2026-02-30')
  await due.press('Tab')
  await expect(due).not.toHaveValue(/30|Mar/)
  await due.fill('2026-03-29')
  await due.press('Tab')
  await expect(due).toHaveValue('Mar 29, 2026')
  await page.getByLabel(/^At( |$)/).fill('02:30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: names[0] })).toBeVisible()
  await page.goto(`${company.url}/#/tasks?as=calendar&span=day&day=2026-03-29&whose=all`)
  await expect(page.getByText(names[0]).first()).toBeVisible()
  await fits(page)
})
