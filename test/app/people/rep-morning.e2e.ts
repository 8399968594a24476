/**
 * A representative's morning without a network: what is due, a call with a lead, its card moved on, a mistake
 * taken back; later the network returns and a colleague sees it. Once by keyboard alone and once by touch alone.
 */
import { expect } from '@playwright/test'
import {
  allSent,
  arrowTo,
  atLaptop,
  atTablet,
  chooseFromMenu,
  dayIn,
  goOffline,
  heading,
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

const email = 'rep.north@demo.example'

/** A weekly task that is long overdue, so it stands first at home, and a lead that is first on the board. */
async function aMorning({ add, rep }: DemoCompany) {
  const word = ownWord()
  const own = { ownerId: rep.user.id, teamId: rep.user.teamIds[0] }
  const title = `Weekly report ${word}`
  const task = await add('tasks', {
    ...own,
    title,
    dueDate: dayIn(-40),
    recurrence: 'FREQ=WEEKLY',
    priority: 'urgent',
  })
  const lead = await add('leads', {
    ...own,
    name: `Mila ${word}`,
    company: undefined,
    status: 'new',
    expectedClose: dayIn(-30),
  })
  return { word, title, task, lead, name: `Mila ${word}` }
}

test('a morning offline by keyboard alone', async ({ browser, company }) => {
  const { word, title, lead, name } = await aMorning(company)
  const { page, context } = await atLaptop(browser, company.url, email)
  const column = (stage: string) => page.getByRole('region', { name: stage, exact: true })

  await heading(page, 'Today')
  await expect(page.getByRole('main').getByRole('link', { name: title })).toBeVisible(patient)
  await goOffline({ context, page })

  // The keys are written down, and the list closes.
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const does of ['Undo the last change', 'Move a card to another column', 'Leads'])
    await expect(sheet.getByText(does, { exact: true })).toBeVisible(patient)
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0, patient)

  // What comes every week is done, and stands in the list again.
  await tabTo(page, new RegExp(`^Complete ${title}$`))
  await page.keyboard.press('Space')
  await expect(page.getByText(`${title}: done, next on`)).toBeVisible(patient)
  await expect
    .poll(
      async () =>
        (await localDocuments(page, 'tasks'))
          .filter((one) => one['title'] === title)
          .map((one) => one['status']),
      patient,
    )
    .toEqual(expect.arrayContaining(['done', 'open']))

  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await heading(page, 'Leads')
  await tabTo(page, /^List$/)
  await arrowTo(page, /^Board$/)
  await expect(column('New').getByRole('link', { name })).toBeVisible(patient)

  // The call is logged from the card, and the focus comes back to it.
  await tabTo(page, new RegExp(`^Actions for ${name}$`))
  await chooseFromMenu(page, 'Log a contact')
  const drawer = page.getByRole('dialog', { name: `Log a contact with ${name}` })
  await expect(drawer).toBeVisible(patient)
  await tabTo(page, /^What happened$/)
  await page.keyboard.type(`Wants a sample of ${word}`)
  await page.keyboard.press('Control+Enter')
  await expect(drawer).toHaveCount(0, patient)
  await expect(page.getByRole('button', { name: `Actions for ${name}` })).toBeFocused(patient)

  // Moved on twice without losing the card, and the second time was one too many.
  await page.keyboard.press('Shift+Tab')
  const card = (stage: string) => column(stage).getByRole('link', { name })
  while (!(await card('New').evaluate((link) => link === document.activeElement)))
    await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(card('Contacted')).toBeFocused(patient)
  await page.keyboard.press('Alt+ArrowRight')
  await expect(card('Qualified')).toBeFocused(patient)
  await page.keyboard.press('Control+z')
  await expect(card('Contacted')).toBeVisible(patient)
  expect(await pointers(page)).toEqual([])

  await context.setOffline(false)
  await allSent(page)
  await context.close()

  const colleague = await atLaptop(browser, company.url, 'lead.north@demo.example')
  await colleague.page.goto(`/#/leads/${lead.id}`)
  await heading(colleague.page, name)
  const main = colleague.page.getByRole('main')
  await expect(main.getByText('Contacted').first()).toBeVisible(patient)
  await expect(main.getByText(`Wants a sample of ${word}`).first()).toBeVisible(patient)
  await colleague.context.close()
})

test('a morning offline by touch alone', async ({ browser, company }) => {
  const { word, title, task, lead, name } = await aMorning(company)
  const { page, context } = await atTablet(browser, company.url, email)
  const column = (stage: string) => page.getByRole('region', { name: stage, exact: true })
  const move = async (from: string, to: string) => {
    await tap(column(from).getByRole('button', { name: `Actions for ${name}` }))
    await tap(page.getByRole('menuitem', { name: to, exact: true }))
    await expect(column(to).getByRole('link', { name })).toBeVisible(patient)
  }

  await heading(page, 'Today')
  await expect(page.getByRole('main').getByRole('link', { name: title })).toBeVisible(patient)
  await goOffline({ context, page })
  await tap(page.getByRole('checkbox', { name: `Complete ${title}` }))
  await expect(page.getByText(`${title}: done, next on`)).toBeVisible(patient)

  await tap(page.getByRole('navigation').getByRole('link', { name: 'Leads', exact: true }))
  await tap(page.getByText('Board', { exact: true }))
  await tap(column('New').getByRole('button', { name: `Actions for ${name}` }))
  await tap(page.getByRole('menuitem', { name: 'Log a contact' }))
  const drawer = page.getByRole('dialog', { name: `Log a contact with ${name}` })
  await tap(drawer.getByLabel('What happened'))
  await page.keyboard.insertText(`Wants a sample of ${word}`)
  await tap(drawer.getByRole('button', { name: 'Log call' }))
  await expect(drawer).toHaveCount(0, patient)

  await move('New', 'Contacted')
  await move('Contacted', 'Qualified')
  await tap(
    page
      .getByRole('alert')
      .filter({ hasText: `${name}: Qualified` })
      .getByRole('button', { name: 'Undo' }),
  )
  await expect(column('Contacted').getByRole('link', { name })).toBeVisible(patient)
  expect(await pointers(page)).toEqual(['touch'])

  await context.setOffline(false)
  await allSent(page)
  expect(await company.stored('leads', lead.id)).toMatchObject({ status: 'contacted' })
  expect(await company.stored('tasks', task.id)).toMatchObject({ status: 'done' })
  const said = (await company.admin.everything('interactions')).filter((one) => one['leadId'] === lead.id)
  expect(said).toMatchObject([{ notes: `Wants a sample of ${word}`, ownerId: company.rep.user.id }])
  await context.close()
})
