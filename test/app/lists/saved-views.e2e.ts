/** A list as people make it their own: a view kept and shared, many records changed and taken back, a file of it. */
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

test.describe.configure({ timeout: 90_000 })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
})
test.afterAll(async () => {
  await company.close()
})

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const rows = (page: Page) => page.getByRole('table').locator('tbody tr[aria-rowindex]')

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
  expect(
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
  ).toEqual([])
}

test('a view is kept, shared and opened by a colleague; three leads are changed at once, taken back and exported', async ({
  browser,
}) => {
  const lead = (name: string, more: Record<string, unknown> = {}) =>
    company.add('leads', { name, company: undefined, ownerId: company.ann.id, ...more })
  await Promise.all([
    lead('Anders', { value: { amount: 125_050, currency: 'EUR' } }),
    lead('Berg', { company: '=HYPERLINK("x")' }),
    lead('Costa'),
    lead('Dorn', { status: 'contacted', source: 'partner' }),
  ])
  const { page: ada, context } = await openApp(browser, company.url)
  const { page: ann } = await openApp(browser, company.url)
  await Promise.all([signInToApp(ada, 'ada@test.example'), signInToApp(ann)])

  // A condition on a column, another column, and the view has a name.
  await ada.goto('/#/leads')
  await expect(rows(ada)).toHaveCount(4)
  await ada.getByRole('button', { name: 'Arrange', exact: true }).click()
  await ada.getByRole('button', { name: 'Add a condition' }).click()
  await expect(rows(ada)).toHaveCount(3)
  await ada.getByRole('combobox', { name: 'Add a column' }).fill('Company')
  await ada.getByRole('option', { name: 'Company', exact: true }).click()
  await expectAccessible(ada)
  await ada.keyboard.press('Escape')
  await expect(ada.getByRole('columnheader', { name: 'Company' })).toBeVisible()
  await ada.getByRole('button', { name: 'Views', exact: true }).click()
  await ada.getByRole('menuitem', { name: 'Save as view…' }).click()
  await ada.getByRole('textbox', { name: 'Name' }).fill('Fresh leads')
  await ada.getByRole('combobox', { name: 'Who sees it' }).click()
  await ada.getByRole('option', { name: 'Everyone in the company' }).click()
  await ada.getByRole('checkbox', { name: 'Show it as a tab above the list' }).check()
  await expectAccessible(ada)
  await ada.getByRole('button', { name: 'Save view' }).click()
  await expect(ada).toHaveURL(/view=/)
  const link = new URL(ada.url()).hash

  // A colleague finds it as a tab, and by the link.
  await ann.goto('/#/leads')
  await ann
    .getByRole('navigation', { name: 'Pinned views' })
    .getByRole('button', { name: 'Fresh leads' })
    .click()
  await expect(rows(ann)).toHaveCount(3)
  await ann.goto('/#/customers')
  await ann.goto(`/${link}`)
  await expect(ann.getByRole('columnheader', { name: 'Company' })).toBeVisible()
  await expect(rows(ann)).toHaveCount(3)

  // Three at once; the source is no part of the view, so the rows stay.
  await ann.getByRole('checkbox', { name: 'Select all' }).click()
  await expect(ann.getByText('3 selected')).toBeVisible()
  await ann.getByRole('button', { name: 'Edit', exact: true }).click()
  await ann.getByRole('combobox', { name: 'Field' }).click()
  await ann.getByRole('option', { name: 'Source' }).click()
  await ann
    .getByRole('dialog')
    .getByRole('combobox', { name: /^Source/ })
    .click()
  await ann.getByRole('option', { name: 'Partner' }).click()
  await expectAccessible(ann)
  await ann.getByRole('button', { name: 'Change 3' }).click()
  for (const name of ['Anders', 'Berg', 'Costa']) await expect(row(ann, name)).toContainText('Partner')
  await expect(ann.getByRole('dialog')).toHaveCount(0)
  await ann.locator('h1').click()
  await ann.keyboard.press('Control+z')
  for (const name of ['Anders', 'Berg', 'Costa']) await expect(row(ann, name)).toContainText('Referral')

  // A cell where it stands.
  await row(ann, 'Costa').getByRole('link').focus()
  await ann.keyboard.press('F2')
  await expect(ann.getByRole('dialog').getByRole('combobox', { name: 'Status' })).toBeVisible()
  await ann.keyboard.press('Escape')
  await row(ann, 'Costa').locator('td[data-editable=company]').dblclick()
  await ann.getByRole('textbox', { name: 'Company' }).fill('Costa & Sons')
  await ann.keyboard.press('Enter')
  await expect(row(ann, 'Costa')).toContainText('Costa & Sons')
  await expect(ann).toHaveURL(/leads\?view=/)

  const download = ann.waitForEvent('download')
  await ann.getByRole('button', { name: 'Export' }).click()
  await ann.getByRole('menuitem', { name: 'CSV file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^fresh-leads-\d{4}-\d{2}-\d{2}\.csv$/)
  const text = readFileSync(await file.path(), 'utf8')
  expect(text.startsWith('\uFEFFName,')).toBe(true)
  expect(text).toContain(',1250.5,EUR,')
  expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  expect(text).toContain('Costa & Sons')
  expect(text).not.toContain('Dorn')

  // Who opens what is not there is told so, and sees the list.
  await ann.goto('/#/leads?view=nothing')
  await expect(ann.getByText('This view is not here')).toBeVisible()
  await expect(rows(ann)).toHaveCount(4)
  await Promise.all([context.close(), ann.context().close()])
})
