import { expect, test } from 'vitest'
import type { Order } from '../../shared/entities/order.ts'
import { attentionOf } from '../../shared/order-attention.ts'

const line = {
  id: 'l',
  productId: 'p',
  description: 'Chai',
  quantity: 2,
  unitPrice: 100,
  discount: 0,
  taxRate: 0,
}
const of = (status: Order['status'], change: Partial<Order['lines'][number]> = {}) =>
  attentionOf({ status, lines: [{ ...line, ...change }] })

test('an order needs its representative when it was refused, is short, or says another price', () => {
  expect(of('rejected', { listPrice: 90 })).toBe('rejected')
  expect(of('backordered')).toBe('backordered')
  expect(of('part-fulfilled', { backordered: 1 })).toBe('backordered')
  expect(of('confirmed', { listPrice: 90 })).toBe('price')
  expect(of('confirmed')).toBeUndefined()
  expect(of('fulfilled', { listPrice: 90 })).toBeUndefined()
  expect(of('draft')).toBeUndefined()
})
