/** On a tablet, everything that can be touched is large enough for a finger, on every main screen. */
import { expect } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { localDocuments } from '../support/local-database.ts'
import { atTablet, test } from '../support/demo-people.ts'
import type { DemoCompany } from '../support/demo-people.ts'
import { smallTargets } from '../support/touch-targets.ts'

test.use({ trace: 'off' })
test.describe.configure({ timeout: 180_000 })

const fieldDensity = () =>
  localStorage.setItem('satchel.preferences', JSON.stringify({ state: { density: 'field' }, version: 0 }))

async function findSmall(
  { browser, company, email }: { browser: Browser; company: DemoCompany; email: string },
  paths: readonly string[],
  records: readonly (readonly [path: string, collection: 'customers' | 'leads' | 'orders' | 'products'])[],
): Promise<Record<string, string[]>> {
  const { page, context } = await atTablet(browser, company.url, email)
  await page.evaluate(fieldDensity)
  await page.reload()
  const small: Record<string, string[]> = {}
  const ofRecords: string[] = []
  for (const [path, collection] of records) {
    const [first] = await localDocuments(page, collection)
    if (first) ofRecords.push(`${path}/${first.id}`)
  }
  for (const path of [...paths, ...ofRecords]) {
    await page.goto(`/#${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    const found = await smallTargets(page)
    if (found.length > 0) small[path] = found
  }
  await context.close()
  return small
}

test('a representative can touch everything', async ({ browser, company }) => {
  const email = 'rep.north@demo.example'
  expect(
    await findSmall(
      { browser, company, email },
      [
        '/',
        '/customers',
        '/customers/new',
        '/leads',
        '/leads?as=board',
        '/orders',
        '/orders/new',
        '/interactions',
        '/tasks',
        '/cases',
        '/products',
        '/sales-reps',
        '/sync',
      ],
      [
        ['/customers', 'customers'],
        ['/leads', 'leads'],
        ['/orders', 'orders'],
        ['/products', 'products'],
      ],
    ),
  ).toEqual({})
})

test('an administrator can touch everything', async ({ browser, company }) => {
  const email = 'admin@demo.example'
  expect(
    await findSmall(
      { browser, company, email },
      [
        '/team',
        '/price-lists',
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
      ],
      [],
    ),
  ).toEqual({})
})
