/**
 * What the device knows about the stock of a product. It is as old as the last word from the office, so the
 * note always says from when it is and never promises anything.
 */
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { formatNumber } from '../../ui/format.ts'

export interface StockNote {
  text: string
  /** The order asks for more than there was. */
  short: boolean
}

/** `quantity` is what the line asks for, undefined while it is unreadable; `now` places the age. */
export function stockNote(
  product: Pick<Product, 'stockOnHand' | 'stockReserved' | 'stockAsOf' | 'updatedAt' | 'discontinued'>,
  quantity: number | undefined,
  now: Date,
  locale?: string,
): StockNote {
  const available = availableOf(product)
  const word = product.stockReserved ? 'available' : 'in stock'
  const short = quantity !== undefined && quantity > available
  const there =
    available <= 0 ? `None ${word}` : `${short ? 'Only ' : ''}${formatNumber(available, locale)} ${word}`
  const age = `${there}, as of ${asOf(product.stockAsOf ?? product.updatedAt, now, locale)}`
  return { text: product.discontinued ? `${age} · discontinued` : age, short }
}

/** The time alone where it is of today, otherwise the day. */
function asOf(instant: string, now: Date, locale: string | undefined): string {
  const at = new Date(instant)
  const today = at.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(
    locale,
    today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  ).format(at)
}
