/** A list that is worked through without leaving it: the preview beside it, and the letters that change a row. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { localDocuments } from '../../support/local-database.ts'
import { openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

test.describe.configure({ timeout: 90_000 })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
  await Promise.all(
    ['Anders', 'Berg', 'Costa'].map((name) =>
      company.add('leads', {
        name,
        company: `${name} & Sons`,
        ownerId: company.ann.id,
        notes: `${name} likes to be called on Tuesdays.`,
      }),
    ),
  )
})
test.afterAll(async () => {
  await company.close()
})

const rows = (page: Page) => page.getByRole('table').locator('tbody tr[aria-rowindex]')
const link = (page: Page, name: string) =>
  page.getByRole('table').getByRole('link', { name: new RegExp(`^${name}`) })

/** By name. */
async function openLeads(page: Page) {
  await page.goto('/#/leads')
  await expect(link(page, 'Costa')).toBeVisible()
  const name = page.getByRole('columnheader', { name: /^Name/ })
  if ((await name.getAttribute('aria-sort')) !== 'ascending') await name.getByRole('button').click()
  await expect(rows(page).last()).toContainText('Costa')
}

test('beside the list, by keyboard and by mouse, for every list until it is closed', async ({ browser }) => {
  const { page, context } = await openApp(browser, company.url)
  await page.setViewportSize({ width: 1280, height: 800 })
  await signInToApp(page)
  await openLeads(page)
  const preview = page.getByRole('complementary', { name: 'Preview' })
  await link(page, 'Anders').focus()
  await page.keyboard.press('Space')
  await expect(preview.getByRole('heading', { name: /^Anders/ })).toBeVisible()
  await expect(preview.getByText('Anders likes to be called on Tuesdays.')).toBeVisible()
  // The list stays where it is and keeps the keys.
  await expect(link(page, 'Anders')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(preview.getByRole('heading', { name: /^Berg/ })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
  ).toEqual([])

  // By mouse a row is chosen, and its name still opens it.
  await rows(page).filter({ hasText: 'Costa' }).getByText('New', { exact: true }).click()
  await expect(preview.getByRole('heading', { name: /^Costa/ })).toBeVisible()
  expect(page.url()).toMatch(/#\/leads$/)

  // What arrives above the row moves it, and the person stays with the record.
  await link(page, 'Berg').focus()
  await expect(preview.getByRole('heading', { name: /^Berg/ })).toBeVisible()
  await company.add('leads', { name: 'Aaron', ownerId: company.ann.id })
  await expect(rows(page).first()).toContainText('Aaron')
  await expect(preview.getByRole('heading', { name: /^Berg/ })).toBeVisible()
  await link(page, 'Berg').press('ArrowDown')
  await expect(preview.getByRole('heading', { name: /^Costa/ })).toBeVisible()
  await preview.getByRole('link', { name: 'Open' }).focus()
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()
  await expect(link(page, 'Costa')).toBeFocused()
  await page.keyboard.press('Space')

  await page.reload()
  await expect(preview.getByRole('heading')).toBeVisible()
  await page.goto('/#/customers')
  await expect(preview.getByText('Choose a row to see it here.')).toBeVisible()
  await openLeads(page)
  await link(page, 'Berg').focus()
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(preview).toBeVisible()
  await preview.getByRole('button', { name: 'Close the preview' }).click()
  await expect(preview).toBeHidden()
  await context.close()
})

test('over the list in a narrow window, and Escape returns to the row', async ({ browser }) => {
  const { page, context } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.setViewportSize({ width: 1024, height: 700 })
  await openLeads(page)
  await link(page, 'Berg').focus()
  await page.keyboard.press('Space')
  const preview = page.getByRole('dialog', { name: 'Preview' })
  await expect(preview.getByRole('heading', { name: /^Berg/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(preview).toBeHidden()
  await expect(link(page, 'Berg')).toBeFocused()
  await context.close()
})

test('letters select, move, edit and arrange; G and a letter still goes to a page', async ({ browser }) => {
  const { page, context } = await openApp(browser, company.url)
  await signInToApp(page, 'ada@test.example')
  await openLeads(page)
  await link(page, 'Anders').focus()
  await page.keyboard.press('x')
  await expect(page.getByRole('checkbox', { name: /^Select Anders/ })).toBeChecked()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+X')
  await expect(page.getByRole('checkbox', { name: /^Select Berg/ })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: /^Select Costa/ })).toBeChecked()

  await page.keyboard.press('m')
  await page.getByRole('dialog', { name: 'Change status' }).getByRole('combobox').press('ArrowDown')
  await page.getByRole('option', { name: 'Contacted', exact: true }).click()
  await expect
    .poll(
      async () => (await localDocuments(page, 'leads')).find((one) => one['name'] === 'Costa')?.['status'],
    )
    .toBe('contacted')

  await link(page, 'Berg').focus()
  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: 'Arrange' })).toBeVisible()
  await page.keyboard.press('Escape')
  await link(page, 'Berg').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/#\/team$/)
  await openLeads(page)
  await link(page, 'Berg').focus()
  await page.keyboard.press('e')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Berg')
  await context.close()
})
