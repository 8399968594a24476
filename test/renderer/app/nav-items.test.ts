import { expect, it } from 'vitest'
import { adminItems, workItems } from '../../../renderer/app/nav-items.ts'

const labels = (items: readonly { label: string }[]) => items.map((item) => item.label)

it('support, who may see no lead, has no way to the leads', () => {
  expect(labels(workItems('support'))).not.toContain('Leads')
  expect(labels(workItems('sales_rep'))).toContain('Leads')
})

it('administration is for administrators', () => {
  expect(labels(adminItems('admin'))).toEqual([
    'Inventory',
    'Price lists',
    'Company',
    'Users',
    'Import',
    'Procedures',
  ])
  expect(adminItems('sales_rep')).toEqual([])
  expect(adminItems('support')).toEqual([])
})
