/** How a product's stock stands, in one word. */
import type { Tone } from '../../../shared/entities/fields.ts'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'

export interface StockState {
  id: 'in-stock' | 'low' | 'out' | 'discontinued'
  label: string
  tone: Tone
}

export const stockStates: Record<StockState['id'], StockState> = {
  'in-stock': { id: 'in-stock', label: 'In stock', tone: 'done' },
  low: { id: 'low', label: 'Low stock', tone: 'attention' },
  out: { id: 'out', label: 'Out of stock', tone: 'danger' },
  discontinued: { id: 'discontinued', label: 'Discontinued', tone: 'neutral' },
}

/**
 * Low: at or below the reorder level, where there is one. What is on order does not count as stock, and what
 * is reserved for orders is not there for others.
 */
export function stockStateOf(
  product: Pick<Product, 'stockOnHand' | 'stockReserved' | 'reorderLevel' | 'discontinued'>,
): StockState {
  if (product.discontinued) return stockStates.discontinued
  const available = availableOf(product)
  if (available <= 0) return stockStates.out
  const level = product.reorderLevel ?? 0
  return level > 0 && available <= level ? stockStates.low : stockStates['in-stock']
}
