/**
 * A manager's Monday: what is overdue goes to somebody who has time, leads that nobody has are handed out, what
 * has to be bought is looked at, and what was decided stands in the audit. Once by keyboard and once by touch.
 */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import {
  allSent,
  arrowTo,
  atLaptop,
  atTablet,
  dayIn,
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

test.describe.configure({ timeout: 180_000 })

const email = 'admin@demo.example'

async function aMonday({ url, add, rep, admin }: DemoCompany) {
  const word = ownWord()
  const teamId = rep.user.teamIds[0]
  const task = await add('tasks', {
    title: `Visit ${word}`,
    ownerId: rep.user.id,
    teamId,
    dueDate: dayIn(-3),
  })
  const leads = [
    await add('leads', { name: `Ines ${word}`, company: undefined, teamId }),
    await add('leads', { name: `Jonas ${word}`, company: undefined, teamId }),
  ]
  const colleagues = await admin.everything('salesReps')
  const other = colleagues.find((one) => one['email'] === 'lead.north@demo.example')
  if (!other) throw new Error(`nobody leads the north at ${url}`)
  return { word, task, leads, other: { id: other.id, name: String(other['name']) } }
}

type Monday = Awaited<ReturnType<typeof aMonday>>

/** The office has the task with the other colleague and each lead with somebody. */
async function expectDecided(company: DemoCompany, { task, leads, other }: Monday) {
  await expect.poll(async () => (await company.stored('tasks', task.id))?.['ownerId'], patient).toBe(other.id)
  for (const { id } of leads)
    await expect
      .poll(async () => (await company.stored('leads', id))?.['ownerId'], patient)
      .toEqual(expect.any(String))
}

const rows = (page: Page, table: string) =>
  page.getByRole('table', { name: table, exact: true }).getByRole('row')

/** Before a list is shown, its letters would be keys of the page. */
async function filterBy(page: Page, table: string, word: string) {
  await expect(rows(page, table).nth(1)).toBeVisible(patient)
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('main').getByRole('textbox').first()).toBeFocused(patient)
  await page.keyboard.type(word)
}

test('a Monday by keyboard alone', async ({ browser, company }) => {
  const monday = await aMonday(company)
  const { word, other } = monday
  const { page, context } = await atLaptop(browser, company.url, email)

  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await heading(page, 'Tasks')
  await expect(page.getByRole('radio', { name: /^Overdue/ })).toBeChecked(patient)
  await filterBy(page, 'Tasks, overdue', word)
  await expect(rows(page, 'Tasks, overdue').filter({ hasText: `Visit ${word}` })).toHaveCount(1, patient)
  await tabTo(page, new RegExp(`^Visit ${word}$`))
  await page.keyboard.press('Enter')
  await heading(page, `Visit ${word}`)
  await page.keyboard.press('e')
  await heading(page, 'Edit task')
  await tabTo(page, /^Assigned to/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(other.name)
  await expect(page.getByRole('option')).toHaveText([other.name], patient)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').locator('input').and(page.getByLabel('Assigned to'))).toHaveValue(
    other.name,
    patient,
  )
  await page.keyboard.press('Control+Enter')
  await heading(page, `Visit ${word}`)

  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await heading(page, 'Leads')
  await filterBy(page, 'Leads', word)
  await expect(rows(page, 'Leads').filter({ hasText: word })).toHaveCount(2, patient)
  await tabTo(page, new RegExp(`^(Ines|Jonas) ${word}$`))
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await tabTo(page, /^Assign$/)
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Assign leads' })
  await expect(drawer).toBeVisible(patient)
  await tabTo(page, /^By territory/)
  await arrowTo(page, /^In turn/, 'ArrowDown')
  await expect(drawer.getByText('Every lead gets an owner.')).toBeVisible(patient)
  await tabTo(page, /^Assign leads$/)
  await page.keyboard.press('Enter')
  await expect(drawer.getByRole('button', { name: 'Assign leads' })).toHaveCount(0, patient)
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0, patient)

  await jump(page, 'Inventory', 'Inventory')
  await heading(page, 'Inventory')
  await tabTo(page, /^Stock$/)
  await arrowTo(page, /^Reorder$/)
  await expect(rows(page, 'Reorder list').nth(1)).toBeVisible(patient)

  await jump(page, 'Procedures', 'Procedures')
  await heading(page, 'Procedures')
  await tabTo(page, /^Procedures$/)
  await arrowTo(page, /^Calls$/)
  await heading(page, 'Procedure calls')
  await expect(rows(page, 'Calls').filter({ hasText: 'Assign leads' }).first()).toBeVisible(patient)
  expect(await pointers(page)).toEqual([])
  await allSent(page)
  await expectDecided(company, monday)
  await context.close()
})

test('a Monday by touch alone', async ({ browser, company }) => {
  const monday = await aMonday(company)
  const { word, other } = monday
  const { page, context } = await atTablet(browser, company.url, email)
  const go = (name: string) => tap(page.getByRole('navigation').getByRole('link', { name, exact: true }))

  await go('Tasks')
  await heading(page, 'Tasks')
  await expect(page.getByRole('radio', { name: /^Overdue/ })).toBeChecked(patient)
  await tap(page.getByRole('textbox', { name: 'Filter tasks, overdue' }))
  await page.keyboard.insertText(word)
  await tap(page.getByRole('link', { name: `Visit ${word}` }))
  await heading(page, `Visit ${word}`)
  await tap(page.getByRole('link', { name: 'Edit', exact: true }))
  await heading(page, 'Edit task')
  const owner = page.getByRole('main').locator('input').and(page.getByLabel('Assigned to'))
  await tap(owner)
  await owner.fill(other.name)
  await tap(page.getByRole('option', { name: other.name, exact: true }))
  await tap(page.getByRole('button', { name: 'Save', exact: true }))
  await heading(page, `Visit ${word}`)

  await go('Leads')
  await heading(page, 'Leads')
  await tap(page.getByRole('textbox', { name: 'Filter leads' }))
  await page.keyboard.insertText(word)
  await expect(rows(page, 'Leads').filter({ hasText: word })).toHaveCount(2, patient)
  for (const name of ['Ines', 'Jonas'])
    await tap(page.getByRole('checkbox', { name: new RegExp(`^Select ${name} ${word}`) }))
  await tap(page.getByRole('button', { name: 'Assign', exact: true }))
  const drawer = page.getByRole('dialog', { name: 'Assign leads' })
  await tap(drawer.getByRole('radio', { name: 'In turn' }))
  await expect(drawer.getByText('Every lead gets an owner.')).toBeVisible(patient)
  await tap(drawer.getByRole('button', { name: 'Assign leads' }))
  await expect(drawer.getByRole('button', { name: 'Assign leads' })).toHaveCount(0, patient)
  await tap(drawer.getByRole('button', { name: /Close|Done/ }).first())
  await expect(drawer).toHaveCount(0, patient)

  await go('Inventory')
  await tap(page.getByText('Reorder', { exact: true }))
  await expect(rows(page, 'Reorder list').nth(1)).toBeVisible(patient)
  await go('Procedures')
  await tap(page.getByRole('radiogroup', { name: 'Procedures or their calls' }).getByText('Calls'))
  await expect(rows(page, 'Calls').filter({ hasText: 'Assign leads' }).first()).toBeVisible(patient)
  expect(await pointers(page)).toEqual(['touch'])
  await allSent(page)
  await expectDecided(company, monday)
  await context.close()
})
