/**
 * The ledger of stock as it is read: movements from the first to the last, with what was in stock after each.
 * Movements name neither order nor call; who has those derives the same id and finds them.
 */
import type { Call } from '../../../shared/entities/call.ts'
import { order as orderEntity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import { movementSource } from '../../../shared/derived-id.ts'

export type LedgerSource =
  { kind: 'order'; id: string; title: string } | { kind: 'call'; id: string; procedure: string }

export interface LedgerEntry {
  movement: StockMovement
  /** In stock after the movement. */
  balance: number
  /** Reserved after the movement. */
  reserved: number
  source: LedgerSource | undefined
}

/** Newest first. Movements of several products are each counted on their own. */
export function ledgerOf(
  movements: readonly StockMovement[],
  sources: ReadonlyMap<string, LedgerSource>,
): LedgerEntry[] {
  const figures = new Map<string, { balance: number; reserved: number }>()
  return movements
    .toSorted(byTime)
    .map((movement) => {
      const before = figures.get(movement.productId) ?? { balance: 0, reserved: 0 }
      const after = {
        balance: before.balance + movement.quantity,
        reserved: before.reserved + (movement.reserved ?? 0),
      }
      figures.set(movement.productId, after)
      const source = movement.sourceId === undefined ? undefined : sources.get(movement.sourceId)
      return { movement, ...after, source }
    })
    .toReversed()
}

/** Movements of one decision have one time: what comes in is told before what goes out. */
function byTime(a: StockMovement, b: StockMovement): number {
  return a.at.localeCompare(b.at) || b.quantity - a.quantity || a.id.localeCompare(b.id)
}

/** What may lie behind a movement, by the id that the movement carries. */
export function sourcesOf(
  orders: readonly Order[],
  calls: readonly Call[],
): ReadonlyMap<string, LedgerSource> {
  const sources = new Map<string, LedgerSource>()
  for (const order of orders)
    sources.set(movementSource(order.id), { kind: 'order', id: order.id, title: orderEntity.title(order) })
  for (const { id, procedure } of calls) sources.set(movementSource(id), { kind: 'call', id, procedure })
  return sources
}
