/** Every screen: its address, and what is done there before the picture is taken. */
import type { Page } from '@playwright/test'
import { localDocuments } from '../support/local-database.ts'

export interface Place {
  /** Of the picture's file. */
  name: string
  /** Of the page, behind the #. */
  path: string
  /** Opens what the picture is of; a throw leaves the place out (there is nothing to open). */
  act?: (page: Page) => Promise<void>
}

const collections = {
  customers: 'customers',
  leads: 'leads',
  orders: 'orders',
  interactions: 'interactions',
  tasks: 'tasks',
  cases: 'cases',
  products: 'products',
  'price-lists': 'priceLists',
  'sales-reps': 'salesReps',
} as const

const button = (name: string | RegExp) => async (page: Page) =>
  page.getByRole('button', { name }).first().click({ timeout: 3_000 })
const press = (keys: string, words?: string) => async (page: Page) => {
  await page.keyboard.press(keys)
  if (words) await page.keyboard.type(words)
}

const fixed: Place[] = [
  { name: 'home', path: '/' },
  { name: 'palette', path: '/', act: press('Control+k', 'an') },
  { name: 'cheat-sheet', path: '/', act: press('?') },
  { name: 'leads-board', path: '/leads', act: tab('Board') },
  { name: 'tasks-board', path: '/tasks', act: tab('Board') },
  { name: 'tasks-calendar', path: '/tasks', act: tab('Calendar') },
  { name: 'customers-selected', path: '/customers', act: selectAll },
  { name: 'leads-arrange', path: '/leads', act: button(/^(Arrange|Filter and arrange)/) },
  { name: 'customers-nothing-found', path: '/customers', act: fill('Filter', 'zzzz') },
  { name: 'team', path: '/team' },
  { name: 'sync', path: '/sync' },
  { name: 'users', path: '/admin/users' },
  { name: 'import', path: '/admin/import' },
  { name: 'company', path: '/admin/company' },
  { name: 'inventory', path: '/admin/inventory' },
  { name: 'inventory-reorder', path: '/admin/inventory?view=reorder' },
  { name: 'inventory-movements', path: '/admin/inventory?view=movements' },
  { name: 'inventory-receive', path: '/admin/inventory/receive' },
  { name: 'inventory-count', path: '/admin/inventory/count' },
  { name: 'procedures', path: '/admin/procedures' },
  { name: 'procedures-calls', path: '/admin/procedures?view=calls' },
  { name: 'procedure-receive', path: '/admin/procedures/receive_stock' },
  { name: 'procedure-assign', path: '/admin/procedures/assign_leads' },
  { name: 'not-found', path: '/customers/no-such-customer' },
  { name: 'no-such-page', path: '/no-such-page' },
]

/** All places of this company; a page of a record only where there is one. */
export async function placesOf(page: Page): Promise<Place[]> {
  const ofRecords: Place[] = []
  for (const [path, collection] of Object.entries(collections)) {
    const documents = await localDocuments(page, collection)
    const id = documents[0]?.id
    ofRecords.push({ name: path, path: `/${path}` })
    if (path !== 'sales-reps') ofRecords.push({ name: `${path}-new`, path: `/${path}/new` })
    if (!id) continue
    ofRecords.push({ name: `${path}-one`, path: `/${path}/${id}` })
    ofRecords.push({ name: `${path}-edit`, path: `/${path}/${id}/edit` })
    const inState = (...states: string[]) =>
      documents.find(({ status }) => states.includes(String(status)))?.id
    const open = path === 'leads' ? inState('qualified', 'proposal') : undefined
    if (open)
      ofRecords.push({ name: 'leads-convert', path: `/leads/${open}`, act: fromMenu('Make a customer') })
    if (path === 'customers')
      ofRecords.push({ name: 'customers-merge', path: `/customers/${id}`, act: fromMenu(/^Merge/) })
    if (path !== 'orders') continue
    const [sent, owing] = [inState('fulfilled'), inState('confirmed', 'backordered')]
    if (sent) ofRecords.push({ name: 'orders-return', path: `/orders/${sent}/return` })
    if (owing) ofRecords.push({ name: 'orders-send', path: `/orders/${owing}/send` })
  }
  // The last ones: a preview stays open for all lists.
  const previews = Object.keys(collections).map((path) => ({
    name: `preview-${path}`,
    path: `/${path}`,
    act: preview,
  }))
  return [...fixed, ...ofRecords, ...previews]
}

function fromMenu(name: string | RegExp) {
  return async (page: Page) => {
    await page.getByRole('button', { name: 'More actions' }).click({ timeout: 3_000 })
    await page.getByRole('menuitem', { name }).click({ timeout: 3_000 })
  }
}

function tab(name: string) {
  return async (page: Page) => page.getByText(name, { exact: true }).first().click({ timeout: 3_000 })
}

function fill(placeholder: string, words: string) {
  return async (page: Page) => page.getByPlaceholder(placeholder).first().fill(words, { timeout: 3_000 })
}

async function preview(page: Page) {
  if (await page.getByRole('complementary', { name: 'Preview' }).isVisible()) return
  await page.locator('tbody [data-row-main]').first().focus({ timeout: 3_000 })
  await page.keyboard.press('Space')
}

async function selectAll(page: Page) {
  await page.locator('thead input[type=checkbox]').first().click({ timeout: 3_000 })
}
