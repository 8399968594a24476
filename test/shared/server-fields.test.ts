import { describe, expect, it } from 'vitest'
import { order } from '../../shared/entities/order.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { isServerField, keepServerFields, personsPart } from '../../shared/server-fields.ts'
import { mergeDocument } from '../../shared/sync/merge-document.ts'
import { aDocument } from '../support/a-document.ts'

const lineOf = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  productId: '00000000-0000-7000-8000-00000000aaaa',
  description: 'Chai',
  quantity: 2,
  unitPrice: 1800,
  discount: 0,
  taxRate: 0,
  ...more,
})
const pattern = aDocument('orders')
const orderWith = (...lines: object[]): AnyDocument => ({ ...pattern, lines })
const linesOf = (document: Record<string, unknown>) => document['lines'] as Record<string, unknown>[]

describe('fields of list items that the server sets', () => {
  const stored = orderWith(lineOf('a', { confirmed: 2 }), lineOf('b', { backordered: 2 }))
  it('are kept as they are stored, wherever the item moved and whatever was sent', () => {
    const sent = orderWith(lineOf('b', { confirmed: 9 }), lineOf('a'), lineOf('c', { fulfilled: 2 }))
    expect(linesOf(keepServerFields(order.fields, stored, sent))).toEqual([
      lineOf('b', { backordered: 2 }),
      lineOf('a', { confirmed: 2 }),
      lineOf('c'),
    ])
  })
  it('are left out of a new document', () => {
    const sent = orderWith(lineOf('a', { confirmed: 9, listPrice: 1 }))
    expect(linesOf(keepServerFields(order.fields, undefined, sent))).toEqual([lineOf('a')])
  })
  it('are no change of a person', () => {
    expect(personsPart(order.fields.lines, linesOf(stored))).toEqual([lineOf('a'), lineOf('b')])
  })
  it('are known by the path of a field error', () => {
    const { fields } = entityOf('orders')
    expect(isServerField(fields, 'lines.0.confirmed')).toBe(true)
    expect(isServerField(fields, 'lines.0.quantity')).toBe(false)
    expect(isServerField(fields, 'number')).toBe(true)
    expect(isServerField(fields, 'nonsense.0')).toBe(false)
  })
  it('follow the server in a merge and make no clash with what a person changed', () => {
    const base = orderWith(lineOf('a'), lineOf('b'))
    const mine = orderWith(lineOf('a', { quantity: 3 }), lineOf('b'))
    const theirs = orderWith(lineOf('a', { confirmed: 2 }), lineOf('b', { backordered: 2 }))
    const { merged, clashes } = mergeDocument(entityOf('orders'), base, mine, theirs)
    expect(clashes).toEqual([])
    expect(linesOf(merged)).toEqual([
      lineOf('a', { quantity: 3, confirmed: 2 }),
      lineOf('b', { backordered: 2 }),
    ])
  })
})
