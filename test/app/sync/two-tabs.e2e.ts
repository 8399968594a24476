/** One person in several tabs of one browser: one of them talks to the server, and any of them may go. */
import { expect, test } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { editField, indicator, openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

// Several browsers at once, on whatever machine the tests run.
test.describe.configure({ timeout: 120_000 })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
})
test.afterAll(async () => {
  await company.close()
})

/** Every state of a record that any tab has sent and got an answer for, as text. */
function sentOf(context: BrowserContext): string[] {
  const sent: string[] = []
  context.on('requestfinished', (request) => {
    if (!request.url().endsWith('/push')) return
    const { rows } = request.postDataJSON() as { rows: { newDocumentState: object }[] }
    sent.push(...rows.map(({ newDocumentState }) => JSON.stringify(newDocumentState)))
  })
  return sent
}

async function anotherTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/')
  await expect(indicator(page)).toContainText('All sent')
  return page
}

test('[P5] [D4] two tabs of one person edit, the leading one goes, the other sends, and nothing is sent twice', async ({
  browser,
}) => {
  const customers = await Promise.all(
    ['Alpine Ltd', 'Bellows Ltd', 'Cask Ltd'].map((name) => company.add('customers', { name })),
  )
  const [alpine, bellows, cask] = customers.map(({ id }) => `/customers/${id}`)
  const { context, page: first } = await openApp(browser, company.url)
  await signInToApp(first)
  const second = await anotherTab(context)
  const sent = sentOf(context)
  const phoneOf = async (index: number) =>
    (await company.stored('customers', customers[index]?.id ?? ''))?.['phone']

  // Both write at the same time, and each shows what the other wrote.
  await Promise.all([
    editField(first, { at: alpine ?? '', label: 'Phone', value: '111' }),
    editField(second, { at: bellows ?? '', label: 'Phone', value: '222' }),
  ])
  await expect.poll(() => phoneOf(0)).toBe('111')
  await expect.poll(() => phoneOf(1)).toBe('222')
  await first.goto(`/#${bellows}`)
  await second.goto(`/#${alpine}`)
  await expect(first.getByText('222')).toBeVisible()
  await expect(second.getByText('111')).toBeVisible()

  // Without a network both know what waits; then the tab that leads goes.
  await context.setOffline(true)
  await editField(first, { at: alpine ?? '', label: 'Phone', value: '333' })
  await editField(second, { at: cask ?? '', label: 'Phone', value: '444' })
  for (const page of [first, second]) await expect(indicator(page)).toContainText('2 waiting')
  await first.close()
  await context.setOffline(false)
  await expect(indicator(second)).toContainText('All sent', { timeout: 30_000 })
  expect([await phoneOf(0), await phoneOf(2)]).toEqual(['333', '444'])

  // What happens at the office still arrives, in a new tab too.
  const third = await anotherTab(context)
  await company.change('customers', customers[1]?.id ?? '', { phone: '555' })
  for (const page of [second, third]) {
    await page.goto(`/#${bellows}`)
    await expect(page.getByText('555')).toBeVisible()
  }
  expect(sent.length).toBe(4)
  expect(new Set(sent).size).toBe(4)
  await context.close()
})

test('[D5] signing out in one tab signs out all, and leaves nothing in the browser', async ({ browser }) => {
  await company.add('customers', { name: 'Drift Ltd' })
  const { context, page: first } = await openApp(browser, company.url)
  await signInToApp(first)
  const second = await anotherTab(context)
  await second.goto('/#/customers')
  await expect(second.getByText('Drift Ltd')).toBeVisible()

  await first.getByRole('button', { name: /Ann Rep/ }).click()
  await first.getByRole('menuitem', { name: 'Sign out' }).click()
  await first.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  for (const page of [first, second])
    await expect(page.getByRole('heading', { name: 'Sign in to Satchel' })).toBeVisible()
  const left = () =>
    first.evaluate(async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name),
      session: localStorage.getItem('satchel-session')?.includes('refreshToken') ?? false,
    }))
  await expect.poll(left).toEqual({ databases: [], session: false })
  await expect(second.getByText('Drift Ltd')).toHaveCount(0)
  await context.close()
})
