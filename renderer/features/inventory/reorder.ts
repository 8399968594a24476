/**
 * What has to be bought: products of which there is not enough for what is promised and for the reorder
 * level. Everything is counted in units; what is on order comes in, what orders wait for goes out at once.
 */
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { isOpenToEdits, lineState } from '../../../shared/order-lifecycle.ts'

export interface ReorderRow {
  product: Product
  available: number
  onOrder: number
  /** Ordered by customers and not in stock. */
  waiting: number
  /** Units to buy; 0 when nothing has to be. */
  suggested: number
}

/** Units that placed orders wait for, by product. */
export function waitingUnits(orders: readonly Order[]): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>()
  for (const order of orders) {
    if (isOpenToEdits(order.status)) continue
    for (const line of order.lines) {
      const units = line.backordered === undefined ? 0 : lineState(order.status, line).backordered
      if (units > 0) waiting.set(line.productId, (waiting.get(line.productId) ?? 0) + units)
    }
  }
  return waiting
}

/**
 * As soon as what will be free falls to the reorder level, as much is bought as lifts it to twice the level.
 * A discontinued product is bought no more.
 */
export function reorderRow(product: Product, waiting: number): ReorderRow {
  const available = availableOf(product)
  const onOrder = product.onOrder ?? 0
  const level = product.reorderLevel ?? 0
  const willBeFree = available + onOrder - waiting
  const isDue = !product.discontinued && (level > 0 ? willBeFree <= level : willBeFree < 0)
  return { product, available, onOrder, waiting, suggested: isDue ? Math.max(2 * level, 0) - willBeFree : 0 }
}

/** What is due or low, the most pressing first: what customers wait for, then what is furthest below. */
export function reorderRows(
  products: readonly Product[],
  waiting: ReadonlyMap<string, number>,
): ReorderRow[] {
  return products
    .filter(({ discontinued }) => !discontinued)
    .map((product) => reorderRow(product, waiting.get(product.id) ?? 0))
    .filter((row) => row.suggested > 0 || row.waiting > 0 || isLow(row))
    .sort((a, b) => b.waiting - a.waiting || b.suggested - a.suggested)
}

const isLow = ({ product, available }: ReorderRow) =>
  available <= 0 || ((product.reorderLevel ?? 0) > 0 && available <= (product.reorderLevel ?? 0))
