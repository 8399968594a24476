import { expect, test } from 'vitest'
import { csvOf, ledgerCsv } from '../../../../renderer/features/inventory/ledger-csv.ts'
import { ledgerOf, sourcesOf } from '../../../../renderer/features/inventory/ledger.ts'
import { reorderRow, reorderRows, waitingUnits } from '../../../../renderer/features/inventory/reorder.ts'
import {
  emptyStockLine,
  lineProblems,
  readLines,
} from '../../../../renderer/features/inventory/stock-lines.ts'
import { movementSource } from '../../../../shared/derived-id.ts'
import type { Call } from '../../../../shared/entities/call.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import type { Product } from '../../../../shared/entities/product.ts'
import type { StockMovement } from '../../../../shared/entities/stock-movement.ts'
import { aDocument, anId } from '../../../support/a-document.ts'

const chai = anId()
const order = aDocument('orders', { number: '11077', provisionalNumber: 'AB-1' }) as unknown as Order
const call = aDocument('calls', { procedure: 'receive_stock' }) as unknown as Call
const movement = (at: string, quantity: number, more: Record<string, unknown> = {}) =>
  aDocument('stockMovements', {
    productId: chai,
    quantity,
    at,
    reserved: undefined,
    sourceId: undefined,
    note: undefined,
    ...more,
  }) as unknown as StockMovement

const movements = [
  movement('2026-05-03T08:00:00.000Z', -4, {
    reason: 'sold',
    reserved: -4,
    sourceId: movementSource(order.id),
  }),
  movement('2026-05-01T08:00:00.000Z', 10, {
    reason: 'received',
    sourceId: movementSource(call.id),
    note: '=HYPERLINK("http://x")',
  }),
  movement('2026-05-02T08:00:00.000Z', 0, { reason: 'reserved', reserved: 4, sourceId: anId() }),
]

test('the ledger says what was in stock after each movement, the newest first, and what lies behind it', () => {
  const entries = ledgerOf(movements, sourcesOf([order], [call]))
  expect(entries.map(({ balance, reserved }) => [balance, reserved])).toEqual([
    [6, 0],
    [10, 4],
    [10, 0],
  ])
  expect(entries.map(({ source }) => source)).toEqual([
    { kind: 'order', id: order.id, title: '11077' },
    undefined,
    { kind: 'call', id: call.id, procedure: 'receive_stock' },
  ])
})

test('products are counted apart', () => {
  const tofu = movement('2026-05-02T09:00:00.000Z', 7, { productId: anId() })
  const entries = ledgerOf([...movements, tofu], new Map())
  expect(entries.find((entry) => entry.movement === tofu)?.balance).toBe(7)
})

test('a spreadsheet runs nothing of the file, and its numbers stay numbers', () => {
  const entries = ledgerOf(movements, new Map())
  const rows = ledgerCsv(entries, { product: () => '@Chai', person: () => '-Anna', source: () => '' }).split(
    '\r\n',
  )
  expect(rows[1]).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(rows[1]).toContain(`"'@Chai",Received,10,10,0,0`)
  expect(rows[3]).toContain('Sold,-4,6,-4,0')
  expect(rows[3]).toContain(`"'-Anna"`)
  expect(csvOf([['+1', '\t=1', -1, undefined, 'a,b']])).toBe(`"'+1","'\t=1",-1,,"a,b"\r\n`)
})

const product = (more: Partial<Product>) =>
  aDocument('products', {
    stockOnHand: 10,
    stockReserved: 0,
    reorderLevel: 20,
    onOrder: 0,
    ...more,
  }) as unknown as Product

test('what is bought lifts what will be free to twice the reorder level', () => {
  expect(reorderRow(product({}), 0).suggested).toBe(30)
  expect(reorderRow(product({ onOrder: 5 }), 10).suggested).toBe(35)
  expect(reorderRow(product({ onOrder: 11 }), 0).suggested).toBe(0)
  expect(reorderRow(product({ reorderLevel: undefined }), 12).suggested).toBe(2)
  expect(reorderRow(product({ reorderLevel: undefined }), 0).suggested).toBe(0)
  expect(reorderRow(product({ discontinued: true }), 12).suggested).toBe(0)
})

test('what customers wait for comes first, and is what placed orders say', () => {
  const [low, enough, wanted] = [product({}), product({ stockOnHand: 90 }), product({ stockOnHand: 0 })]
  const line = { ...order.lines[0], productId: wanted.id, quantity: 5, confirmed: 2, backordered: 3 }
  const placed = { ...order, status: 'backordered', lines: [line] } as Order
  const draft = { ...placed, id: anId(), status: 'draft' } as Order
  const waiting = waitingUnits([placed, draft])
  expect([...waiting]).toEqual([[wanted.id, 3]])
  expect(reorderRows([low, enough, wanted], waiting).map((row) => row.product)).toEqual([wanted, low])
})

test('numbers of deliveries and counts are whole, and a product is counted once', () => {
  const line = (id: string, productId: string, units: string) => ({ ...emptyStockLine(id), productId, units })
  const lines = [
    line('a', chai, '3'),
    line('b', anId(), '1.5'),
    line('c', anId(), '-1'),
    line('d', '', '4'),
    line('e', anId(), ''),
    line('f', chai, '0'),
    emptyStockLine('g'),
  ]
  expect([...lineProblems(lines, 1, 'en')]).toEqual([
    ['b', 'Enter a whole number.'],
    ['c', 'Enter 1 or more.'],
    ['d', 'Choose a product, or delete this line.'],
    ['e', 'Enter a number.'],
    ['f', 'Enter 1 or more.'],
  ])
  expect(lineProblems(lines, 0, 'en').get('f')).toMatch(/counted above/)
  expect(readLines([line('a', chai, '1,000'), emptyStockLine('b')], 'en')).toMatchObject([{ units: 1000 }])
})
