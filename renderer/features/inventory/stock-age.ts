/** How old a figure of stock is: it is the office's, as of the last word from there. */
import { t } from '@lingui/core/macro'
import type { Product } from '../../../shared/entities/product.ts'
import { formatAgo } from '../../ui/format.ts'

/** `now` is milliseconds since 1970. */
export function stockAge(product: Pick<Product, 'stockAsOf' | 'updatedAt'>, now: number): string {
  const age = formatAgo(product.stockAsOf ?? product.updatedAt, now)
  return t`as of ${age}`
}
