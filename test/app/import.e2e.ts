/** The import screen: mapping, dry run, refusals with their reasons, progress, and what is handed out after. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { signInToApi } from '../support/api.ts'
import { startServerProcess } from '../support/server-process.ts'
import type { ServerProcess } from '../support/server-process.ts'

const northwind = path.resolve(import.meta.dirname, '../fixtures/northwind')
const admin = { email: 'ada@northwind.example', password: 'correct horse battery' }

test.describe.configure({ timeout: 120_000 })

let server: ServerProcess
test.beforeEach(async ({ page }, info) => {
  server = await startServerProcess({ dataFolder: info.outputPath('data') })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(server.url)
  await page.getByLabel('Company').fill('Northwind Traders')
  await page.getByLabel('Your name').fill('Ada Admin')
  await page.getByLabel('Email').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Set up Satchel' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible()
})
test.afterEach(() => server.stop())

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const choose = (page: Page, files: string[] | ReturnType<typeof file>[]) =>
  page.locator('input[type=file]').setInputFiles(files)
const saved = async (page: Page, button: string) => {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return readFileSync(await (await download).path(), 'utf8')
}
const accessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('an administrator maps columns, sees every row’s fate, imports, and keeps the error file', async ({
  page,
}) => {
  await choose(page, [
    file(
      'customers.csv',
      'customerID,companyName,Main number\nA,Alpha,+49 30 1\nB,Beta,2\nA,Again,3\nC,,4\n',
    ),
    file('broken.csv', 'a,a\n1,2\n'),
  ])
  await expect(page.getByText("broken.csv has the heading 'a' more than once.")).toBeVisible()
  const card = page.getByRole('region', { name: 'customers.csv' })
  await card.getByRole('button', { name: '2 of 3 columns used' }).click()
  await card.getByRole('combobox', { name: 'Main number becomes' }).click()
  await page.getByRole('option', { name: 'Phone', exact: true }).click()
  await expect(card.getByRole('button', { name: '3 of 3 columns used' })).toBeVisible()
  await accessible(page)

  await page.getByRole('button', { name: 'Check file' }).click()
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible()
  await expect(page.getByText('2 to create')).toBeVisible()
  await expect(page.getByText("the key 'A' is already used in row 2")).toBeVisible()
  await expect(page.getByText('companyName is missing')).toBeVisible()
  await accessible(page)
  const office = await signInToApi(server.url, admin.email, admin.password)
  expect(await office.everything('customers')).toEqual([])

  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible()
  expect(
    (await office.everything('customers'))
      .map(({ name, phone }) => `${String(name)} ${String(phone)}`)
      .sort(),
  ).toEqual(['Alpha +49 30 1', 'Beta 2'])
  const errors = await saved(page, 'Save error file')
  expect(errors.trim().split('\r\n')).toHaveLength(3)
  expect(errors).toContain("customers.csv,4,A,Again,the key 'A' is already used in row 2")

  await page.getByRole('button', { name: 'Import other files' }).click()
  await choose(page, [file('customers.csv', 'customerID,companyName,phone\nA,Alpha,new\nB,Beta,2\n')])
  await page.getByRole('button', { name: 'Check file' }).click()
  await expect(page.getByText('1 to update')).toBeVisible()
  await expect(page.getByText('1 unchanged')).toBeVisible()
  await expect(page.getByText('Phone: +49 30 1 → new')).toBeVisible()
})

test('Northwind goes through whole, and its people sign in with the sheet', async ({ page }) => {
  const names = ['customers', 'employees', 'products', 'orders', 'order_details', 'categories', 'suppliers']
  const more = ['shippers', 'regions', 'territories', 'employee_territories']
  await choose(
    page,
    [...names, ...more].map((name) => path.join(northwind, `${name}.csv`)),
  )
  await page.getByRole('button', { name: 'Check 11 files' }).click()
  await expect(page.getByText('1,011 to create')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Import 1,011 rows' }).click()
  await expect(page.getByText('1,011 created')).toBeVisible({ timeout: 60_000 })
  const sheet = await saved(page, 'Save sign-ins')
  const nancy = sheet.split('\r\n').find((line) => line.includes('nancy.davolio@northwind.example'))
  const rep = await signInToApi(server.url, 'nancy.davolio@northwind.example', nancy?.split(',')[2] ?? '')
  expect(rep.user).toMatchObject({ name: 'Nancy Davolio', role: 'sales_rep' })
  const office = await signInToApi(server.url, admin.email, admin.password)
  const [customers, orders] = [await office.everything('customers'), await office.everything('orders')]
  expect([customers.length, orders.length]).toEqual([91, 830])
})

test('an import is taken back from the list of past imports, and what somebody changed stays', async ({
  page,
}) => {
  await choose(page, [file('customers.csv', 'customerID,companyName,phone\nA,Alpha,1\nB,Beta,2\n')])
  await page.getByRole('button', { name: 'Check file' }).click()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible()
  const office = await signInToApi(server.url, admin.email, admin.password)
  const beta = (await office.everything('customers')).find(({ name }) => name === 'Beta')
  const row = { newDocumentState: { ...beta, phone: 'by hand' }, assumedMasterState: beta }
  expect((await office.call('POST', '/sync/customers/push', { rows: [row] })).status).toBe(200)

  await page.getByRole('button', { name: 'Import other files' }).click()
  await expect(page.getByRole('heading', { name: 'Past imports' })).toBeVisible()
  await expect(page.getByRole('cell', { name: '2 created' })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: /^Revert the import of/ }).click()
  await page.getByRole('button', { name: 'Revert import' }).click()
  await expect(page.getByRole('heading', { name: 'Import reverted' })).toBeVisible()
  await expect(page.getByText('Changed since the import')).toBeVisible()
  await expect(page.getByText('1 removed')).toBeVisible()
  await accessible(page)
  expect((await office.everything('customers')).map(({ name }) => name)).toEqual(['Beta'])
  await page.getByRole('button', { name: 'Back to import' }).click()
  await expect(page.getByText('Reverted', { exact: true })).toBeVisible()
})
