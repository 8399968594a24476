/** How a product's stock stands, in one word. */
import type { Tone } from '../../../shared/entities/fields.ts'
import { stockStateOf as idOf } from '../../../shared/entities/product.ts'
import type { StockStateId } from '../../../shared/entities/product.ts'

export interface StockState {
  id: StockStateId
  label: string
  tone: Tone
}

export const stockStates: Record<StockState['id'], StockState> = {
  'in-stock': { id: 'in-stock', label: 'In stock', tone: 'done' },
  low: { id: 'low', label: 'Low stock', tone: 'attention' },
  out: { id: 'out', label: 'Out of stock', tone: 'danger' },
  discontinued: { id: 'discontinued', label: 'Discontinued', tone: 'neutral' },
}

export const stockStateOf = (product: Parameters<typeof idOf>[0]): StockState => stockStates[idOf(product)]
