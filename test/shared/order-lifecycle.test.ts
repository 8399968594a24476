import { fc } from '../support/properties.ts'
import { describe, expect, it } from 'vitest'
import { order } from '../../shared/entities/order.ts'
import type { OrderLine } from '../../shared/entities/order.ts'
import { isOpenToEdits, lineState, mayDo, mayEditTo, statusOf } from '../../shared/order-lifecycle.ts'
import type { OrderAction, OrderStatus } from '../../shared/order-lifecycle.ts'

const statuses = (order.fields.status.options ?? []).map(({ value }) => value as OrderStatus)
const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  id: 'a',
  productId: 'b',
  description: 'Chai',
  quantity: 5,
  unitPrice: 100,
  discount: 0,
  taxRate: 0,
  ...more,
})
const none = { confirmed: 0, backordered: 0, fulfilled: 0, returned: 0, cancelled: 0 }

describe('what may be done', () => {
  const allowed: [OrderAction, OrderStatus[]][] = [
    ['place', ['draft', 'submitted']],
    ['allocate', ['confirmed', 'backordered', 'part-fulfilled']],
    ['fulfil', ['confirmed', 'backordered', 'part-fulfilled']],
    ['return', ['part-fulfilled', 'fulfilled']],
    ['cancel', ['draft', 'submitted', 'rejected', 'confirmed', 'backordered', 'part-fulfilled']],
    ['settle', ['confirmed', 'backordered', 'part-fulfilled']],
  ]
  it.each(allowed)('%s in these states and no others', (action, states) => {
    expect(statuses.filter((status) => mayDo(status, action))).toEqual(states)
  })
  it('by editing: to and fro before placing, giving up, and nothing afterwards', () => {
    const turns = statuses.flatMap((from) =>
      statuses.filter((to) => to !== from && mayEditTo(from, to)).map((to) => `${from} > ${to}`),
    )
    expect(turns).toEqual([
      'draft > submitted',
      'draft > cancelled',
      'submitted > draft',
      'submitted > cancelled',
      'rejected > draft',
      'rejected > submitted',
      'rejected > cancelled',
    ])
    expect(statuses.filter((to) => mayEditTo(undefined, to))).toEqual(['draft', 'submitted'])
    expect(statuses.filter(isOpenToEdits)).toEqual(['draft', 'submitted', 'rejected'])
  })
})

describe('the status that follows from the lines', () => {
  const cases: [OrderStatus, Partial<typeof none>[]][] = [
    ['confirmed', [{ confirmed: 5 }, { confirmed: 1, cancelled: 2 }]],
    ['backordered', [{ confirmed: 5 }, { confirmed: 4, backordered: 1 }]],
    ['part-fulfilled', [{ fulfilled: 5 }, { backordered: 1 }]],
    ['fulfilled', [{ fulfilled: 5, returned: 1 }, { cancelled: 5 }]],
    ['returned', [{ fulfilled: 5, returned: 5 }, { cancelled: 5 }]],
    ['cancelled', [{ cancelled: 5 }]],
  ]
  it.each(cases)('%s', (status, lines) => {
    expect(statusOf(lines.map((more) => ({ ...none, ...more })))).toBe(status)
  })
  it('is one that the units agree with, whatever they are', () => {
    const units = fc.nat({ max: 9 })
    const lineOf = fc
      .record({ confirmed: units, backordered: units, fulfilled: units, returned: units, cancelled: units })
      .map((state) => ({ ...state, returned: Math.min(state.returned, state.fulfilled) }))
    fc.assert(
      fc.property(fc.array(lineOf, { minLength: 1, maxLength: 5 }), (lines) => {
        const status = statusOf(lines)
        const sum = (name: keyof typeof none) => lines.reduce((total, state) => total + state[name], 0)
        const owes = sum('confirmed') + sum('backordered') > 0
        expect(mayDo(status, 'fulfil')).toBe(owes)
        expect(mayDo(status, 'return')).toBe(
          sum('fulfilled') > sum('returned') || status === 'part-fulfilled',
        )
      }),
    )
  })
})

describe('where the units of a line are', () => {
  it('of an order that was never placed: all of them are waited for', () => {
    expect(lineState('submitted', line())).toEqual({ ...none, backordered: 5 })
  })
  it('of an imported order: sent when it is fulfilled, owed and not reserved when it is confirmed', () => {
    expect(lineState('fulfilled', line())).toEqual({ ...none, fulfilled: 5 })
    expect(lineState('confirmed', line())).toEqual({ ...none, backordered: 5 })
    expect(lineState('cancelled', line())).toEqual({ ...none, cancelled: 5 })
  })
  it('of a placed order: where the server put them', () => {
    const placed = { confirmed: 3, backordered: 0, fulfilled: 2, returned: 1, cancelled: 0 }
    expect(lineState('part-fulfilled', line(placed))).toEqual(placed)
  })
})
