import { describe, expect, it } from 'vitest'
import { collectionNames, entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

const fieldsOf = (document: unknown, collection: (typeof collectionNames)[number]) =>
  entityOf(collection)
    .check(document)
    .map(({ field }) => field)

describe.each(collectionNames)('a document of %s', (collection) => {
  it('is valid when complete', () => {
    expect(entityOf(collection).check(aDocument(collection))).toEqual([])
  })
  it('is refused when a required field is missing, naming it', () => {
    const required = Object.entries(entityOf(collection).fields).filter(([, field]) => field.required)
    for (const [name] of required) {
      const { [name]: _, ...rest } = aDocument(collection)
      expect(fieldsOf(rest, collection)).toContain(name)
    }
  })
  it('is refused with a field nobody knows, naming it', () => {
    expect(fieldsOf({ ...aDocument(collection), surprise: 1 }, collection)).toEqual(['surprise'])
  })
  it('is refused when a field has another type, naming it', () => {
    for (const name of Object.keys(entityOf(collection).fields))
      expect(fieldsOf({ ...aDocument(collection), [name]: Number.NaN }, collection).join()).toContain(name)
  })
  it('has as many migrations as its version says', () => {
    expect(entityOf(collection).migrations).toHaveLength(entityOf(collection).version)
  })
})

it('refuses what is no object at all', () => {
  for (const value of [null, undefined, 1, 'x', []])
    expect(entityOf('customers').check(value)).not.toEqual([])
})

it('refuses days that are not in the calendar', () => {
  expect(fieldsOf(aDocument('orders', { orderDate: '2026-02-30' }), 'orders')).toEqual(['orderDate'])
  expect(fieldsOf(aDocument('tasks', { dueDate: '2026-13-01' }), 'tasks')).toEqual(['dueDate'])
})

it('refuses quantities that are negative, zero or fractional', () => {
  const order = aDocument('orders')
  const [line] = order['lines'] as Record<string, unknown>[]
  for (const quantity of [-1, 0, 1.5, '2'])
    expect(fieldsOf({ ...order, lines: [{ ...line, quantity }] }, 'orders')).toEqual(['lines.0.quantity'])
})

it('refuses an interaction with nobody and a submitted order without items', () => {
  expect(fieldsOf(aDocument('interactions', { customerId: undefined }), 'interactions')).toEqual([
    'customerId',
  ])
  expect(fieldsOf(aDocument('orders', { lines: [] }), 'orders')).toEqual(['lines'])
})

it('refuses an order of more than an amount can be, naming the line', () => {
  const order = aDocument('orders')
  const [line] = order['lines'] as Record<string, unknown>[]
  const large = { ...line, quantity: 1_000_000, unitPrice: 10_000_000 }
  expect(fieldsOf({ ...order, lines: [line, { ...large, unitPrice: 10_000_001 }] }, 'orders')).toEqual([
    'lines.1.quantity',
  ])
  expect(fieldsOf({ ...order, lines: [large, line] }, 'orders')).toEqual(['lines'])
  expect(fieldsOf({ ...order, lines: [large] }, 'orders')).toEqual([])
})
