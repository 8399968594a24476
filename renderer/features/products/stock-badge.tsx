/** The state of a product's stock as a badge. */
import type { Product } from '../../../shared/entities/product.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { stockStateOf } from './stock-state.ts'

export function StockBadge({ product }: { product: Product }) {
  const { label, tone } = stockStateOf(product)
  return <ToneBadge tone={tone}>{label}</ToneBadge>
}
