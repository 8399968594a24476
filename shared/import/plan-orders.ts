/**
 * Orders with their lines, and what orders say about customers. An order is taken whole or not at all: one
 * line that cannot be read refuses its order.
 */
import type { ImportRow } from './import-messages.ts'
import { isKeyReference } from './import-messages.ts'
import { textOf } from './read-rows.ts'
import type { ReadRow } from './read-rows.ts'
import { phrase } from '../phrase.ts'

export interface OrderSources {
  orders: readonly ReadRow[]
  /** Undefined when no file of lines was chosen: then an order that exists keeps its lines. */
  lines?: readonly ReadRow[]
  currency: string
  /** Before the number that an order had elsewhere. */
  prefix: string
  productNames: ReadonlyMap<string, string>
  /** Employee key -> name of their own team. */
  teamOf: ReadonlyMap<string, string>
}

export interface PlannedOrders {
  rows: { read: ReadRow; planned: ImportRow }[]
  /** Lines that belong to no order of the import. */
  strayLines: ReadRow[]
}

export function planOrders(sources: OrderSources): PlannedOrders {
  const { orders, lines, currency, prefix, productNames, teamOf } = sources
  const known = new Set(orders.map(({ key }) => key))
  const byOrder = Map.groupBy(lines ?? [], ({ values }) => textOf(values['order']))
  const rows = orders.map((read) => {
    const key = read.key ?? ''
    const own = byOrder.get(key) ?? []
    for (const line of own)
      for (const problem of line.problems)
        read.problems.push(
          phrase('{file}, row {row}: {problem}', { file: line.file, row: line.row, problem }),
        )
    const values: Record<string, unknown> = {
      currency,
      ...read.values,
      number: key,
      ...(lines && { lines: lineItems(own, productNames) }),
    }
    if (lines && own.length === 0 && read.problems.length === 0)
      read.problems.push(phrase('this order has no items'))
    const defaults: Record<string, unknown> = { provisionalNumber: prefix + key, freight: 0 }
    if (values['status'] === undefined) {
      if (values['shippedDate'] === undefined) defaults['status'] = 'confirmed'
      else values['status'] = 'fulfilled'
    }
    const team = isKeyReference(values['ownerId']) ? teamOf.get(values['ownerId'].importKey) : undefined
    if (team !== undefined) defaults['teamId'] = { collection: 'settings', importKey: team }
    return { read, planned: { row: read.row, key, values, defaults } }
  })
  const strayLines = [...byOrder].flatMap(([key, stray]) => (known.has(key) ? [] : stray))
  return { rows, strayLines }
}

/** A product that comes twice in one order is two lines; their order in the file keeps them apart. */
function lineItems(lines: readonly ReadRow[], productNames: ReadonlyMap<string, string>) {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const { order: _, ...values } = line.values
    const product = isKeyReference(values['productId']) ? values['productId'].importKey : ''
    const count = (seen.get(product) ?? 0) + 1
    seen.set(product, count)
    const name = productNames.get(product)
    return {
      key: count === 1 ? product : `${product}#${count}`,
      ...(name !== undefined && { description: name }),
      discount: 0,
      taxRate: 0,
      ...values,
    }
  })
}

/** Customer key -> key of the employee who took most of their orders; of two equals the more recent one. */
export function usualReps(orders: readonly ReadRow[]): Map<string, string> {
  const tallies = new Map<string, Map<string, { count: number; last: string }>>()
  for (const { values } of orders) {
    const { customerId, ownerId } = values
    if (!isKeyReference(customerId) || !isKeyReference(ownerId)) continue
    const tally = tallies.get(customerId.importKey) ?? new Map<string, { count: number; last: string }>()
    tallies.set(customerId.importKey, tally)
    const day = textOf(values['orderDate'])
    const { count, last } = tally.get(ownerId.importKey) ?? { count: 0, last: '' }
    tally.set(ownerId.importKey, { count: count + 1, last: day > last ? day : last })
  }
  return new Map(
    [...tallies].flatMap(([customer, tally]) => {
      const [most] = [...tally].sort(([, a], [, b]) => b.count - a.count || (a.last < b.last ? 1 : -1))
      return most ? [[customer, most[0]] as const] : []
    }),
  )
}
