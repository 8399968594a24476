import { expect, test } from 'vitest'
import type { Order } from '../../../../shared/entities/order.ts'
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

test('the total of an order is its goods, freight and tax', () => {
  expect(totalOf(anOrder)).toBe(7200)
})
