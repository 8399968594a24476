import { expect, it } from 'vitest'
import { countsOf, effectsOf } from '../../../../renderer/features/procedures/effects.ts'
import { aDocument, anId } from '../../../support/a-document.ts'
import { decide, done } from '../../../support/a-procedure-state.ts'

it('tells what placing an order would do to it and to the stock, before and after', () => {
  const customer = aDocument('customers')
  const chai = aDocument('products', { name: 'Chai', stockOnHand: 5, stockReserved: 2 })
  const line = { id: anId(), productId: chai.id, description: 'Chai', quantity: 4 }
  const order = aDocument('orders', {
    customerId: customer.id,
    status: 'submitted',
    lines: [{ ...line, unitPrice: 1800, discount: 0, taxRate: 0 }],
  })
  const known = { orders: [order], customers: [customer], products: [chai] }
  const decision = done(decide('place_order', known, { orderId: order.id }, { nextOrderNumber: undefined }))
  const documents = [order, chai]
  const effects = effectsOf(
    decision,
    (_, id) => documents.find((document) => document.id === id),
    (collection) => (collection === 'products' ? 'Chai' : undefined),
  )
  expect(countsOf(effects)).toEqual([
    { collection: 'orders', isNew: false, count: 1 },
    { collection: 'stockMovements', isNew: true, count: 1 },
    { collection: 'products', isNew: false, count: 1 },
  ])
  const facts = effects.flatMap(({ facts: all }) =>
    all.map(({ label, from, to }) => [label, from, to].join(' ')),
  )
  expect(facts).toContain('Status Submitted Backordered')
  expect(facts).toContain('Chai: Confirmed 0 3')
  expect(facts).toContain('Chai: Backordered 0 1')
  expect(facts).toContain('Reserved 2 5')
  expect(effects.find(({ isNew }) => isNew)?.title).toBe('Chai +3')
})
