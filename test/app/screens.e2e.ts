/** Every screen, in both themes, without a serious finding of axe; as an administrator of the demo company. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { localDocuments } from '../support/local-database.ts'
import { startServerProcess } from '../support/server-process.ts'
import type { ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
test.beforeAll(async () => {
  server = await startServerProcess({ dataFolder: test.info().outputPath('data'), demo: true })
})
test.afterAll(async () => {
  await server.stop()
})

const lists = [
  'customers',
  'leads',
  'orders',
  'interactions',
  'tasks',
  'cases',
  'products',
  'price-lists',
  'sales-reps',
]
const withForm = lists.filter((name) => name !== 'sales-reps')
const collectionOf = (path: string) =>
  path.replace(/-(.)/, (_, letter: string) => letter.toUpperCase()) as 'customers'

/** Pages shift while they load; what is judged is what a person ends up with. */
async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForTimeout(300)
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`every screen is accessible in the ${colorScheme} theme`, async ({ browser }) => {
    test.setTimeout(400_000)
    const context = await browser.newContext({ baseURL: server.url, colorScheme })
    const page = await context.newPage()
    const findings: string[] = []
    const judge = async (place: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          findings.push(`${place}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }

    await page.goto('/')
    await expect(page.getByLabel('Email')).toBeVisible()
    await judge('sign-in')
    await page.getByLabel('Email').fill('admin@demo.example')
    await page.getByLabel('Password', { exact: true }).fill('satchel-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('link', { name: /^All sent/ })).toBeVisible({ timeout: 30_000 })

    const ids = new Map<string, string>()
    for (const name of lists) ids.set(name, (await localDocuments(page, collectionOf(name)))[0]?.id ?? '')
    await expect
      .poll(async () => (await localDocuments(page, 'orders')).map(({ status }) => status), {
        timeout: 30_000,
      })
      .toEqual(expect.arrayContaining(['fulfilled', 'backordered']))
    const orders = await localDocuments(page, 'orders')
    const sent = orders.find(({ status }) => status === 'fulfilled')?.id
    const owing = orders.find(({ status }) => status === 'confirmed' || status === 'backordered')?.id
    const places = [
      '/',
      '/sync',
      '/team',
      '/admin/users',
      '/admin/import',
      '/admin/company',
      '/admin/inventory',
      '/admin/inventory?view=reorder',
      '/admin/inventory?view=movements',
      '/admin/inventory/receive',
      '/admin/inventory/count',
      '/admin/procedures',
      '/admin/procedures?view=calls',
      '/admin/procedures/receive_stock',
      '/admin/procedures/assign_leads',
      '/customers/no-such-customer',
      ...lists.map((name) => `/${name}`),
      ...lists.map((name) => `/${name}/${ids.get(name)}`),
      ...withForm.map((name) => `/${name}/new`),
      `/orders/${sent}/return`,
      `/orders/${owing}/send`,
    ]
    for (const place of places) {
      await page.goto(`/#${place}`)
      await settled(page)
      await judge(place)
    }
    expect(findings).toEqual([])
    await context.close()
  })
