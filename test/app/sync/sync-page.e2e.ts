/** The Sync page: every kind of record and its state, what waits, what is to be decided, and the repair. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { WireDocument } from '../../../shared/sync/protocol.ts'
import { localDocuments } from '../../support/local-database.ts'
import { editField, indicator, openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
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

const card = (page: Page, name: string | RegExp) => page.getByRole('article', { name })
const phoneAtOffice = async (id: string) => (await company.stored('customers', id))?.['phone']

async function isAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
}

/** Reached by the tab key alone, then pressed. */
async function pressByKeyboard(page: Page, button: Locator) {
  await expect(button).toBeVisible()
  for (let steps = 0; steps < 80; steps++) {
    if (await button.evaluate((element) => element === document.activeElement))
      return page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
  }
  throw new Error('the button cannot be reached by the tab key')
}

test('[D7] a waiting change shows what it was and becomes, is given up and taken back by keyboard', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Larch Tools', phone: '1000' })
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto('/#/sync')
  const states = page.getByRole('table', { name: 'Records on this device' })
  await expect(states.getByRole('row')).toHaveCount(collectionNames.length + 1)
  await expect(states.getByRole('row', { name: /^Customers/ })).toContainText(
    /Customers\s*1\s*0\s*(now|just|[0-9])/i,
  )
  await expect(page.getByText('Storage used')).toBeVisible()
  await isAccessible(page)

  await page.goto(`/#/customers/${customer.id}/edit`)
  await expect(page.getByRole('textbox', { name: 'Phone' })).toBeVisible()
  await context.setOffline(true)
  await editField(page, { at: `/customers/${customer.id}`, label: 'Phone', value: '2000' })
  await page.goto('/#/sync')
  const waiting = card(page, /Larch Tools/)
  await expect(waiting.getByRole('row', { name: /Phone/ })).toContainText(/2000\s*1000/)
  await expect(states.getByRole('row', { name: /^Customers/ })).toContainText(/1\s*1/)
  await isAccessible(page)

  await pressByKeyboard(page, waiting.getByRole('button', { name: /Discard/ }))
  await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Discard' }))
  await expect(waiting).toHaveCount(0)
  expect((await localDocuments(page, 'customers'))[0]?.['phone']).toBe('1000')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(waiting.getByRole('row', { name: /Phone/ })).toContainText(/2000\s*1000/)
  await context.setOffline(false)
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  expect(await phoneAtOffice(customer.id)).toBe('2000')
  await context.close()
})

