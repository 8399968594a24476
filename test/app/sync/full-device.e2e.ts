/** A device without room: whatever fails to be written is told of, kept, and done as soon as there is room again. */
import { withLongTests } from '../../support/long-tests.ts'
import { expect, test } from '@playwright/test'
import { limitedDisk } from '../../support/full-disk.ts'
import { localDocuments } from '../../support/local-database.ts'
import {
  editField,
  fillSignIn,
  indicator,
  openApp,
  signInToApp,
  startWebCompany,
} from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

// Several browsers at once, on whatever machine the tests run.
test.describe.configure({ timeout: 120_000 })

let company: WebCompany
test.beforeEach(async () => {
  company = await startWebCompany()
})
test.afterEach(async () => {
  await company.close()
})

const noRoom = 'Device cannot store'

test('[D6] a change that the device has no room for is refused at once, and what was typed stays in the form', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Alder Mills' })
  const { context, page } = await openApp(browser, company.url)
  const disk = await limitedDisk(page, company.url)
  await signInToApp(page)
  await disk.fill()
  await page.goto(`/#/customers/${customer.id}/edit`)
  await page.getByRole('textbox', { name: 'Phone' }).fill('4711')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('This device has no room left for your data.', { exact: false })).toBeVisible()
  await expect(indicator(page)).toContainText(noRoom)
  await expect(page.getByRole('textbox', { name: 'Phone' })).toHaveValue('4711')

  await disk.free()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(indicator(page)).toContainText('All sent')
  await expect(indicator(page)).not.toContainText(noRoom)
  await expect.poll(async () => (await company.stored('customers', customer.id))?.['phone']).toBe('4711')
  await context.close()
})

test('[D6] what comes from the office while the device is full is told of, waits, and arrives by itself', async ({
  browser,
}) => {
  test.skip(!withLongTests, 'runs with npm test -- --long')
  const customer = await company.add('customers', { name: 'Birch Mills' })
  const { context, page } = await openApp(browser, company.url)
  const disk = await limitedDisk(page, company.url)
  await signInToApp(page)
  await editField(page, { at: `/customers/${customer.id}`, label: 'Fax', value: '1234' })
  await expect.poll(async () => (await company.stored('customers', customer.id))?.['fax']).toBe('1234')
  await disk.fill()
  await company.change('customers', customer.id, { phone: '8118' })
  await expect(indicator(page)).toContainText(noRoom)
  await page.goto('/#/sync')
  await expect(page.getByRole('alert')).toContainText('This device has no room left for your data.')
  await expect(
    page.getByRole('table', { name: 'Records on this device' }).getByRole('row', { name: /^Customers/ }),
  ).toContainText('no room left')

  // The app cannot even be opened again; it says so and opens by itself.
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('This device has no room left for your data.')
  await disk.free()
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  await expect(indicator(page)).not.toContainText(noRoom, { timeout: 20_000 })
  await page.goto(`/#/customers/${customer.id}`)
  await expect(page.getByText('8118')).toBeVisible()
  await context.close()
})

test('[D6] a book that stops arriving for want of room goes on when there is room', async ({ browser }) => {
  await Promise.all(['Cedar Mills', 'Dogwood Mills'].map((name) => company.add('customers', { name })))
  const { context, page } = await openApp(browser, company.url)
  const disk = await limitedDisk(page, company.url)
  await context.route('**/sync/customers/pull', async (route) => {
    await disk.fill()
    await route.continue()
  })
  await fillSignIn(page)
  await expect(indicator(page)).toContainText(noRoom, { timeout: 20_000 })
  await context.unroute('**/sync/customers/pull')
  expect(await localDocuments(page, 'customers')).toEqual([])

  await disk.free()
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  await expect(indicator(page)).not.toContainText(noRoom, { timeout: 20_000 })
  await expect.poll(async () => (await localDocuments(page, 'customers')).length, { timeout: 20_000 }).toBe(2)
  await context.close()
})

test('[D6] a device that is full when somebody signs in for the first time says so, and opens when there is room', async ({
  browser,
}) => {
  await company.add('customers', { name: 'Elder Mills' })
  const { context, page } = await openApp(browser, company.url)
  const disk = await limitedDisk(page, company.url)
  await disk.fill()
  await fillSignIn(page)
  await expect(page.getByRole('alert')).toContainText(/no room left/, { timeout: 20_000 })
  await disk.free()
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  await expect.poll(async () => (await localDocuments(page, 'customers')).length, { timeout: 20_000 }).toBe(1)
  await context.close()
})
