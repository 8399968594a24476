/** What stands in a form when the app is closed is there when it is opened again, beside what others did meanwhile. */
import { expect, test } from '@playwright/test'
import { indicator, openApp, signInToApp, startWebCompany } from '../support/web-company.ts'

test.describe.configure({ timeout: 90_000 })

test('a half-typed change and a half-typed order outlive the app', async ({ browser }) => {
  const company = await startWebCompany()
  const customer = await company.add('customers', {
    name: 'Blauer See',
    ownerId: company.ann.id,
    phone: '111',
    website: 'https://old.example',
  })
  const { page, context } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto(`/#/customers/${customer.id}/edit`)
  await page.getByRole('textbox', { name: 'Phone optional' }).fill('222')
  await page.goto(`/#/orders/new`)
  await page.getByLabel('Notes').fill('Two pallets, back door')
  // Not a moment later than the last key.
  await page.close()

  await company.change('customers', customer.id, { website: 'https://new.example' })
  const next = await context.newPage()
  await next.goto(`/#/customers/${customer.id}`)
  await expect(next.getByText('new.example')).toBeVisible({ timeout: 30_000 })
  await next.goto(`/#/customers/${customer.id}/edit`)
  await expect(next.getByText('What you typed here before is still there.')).toBeVisible()
  await expect(next.getByRole('textbox', { name: 'Phone optional' })).toHaveValue('222')
  await expect(next.getByRole('textbox', { name: 'Website optional' })).toHaveValue('https://new.example')
  await next.getByRole('textbox', { name: 'Website optional' }).press('Control+Enter')
  await expect(next.getByRole('heading', { level: 1, name: 'Blauer See' })).toBeVisible()
  await next.goto(`/#/orders/new`)
  await expect(next.getByLabel('Notes')).toHaveValue('Two pallets, back door')
  await next.getByRole('button', { name: 'Start over' }).click()
  await expect(next.getByLabel('Notes')).toHaveValue('')

  await expect(indicator(next)).toContainText('All sent', { timeout: 30_000 })
  expect(await company.stored('customers', customer.id)).toMatchObject({
    phone: '222',
    website: 'https://new.example',
  })
  await next.goto(`/#/customers/${customer.id}/edit`)
  await expect(next.getByRole('textbox', { name: 'Phone optional' })).toHaveValue('222')
  await expect(next.getByText('What you typed here before is still there.')).toHaveCount(0)
  await context.close()
  await company.close()
})