test('[C2] [D2] clashes are decided either way; refused edits are copied, tried again and discarded', async ({
  browser,
}) => {
  const names = ['Maple One', 'Maple Two', 'Oak Refused', 'Oak Dropped']
  const made: WireDocument[] = []
  for (const name of names) made.push(await company.add('customers', { name, phone: '1000' }))
  const idOf = (index: number) => made[index]?.id ?? ''
  const { context, page } = await openApp(browser, company.url, (opened) =>
    opened.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: company.url }),
  )
  await signInToApp(page)
  await page.goto(`/#/customers/${idOf(0)}/edit`)
  await expect(page.getByRole('textbox', { name: 'Phone' })).toBeVisible()
  await context.setOffline(true)
  for (const index of made.keys())
    await editField(page, { at: `/customers/${idOf(index)}`, label: 'Phone', value: `200${index}` })
  for (const index of [0, 1]) await company.change('customers', idOf(index), { phone: '3000' })
  // The office does not take what has been typed there for a while.
  const refuse = (fields: object) => ({
    error: { code: 'INVALID_DOCUMENT', message: 'Not today.', ...fields },
  })
  await context.route('**/sync/customers/push', async (route) => {
    const { rows } = route.request().postDataJSON() as { rows: { newDocumentState: { id: string } }[] }
    const mine = rows.filter(({ newDocumentState: { id } }) => id === idOf(2) || id === idOf(3))
    if (mine.length === 0) return route.continue()
    const others = rows.filter((row) => !mine.includes(row))
    const answer = await route.fetch({ postData: JSON.stringify({ rows: others }) })
    const { results } = (await answer.json()) as { results: { id: string }[] }
    const all = rows.map(
      ({ newDocumentState: { id } }) =>
        results.find((result) => result.id === id) ?? { id, outcome: 'rejected', ...refuse({}) },
    )
    return route.fulfill({ response: answer, json: { results: all } })
  })
  await context.setOffline(false)
  await expect(indicator(page)).toContainText('2 to decide', { timeout: 20_000 })
  await expect(indicator(page)).toContainText('2 refused')
  await context.unroute('**/sync/customers/push')
  await page.goto('/#/sync')
  await expect(card(page, 'Maple One').getByRole('row', { name: /Phone/ })).toContainText(
    /2000\s*3000\s*1000/,
  )
  await isAccessible(page)

  await pressByKeyboard(page, card(page, 'Maple One').getByRole('button', { name: 'Keep mine' }))
  await expect(card(page, 'Maple One')).toHaveCount(0)
  await card(page, 'Maple Two').getByRole('button', { name: 'Take theirs' }).click()
  await expect(card(page, 'Maple Two')).toHaveCount(0)
  await expect.poll(() => phoneAtOffice(idOf(0))).toBe('2000')
  expect(await phoneAtOffice(idOf(1))).toBe('3000')

  const refused = card(page, 'Oak Refused')
  await refused.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('2002')
  await refused.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => phoneAtOffice(idOf(2))).toBe('2002')
  await card(page, 'Oak Dropped').getByRole('button', { name: 'Discard mine' }).click()
  await expect(card(page, 'Oak Dropped')).toHaveCount(0)
  await expect(indicator(page)).toContainText('All sent')
  expect(await phoneAtOffice(idOf(3))).toBe('1000')
  await context.close()
})

test('[R1] [R2] check and repair heals a database that was tampered with, and keeps what waits', async ({
  browser,
}) => {
  const made: WireDocument[] = []
  for (const name of ['Pine Kept', 'Pine Altered', 'Pine Missing'])
    made.push(await company.add('customers', { name }))
  const [kept, altered, missing] = made.map(({ id }) => id)
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.goto('/#/sync')
  await page.evaluate(
    async ([toAlter, toRemove]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
        })
      const found = (await indexedDB.databases()).find(({ name }) => name?.endsWith('--customers'))
      const database = await done(indexedDB.open(found?.name ?? ''))
      const rows = database.transaction('docs', 'readwrite').objectStore('docs')
      const row = (await done(rows.get(toAlter ?? ''))) as Record<string, unknown>
      await done(rows.put({ ...row, phone: '6666', revision: '1-forged' }))
      await done(rows.delete(toRemove ?? ''))
      database.close()
    },
    [altered, missing],
  )
  // A change that cannot be sent while the repair runs.
  await context.route('**/sync/customers/push', (route) => route.abort())
  await editField(page, { at: `/customers/${kept}`, label: 'Phone', value: '4711' })
  await expect(indicator(page)).toContainText('1 waiting')
  await context.unroute('**/sync/customers/push')
  await page.goto('/#/sync')
  await pressByKeyboard(page, page.getByRole('button', { name: 'Check and repair' }))
  await expect(page.getByRole('table', { name: 'What the check found' }).getByRole('row')).toHaveCount(
    collectionNames.length,
    { timeout: 40_000 },
  )
  const phones = async () =>
    Object.fromEntries((await localDocuments(page, 'customers')).map(({ id, phone }) => [id, phone]))
  await expect
    .poll(phones, { timeout: 20_000 })
    .toEqual({ [kept ?? '']: '4711', [altered ?? '']: '030-0074321', [missing ?? '']: '030-0074321' })
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  expect(await phoneAtOffice(kept ?? '')).toBe('4711')
  await isAccessible(page)
  await context.close()
})
