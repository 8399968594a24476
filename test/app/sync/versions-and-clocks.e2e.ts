/** An app that is too old for its server or too new, and a device whose clock is a year off: work goes on. */
import { withLongTests } from '../../support/long-tests.ts'
import { expect, test } from '@playwright/test'
import type { BrowserContext } from '@playwright/test'
import { protocolHeader } from '../../../shared/sync/protocol.ts'
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

const api = '**/api/v1/**'
/** From now on the app is of this version. */
const isOfVersion = (context: BrowserContext, version: number) =>
  context.route(api, (route) =>
    route.continue({ headers: { ...route.request().headers(), [protocolHeader]: String(version) } }),
  )

test('an app that is too old says so, goes on without the server, and sends everything after the update', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Fern Paper' })
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await isOfVersion(context, 0)
  await editField(page, { at: `/customers/${customer.id}`, label: 'Phone', value: '4711' })
  const notice = page.getByText('This version of Satchel is too old')
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await expect(indicator(page)).toContainText('1 waiting')
  await page.reload()
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await editField(page, { at: `/customers/${customer.id}`, label: 'Fax', value: '4712' })
  expect((await company.stored('customers', customer.id))?.['fax']).toBeUndefined()

  await context.unroute(api)
  await page.reload()
  await expect(indicator(page)).toContainText('All sent', { timeout: 20_000 })
  await expect(notice).toHaveCount(0)
  expect(await company.stored('customers', customer.id)).toMatchObject({ phone: '4711', fax: '4712' })
  await context.close()
})

test('an app that is newer than its server is served', async ({ browser }) => {
  const customer = await company.add('customers', { name: 'Gorse Paper' })
  const { context, page } = await openApp(browser, company.url, (opened) => isOfVersion(opened, 2))
  await signInToApp(page)
  await editField(page, { at: `/customers/${customer.id}`, label: 'Phone', value: '4711' })
  await expect.poll(async () => (await company.stored('customers', customer.id))?.['phone']).toBe('4711')
  await context.close()
})

test('a server that is too old for the app is told of, nothing is lost, and all goes on when it is updated', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Hazel Paper' })
  const { context, page } = await openApp(browser, company.url)
  await signInToApp(page)
  await context.route(/\/api\/v1\/(session\/refresh|setup)$/, async (route) => {
    // The page may be loaded anew while the server answers.
    const answer = await route.fetch().catch(() => undefined)
    const json = answer && { ...((await answer.json()) as object), protocol: 0 }
    if (answer) await route.fulfill({ response: answer, json }).catch(() => undefined)
  })
  await page.reload()
  const notice = page.getByText(/server is older than this version of Satchel/)
  await expect(notice.first()).toBeVisible({ timeout: 20_000 })
  await editField(page, { at: `/customers/${customer.id}`, label: 'Phone', value: '4711' })
  await expect(indicator(page)).toContainText('1 waiting')

  await context.unrouteAll({ behavior: 'ignoreErrors' })
  await expect(indicator(page)).toContainText('All sent', { timeout: 30_000 })
  await expect(notice).toHaveCount(0)
  expect((await company.stored('customers', customer.id))?.['phone']).toBe('4711')
  await context.close()
})

const clocks = [
  ['ahead', 365],
  ['behind', -365],
] as const
for (const [title, days] of withLongTests ? clocks : [])
  test(`[C2] a device whose clock is a year ${title} works and comes to the same as all others`, async ({
    browser,
  }) => {
    const customer = await company.add('customers', { name: 'Iris Paper' })
    const clock = `{ const Real = Date; const ahead = ${days * 86_400_000}
      globalThis.Date = class extends Real {
        constructor(...given) { given.length === 0 ? super(Real.now() + ahead) : super(...given) }
        static now() { return Real.now() + ahead }
      } }`
    const [odd, usual] = [
      await openApp(browser, company.url, async (context) => {
        await context.addInitScript(clock)
        await context.route('**/assets/data-worker-*.js', async (route) => {
          const answer = await route.fetch()
          await route.fulfill({ response: answer, body: `${clock}\n${await answer.text()}` })
        })
      }),
      await openApp(browser, company.url),
    ]
    await signInToApp(odd.page)
    await signInToApp(usual.page)
    expect(await odd.page.evaluate(() => Math.abs(Date.now() - performance.timeOrigin) > 86_400_000)).toBe(
      true,
    )
    await editField(odd.page, { at: `/customers/${customer.id}`, label: 'Phone', value: '1111' })
    await expect.poll(async () => (await company.stored('customers', customer.id))?.['phone']).toBe('1111')
    await editField(usual.page, { at: `/customers/${customer.id}`, label: 'Phone', value: '2222' })
    for (const { page } of [odd, usual]) {
      await page.goto(`/#/customers/${customer.id}`)
      await expect(page.getByText('2222')).toBeVisible()
    }
    await odd.page.reload()
    await expect(odd.page.getByText('2222')).toBeVisible()
    await expect(indicator(odd.page)).toContainText('All sent')
    await Promise.all([odd.context.close(), usual.context.close()])
  })
