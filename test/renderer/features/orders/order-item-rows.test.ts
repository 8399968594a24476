import { expect, test } from 'vitest'
import type { Order } from '../../../../shared/entities/order.ts'
import { orderItemRows } from '../../../../renderer/features/orders/order-item-rows.ts'
import { totalOf } from '../../../../renderer/features/orders/order-totals-of.ts'

const at = '2026-05-03T10:00:00.000Z'
const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`
const anOrder: Order = {
  id: uuid(1),
  createdAt: at,
  updatedAt: at,
  provisionalNumber: 'AB-260503-7K4FQ',
  customerId: uuid(2),
  ownerId: uuid(3),
  status: 'draft',
  orderDate: '2026-05-03',
  currency: 'USD',
  freight: 100,
  lines: [
    {
      id: uuid(5),
      productId: uuid(6),
      description: 'Chai',
      quantity: 3,
      unitPrice: 1800,
      discount: 1000,
      taxRate: 700,
    },
    {
      id: uuid(7),
      productId: uuid(8),
      description: 'Chang',
      quantity: 1,
      unitPrice: 1900,
      discount: 0,
      taxRate: 0,
    },
  ],
}
const names = new Map([[uuid(2), 'Hanari Carnes']])
const nameOf = (id: string) => names.get(id)

test('the total of an order is its goods, freight and tax', () => {
  expect(totalOf(anOrder)).toBe(7200)
})

test('order items are rows of their own, and their totals are the goods of the order', () => {
  const rows = orderItemRows([anOrder], nameOf)
  expect(rows.map(({ item, customer, total }) => [item.description, item.orderId, customer, total])).toEqual([
    ['Chai', uuid(1), 'Hanari Carnes', 4860],
    ['Chang', uuid(1), 'Hanari Carnes', 1900],
  ])
})

test('a record that this device does not hold leaves its name empty', () => {
  expect(orderItemRows([anOrder], () => undefined)[0]?.customer).toBe('')
})
