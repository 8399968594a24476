/**
 * Proves that the books agree: a product's stock is what its movements add up to, what is reserved is what
 * the confirmed items of orders still wait for, nothing is negative, and official order numbers have no gap
 * and no double behind the imported ones.
 */
import type { Order } from '../../shared/entities/order.ts'
import { availableOf } from '../../shared/entities/product.ts'
import type { Product } from '../../shared/entities/product.ts'
import type { StockMovement } from '../../shared/entities/stock-movement.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { lineState } from '../../shared/order-lifecycle.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { PastImport } from '../../shared/import/import-log.ts'
import { importKind } from '../import/import-log.ts'
import { orderNumberOf } from './journal.ts'

export interface StockLine {
  id: string
  name: string
  onHand: number
  /** Sum of the movements. */
  moved: number
  reserved: number
  /** Sum of the movements' reservations. */
  movedReserved: number
  /** What the items of orders say. */
  promised: number
}

export interface Reconciliation {
  lines: StockLine[]
  /** A sentence for everything that does not agree. */
  findings: string[]
  orders: number
  movements: number
}

export async function reconcile(store: DocumentStore): Promise<Reconciliation> {
  const sums = new Map<string, { moved: number; reserved: number }>()
  let movements = 0
  for await (const page of store.list('stockMovements'))
    for (const { body } of page) {
      const { productId, quantity, reserved = 0 } = body as StockMovement
      const sum = sums.get(productId) ?? { moved: 0, reserved: 0 }
      sums.set(productId, { moved: sum.moved + quantity, reserved: sum.reserved + reserved })
      movements++
    }
  const findings: string[] = []
  const promised = new Map<string, number>()
  const numbers: { number: number; isImported: boolean }[] = []
  let orders = 0
  for await (const page of store.list('orders'))
    for (const { body } of page) {
      orders++
      const order = body as Order
      const number = orderNumberOf(order.number)
      if (number > 0) numbers.push({ number, isImported: (body as AnyDocument).importKey !== undefined })
      findings.push(...findingsOfOrder(order))
      for (const line of order.lines)
        promised.set(
          line.productId,
          (promised.get(line.productId) ?? 0) + lineState(order.status, line).confirmed,
        )
    }
  // Orders of an import that was reverted are gone; our numbers still go on behind theirs.
  const imported: number[] = []
  for await (const page of store.list(importKind))
    for (const { body } of page) imported.push((body as unknown as PastImport).numbersUpTo ?? 0)
  const lines: StockLine[] = []
  for await (const page of store.list('products'))
    for (const { id, body } of page) {
      const product = body as Product
      const line = {
        id,
        name: product.name,
        onHand: product.stockOnHand,
        moved: sums.get(id)?.moved ?? 0,
        reserved: product.stockReserved ?? 0,
        movedReserved: sums.get(id)?.reserved ?? 0,
        promised: promised.get(id) ?? 0,
      }
      lines.push(line)
      findings.push(...findingsOfStock(line, availableOf(product)))
    }
  lines.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { lines, findings: [...findings, ...findingsOfNumbers(numbers, imported)], orders, movements }
}

function findingsOfStock(line: StockLine, available: number): string[] {
  const { name, onHand, moved, reserved, movedReserved, promised } = line
  return [
    ...(onHand === moved ? [] : [`${name}: ${onHand} in stock, its movements add up to ${moved}`]),
    ...(reserved === movedReserved
      ? []
      : [`${name}: ${reserved} reserved, its movements add up to ${movedReserved}`]),
    ...(reserved === promised ? [] : [`${name}: ${reserved} reserved, orders wait for ${promised}`]),
    ...(onHand < 0 || reserved < 0 || available < 0
      ? [`${name}: a figure is negative (${onHand} in stock, ${reserved} reserved)`]
      : []),
  ]
}

function findingsOfOrder(order: Order): string[] {
  return order.lines.flatMap((line) => {
    const { confirmed, backordered, fulfilled, cancelled, returned } = lineState(order.status, line)
    const sum = confirmed + backordered + fulfilled + cancelled
    return sum === line.quantity && returned <= fulfilled
      ? []
      : [
          `Order ${order.number ?? order.id}: ${line.quantity} ${line.description} ordered, ${sum} accounted for`,
        ]
  })
}

function findingsOfNumbers(
  numbers: readonly { number: number; isImported: boolean }[],
  imported: readonly number[],
): string[] {
  const findings: string[] = []
  const seen = new Set<number>()
  for (const { number } of numbers) {
    if (seen.has(number)) findings.push(`The order number ${number} is there twice`)
    seen.add(number)
  }
  for (const number of imported) seen.add(number)
  const given = numbers.flatMap(({ number, isImported }) => (isImported ? [] : [number]))
  const first = Math.min(...given)
  // The number before one of ours is ours, too, or the one that an import went up to.
  for (const number of given)
    if (number > first && !seen.has(number - 1)) findings.push(`The order number ${number - 1} is missing`)
  return findings
}
