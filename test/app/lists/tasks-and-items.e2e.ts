/** Views of tasks and of order items: made from what is shown, opened by a colleague, changed by both. */
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { aDocument } from '../../support/a-document.ts'
import { openApp, signInToApp, startWebCompany } from '../../support/web-company.ts'
import type { WebCompany } from '../../support/web-company.ts'

test.describe.configure({ timeout: 90_000 })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
})
test.afterAll(async () => {
  await company.close()
})

const rows = (page: Page) => page.getByRole('table').locator('tbody tr[aria-rowindex]')

async function saveView(page: Page, name: string, share = false) {
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Save as view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  if (share) {
    await page.getByRole('combobox', { name: 'Who sees it' }).click()
    await page.getByRole('option', { name: 'Everyone in the company' }).click()
  }
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('button', { name: `View: ${name}` })).toBeVisible()
}

async function groupBy(page: Page, column: string) {
  await page.getByRole('button', { name: /^Arrange/ }).click()
  await page.getByRole('combobox', { name: 'Group by' }).fill(column)
  await page.getByRole('option', { name: column, exact: true }).click()
  await page.keyboard.press('Escape')
}

test('tasks of one kind and the items of orders become views; board and calendar stay', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Alfreds' })
  const task = (title: string, more: Record<string, unknown>) =>
    company.add('tasks', { title, status: 'open', ownerId: company.ann.id, customerId: customer.id, ...more })
  await task('Send the offer', { priority: 'urgent', dueDate: '2999-01-01' })
  await task('Call back', { priority: 'low', dueDate: '2999-01-02' })
  await task('Old promise', { priority: 'urgent', dueDate: '2020-01-01' })
  const { lines: _, ...order } = aDocument('orders')
  const line = {
    id: crypto.randomUUID(),
    productId: crypto.randomUUID(),
    unitPrice: 1_500,
    discount: 0,
    taxRate: 0,
  }
  await company.add('orders', {
    ...order,
    id: crypto.randomUUID(),
    customerId: customer.id,
    currency: 'JPY',
    lines: [
      { ...line, description: 'Chai', quantity: 1 },
      { ...line, id: crypto.randomUUID(), description: 'Chang', quantity: 20 },
    ],
  })
  const { page: ada, context } = await openApp(browser, company.url)
  const { page: ann, context: anns } = await openApp(browser, company.url)
  await Promise.all([signInToApp(ada, 'ada@test.example'), signInToApp(ann)])

  // Of the tasks that come, the urgent ones.
  await ada.goto('/#/tasks?show=upcoming')
  await expect(rows(ada)).toHaveCount(2)
  await ada.getByRole('combobox', { name: 'Priority' }).click()
  await ada.getByRole('option', { name: 'Urgent' }).click()
  await expect(rows(ada)).toHaveCount(1)
  await saveView(ada, 'Urgent next', true)
  await expect(rows(ada)).toHaveCount(1)
  await expect(ada.getByText('Send the offer')).toBeVisible()

  // A colleague has it, and the groups, the board and the calendar beside it.
  await ann.goto('/#/tasks')
  await ann.getByRole('button', { name: 'Views', exact: true }).click()
  await ann.getByRole('menuitem', { name: 'Urgent next' }).click()
  await expect(rows(ann)).toHaveCount(1)
  await expect(ann.getByRole('combobox', { name: 'Priority' })).toHaveValue(/Urgent/)
  await ann.getByText('Board', { exact: true }).click()
  await expect(ann.getByText('Old promise')).toBeVisible()
  await ann.getByText('Calendar', { exact: true }).click()
  await expect(ann.getByRole('button', { name: /overdue/i }).first()).toBeVisible()
  await ann.getByText('List', { exact: true }).click()
  await expect(rows(ann)).toHaveCount(1)
  await ann.getByText(/^Overdue/).click()
  await expect(ann.getByText('Old promise')).toBeVisible()
  await expect(ann.getByRole('button', { name: 'Views', exact: true })).toBeVisible()

  // Items: 3000 are yen here, and what is shown is asked for as it is typed.
  await ada.goto('/#/orders?show=items')
  await expect(rows(ada)).toHaveCount(2)
  await ada.getByRole('button', { name: 'Arrange', exact: true }).click()
  await ada.getByRole('button', { name: 'Add a condition' }).click()
  await ada.getByRole('combobox', { name: 'Column', exact: true }).fill('Total')
  await ada.getByRole('option', { name: 'Total', exact: true }).click()
  await ada.getByRole('combobox', { name: 'Test' }).click()
  await ada.getByRole('option', { name: 'is more than' }).click()
  await ada.getByRole('dialog').getByRole('textbox', { name: 'Value' }).fill('3000')
  await expect(rows(ada)).toHaveCount(1)
  await ada.keyboard.press('Escape')
  await saveView(ada, 'Large items')
  await ada.reload()
  await expect(ada.getByRole('button', { name: 'View: Large items' })).toBeVisible()
  await expect(rows(ada)).toHaveCount(1)
  await expect(ada.getByText('Chang')).toBeVisible()
  await ada.getByText('Orders', { exact: true }).last().click()
  await expect(ada.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  await Promise.all([context.close(), anns.close()])
})

