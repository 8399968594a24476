import { expect, test } from 'vitest'
import type { Person } from '../../../../shared/roles.ts'
import type { OrderLine } from '../../../../shared/entities/order.ts'
import { lineWords } from '../../../../renderer/features/orders/line-words.ts'
import { callsOn } from '../../../../renderer/features/orders/order-rights.ts'
import { latestCall } from '../../../../renderer/ui/record/asked-note.tsx'
import type { Call } from '../../../../shared/entities/call.ts'
import type { Customer } from '../../../../shared/entities/customer.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import { aDocument, anId, aPerson } from '../../../support/a-document.ts'

const line = (state: Partial<OrderLine>): OrderLine => ({
  id: 'a',
  productId: 'b',
  description: 'Chai',
  quantity: 5,
  unitPrice: 100,
  discount: 0,
  taxRate: 0,
  ...state,
})
const none = { confirmed: 0, backordered: 0, fulfilled: 0, returned: 0, cancelled: 0 }
const words = (state: Partial<OrderLine>) =>
  lineWords({ status: 'backordered' }, line({ ...none, ...state }), 'en-GB')

test('an item says where its units are', () => {
  expect(words({ confirmed: 3, backordered: 2 })).toEqual({
    text: '3 confirmed · 2 waiting for stock',
    short: true,
  })
  expect(words({ fulfilled: 4, returned: 1, cancelled: 1 })?.text).toBe('3 sent · 1 returned · 1 cancelled')
})

test('one word is enough where it holds for the whole item', () => {
  expect(words({ confirmed: 5 })).toEqual({ text: 'Confirmed', short: false })
  expect(words({ backordered: 5 })?.text).toBe('Waiting for stock')
})

test('before placing, and of imported orders, there is nothing to say', () => {
  expect(lineWords({ status: 'submitted' }, line({}))).toBeUndefined()
  expect(lineWords({ status: 'fulfilled' }, line({}))).toBeUndefined()
})

test('who may ask what of a placed order', () => {
  const rep = aPerson({ teamIds: [anId()] })
  const customer = aDocument('customers', { ownerId: rep.id }) as unknown as Customer
  const order = aDocument('orders', {
    status: 'backordered',
    lines: [line({ ...none, confirmed: 3, backordered: 2 })],
  }) as unknown as Order
  const allowed = (who: Person, one: Order) =>
    Object.entries(callsOn(who, one, customer)).flatMap(([name, may]) => (may ? [name] : []))
  const admin = aPerson({ role: 'admin' })
  const support = aPerson({ role: 'support' })
  expect(allowed(rep, order)).toEqual(['cancel', 'cancelWaiting', 'allocate', 'settle'])
  expect(allowed(admin, order)).toEqual([
    'cancel',
    'cancelWaiting',
    'fulfil',
    'sendPart',
    'allocate',
    'settle',
  ])
  expect(allowed(aPerson(), order)).toEqual([])
  expect(allowed(support, order)).toEqual([])
  const sent: Order = {
    ...order,
    status: 'fulfilled',
    lines: [line({ ...none, fulfilled: 5, returned: 2 })],
  }
  expect(allowed(rep, sent)).toEqual([])
  expect(allowed(support, sent)).toEqual(['takeBack'])
  expect(allowed(admin, sent)).toEqual(['takeBack'])
})

test('the newest request about an order is the one that counts', () => {
  const orderId = anId()
  const calls = [
    aDocument('calls', {
      procedure: 'cancel_order',
      input: { orderId },
      createdAt: '2026-05-01T08:00:00.000Z',
    }),
    aDocument('calls', {
      procedure: 'fulfil_order',
      input: { orderId },
      createdAt: '2026-05-02T08:00:00.000Z',
    }),
    aDocument('calls', {
      procedure: 'place_order',
      status: 'accepted',
      input: { orderId },
      createdAt: '2026-05-03T08:00:00.000Z',
    }),
    aDocument('calls', { input: { orderId: anId() }, createdAt: '2026-05-04T08:00:00.000Z' }),
  ] as unknown as Call[]
  expect(latestCall(calls, 'orderId', orderId)?.procedure).toBe('fulfil_order')
})
