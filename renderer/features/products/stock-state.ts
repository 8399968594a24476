/** How a product's stock stands, in one word. */
import { t } from '@lingui/core/macro'
import type { Tone } from '../../../shared/entities/fields.ts'
import { stockStateOf as idOf } from '../../../shared/entities/product.ts'
import type { StockStateId } from '../../../shared/entities/product.ts'

export interface StockState {
  id: StockStateId
  label: string
  tone: Tone
}

export const stockStates = (): Record<StockState['id'], StockState> => ({
  'in-stock': { id: 'in-stock', label: t`In stock`, tone: 'done' },
  low: { id: 'low', label: t`Low stock`, tone: 'attention' },
  out: { id: 'out', label: t`Out of stock`, tone: 'danger' },
  discontinued: { id: 'discontinued', label: t`Discontinued`, tone: 'neutral' },
})

export const stockStateOf = (product: Parameters<typeof idOf>[0]): StockState => stockStates()[idOf(product)]
