/**
 * A support call: the customer is found although the name was typed wrong, a case is opened, commented and left
 * waiting, the orders are looked at, and no lead is anywhere. Once by keyboard and once by touch.
 */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import {
  allSent,
  arrowTo,
  atLaptop,
  atTablet,
  chooseFromMenu,
  heading,
  jump,
  ownWord,
  patient,
  pointers,
  tabTo,
  tap,
  test,
} from '../../support/demo-people.ts'
import type { DemoCompany } from '../../support/demo-people.ts'
import { localDocuments } from '../../support/local-database.ts'

test.describe.configure({ timeout: 180_000 })

const email = 'support@demo.example'
const customer = 'Ernst Handel'
const asTyped = 'Ernst Hnadel'

async function expectNoLead(page: Page) {
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Leads' })).toHaveCount(0)
  expect(await localDocuments(page, 'leads')).toEqual([])
}

async function expectAtOffice(company: DemoCompany, subject: string, comment: string) {
  const cases = await company.admin.everything('cases')
  expect(cases.filter((one) => one['subject'] === subject)).toMatchObject([
    { status: 'waiting', comments: [{ text: comment }] },
  ])
}

test('a support call by keyboard alone', async ({ browser, company }) => {
  const word = ownWord()
  const [subject, comment] = [`Broken jars ${word}`, `Asked for a photo ${word}`]
  const { page, context } = await atLaptop(browser, company.url, email)

  await jump(page, asTyped, customer)
  await heading(page, customer)
  await tabTo(page, /^New case$/)
  await page.keyboard.press('Enter')
  await heading(page, 'New case')
  await tabTo(page, /^Subject/)
  await page.keyboard.type(subject)
  await page.keyboard.press('Control+Enter')
  await heading(page, subject)

  await tabTo(page, /^Comment$/)
  await page.keyboard.type(comment)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('listitem').filter({ hasText: comment })).toBeVisible(patient)
  await jumpToStart(page)
  await tabTo(page, /^More actions$/)
  await chooseFromMenu(page, 'Wait for the customer')
  await expect(page.getByText('Waiting for customer').first()).toBeVisible(patient)

  await tabTo(page, new RegExp(`^${customer}$`))
  await page.keyboard.press('Enter')
  await heading(page, customer)
  await tabTo(page, /^Everything/)
  await arrowTo(page, /^Orders/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'Orders' }).getByRole('row').nth(1)).toBeVisible(patient)
  await expectNoLead(page)
  expect(await pointers(page)).toEqual([])
  await allSent(page)
  await expectAtOffice(company, subject, comment)
  await context.close()
})

/** The focus leaves what is typed into, and walks back to the top of the page. */
async function jumpToStart(page: Page) {
  for (let step = 0; step < 60; step++) {
    const isThere = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') === 'More actions',
    )
    await page.keyboard.press('Shift+Tab')
    if (isThere) return
  }
}

test('a support call by touch alone', async ({ browser, company }) => {
  const word = ownWord()
  const [subject, comment] = [`Broken jars ${word}`, `Asked for a photo ${word}`]
  const { page, context } = await atTablet(browser, company.url, email)

  await tap(page.getByRole('button', { name: /^Search or jump to/ }))
  await page.getByRole('dialog').getByRole('textbox').first().fill(asTyped)
  await tap(page.locator('[data-action]').filter({ hasText: customer }))
  await heading(page, customer)
  await tap(page.getByRole('link', { name: 'New case' }))
  await heading(page, 'New case')
  await tap(page.getByRole('textbox', { name: 'Subject' }))
  await page.keyboard.insertText(subject)
  await tap(page.getByRole('button', { name: 'Save', exact: true }))
  await heading(page, subject)

  await tap(page.getByRole('textbox', { name: 'Comment' }))
  await page.keyboard.insertText(comment)
  await tap(page.getByRole('button', { name: 'Add comment' }))
  await expect(page.getByRole('listitem').filter({ hasText: comment })).toBeVisible(patient)
  await tap(page.getByRole('button', { name: 'More actions' }))
  await tap(page.getByRole('menuitem', { name: 'Wait for the customer' }))
  await expect(page.getByText('Waiting for customer').first()).toBeVisible(patient)

  await tap(page.getByRole('main').getByRole('link', { name: customer, exact: true }))
  await heading(page, customer)
  await tap(page.getByRole('tab', { name: /^Orders/ }))
  await expect(page.getByRole('table', { name: 'Orders' }).getByRole('row').nth(1)).toBeVisible(patient)
  await expectNoLead(page)
  expect(await pointers(page)).toEqual(['touch'])
  await allSent(page)
  await expectAtOffice(company, subject, comment)
  await context.close()
})