test('who updates a view that a colleague changed meanwhile keeps both, or is asked', async ({ browser }) => {
  await company.add('leads', { name: 'Berg', ownerId: company.ann.id })
  const bea = await company.server.createUser({ role: 'admin', name: 'Bea Admin', email: 'bea@test.example' })
  const { page: first, context } = await openApp(browser, company.url)
  const { page: second, context: other } = await openApp(browser, company.url)
  await Promise.all([signInToApp(first, 'ada@test.example'), signInToApp(second, bea.email)])
  await first.goto('/#/leads')
  await expect(rows(first)).not.toHaveCount(0)
  await saveView(first, 'Pipeline', true)
  await second.goto(`/${new URL(first.url()).hash}`)
  await expect(second.getByRole('button', { name: 'View: Pipeline' })).toBeVisible()

  const update = async (page: Page) => {
    await page.getByRole('button', { name: 'View: Pipeline' }).click()
    await page.getByRole('menuitem', { name: 'Update Pipeline' }).click()
  }
  const sorted = (page: Page, name: string) =>
    page.getByRole('columnheader', { name }).getByRole('button').click()
  // Different parts: the groups of one, the order of the other.
  await groupBy(first, 'Source')
  await sorted(second, 'Name')
  await update(first)
  await expect(first.getByText('View Pipeline updated')).toBeVisible()
  const overtaken = second.getByText('changed by you and a colleague')
  await expect(overtaken).toBeVisible()
  await update(second)
  await expect(second.getByText('View Pipeline updated')).toBeVisible()
  await expect(overtaken).toHaveCount(0)
  await expect(second.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(first.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  for (const page of [first, second]) await expect(page.getByText('Referral').first()).toBeVisible()

  // The same part in two ways: the second one is shown both, and keeps their own beside it.
  await sorted(first, 'Owner')
  await sorted(second, 'Status')
  await update(first)
  await expect(overtaken).toBeVisible()
  await update(second)
  const asked = second.getByRole('dialog', { name: 'Pipeline was changed meanwhile' })
  await expect(asked.getByText('Sorted by: Status (ascending)')).toBeVisible()
  await expect(asked.getByText('Sorted by: Owner (ascending)')).toBeVisible()
  await asked.getByRole('button', { name: 'Save mine as another view…' }).click()
  await second.getByRole('textbox', { name: 'Name' }).fill('My pipeline')
  await second.getByRole('button', { name: 'Save view' }).click()
  await expect(second.getByRole('button', { name: 'View: My pipeline' })).toBeVisible()
  await expect(second.getByRole('columnheader', { name: 'Status' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(first.getByRole('columnheader', { name: 'Owner' })).toHaveAttribute('aria-sort', 'ascending')
  await Promise.all([context.close(), other.close()])
})
