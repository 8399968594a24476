/**
 * What the device knows about the stock of a product. It is as old as the last word from the office, so the
 * note always says from when it is and never promises anything.
 */
import { t } from '@lingui/core/macro'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { formatNumber } from '../../ui/format.ts'
import { formatLocale } from '../../words/languages.ts'

export interface StockNote {
  text: string
  /** The order asks for more than there was. */
  short: boolean
}

/**
 * `quantity` is what the line asks for, undefined while it is unreadable; `now` places the age; `unsent` is what
 * other orders of this device take that the office has not heard of.
 */
export function stockNote(
  product: Pick<Product, 'stockOnHand' | 'stockReserved' | 'stockAsOf' | 'updatedAt' | 'discontinued'>,
  quantity: number | undefined,
  now: Date,
  locale?: string,
  unsent = 0,
): StockNote {
  const available = availableOf(product)
  const short = quantity !== undefined && quantity + unsent > available
  const there = product.stockReserved
    ? availableWords(available, short, locale)
    : inStockWords(available, short, locale)
  const when = asOf(product.stockAsOf ?? product.updatedAt, now, locale)
  const age = t`${there}, as of ${when}`
  const units = formatNumber(unsent, locale)
  const own = unsent > 0 ? t`${age}; ${units} of yours unsent` : age
  return { text: product.discontinued ? t`${own} · discontinued` : own, short }
}

/** What of it nobody has been promised. */
function availableWords(units: number, short: boolean, locale: string | undefined): string {
  const number = formatNumber(units, locale)
  if (units <= 0) return t`None available`
  return short ? t`Only ${number} available` : t`${number} available`
}

function inStockWords(units: number, short: boolean, locale: string | undefined): string {
  const number = formatNumber(units, locale)
  if (units <= 0) return t`None in stock`
  return short ? t`Only ${number} in stock` : t`${number} in stock`
}

/** The time alone where it is of today, otherwise the day. */
function asOf(instant: string, now: Date, locale: string | undefined): string {
  const at = new Date(instant)
  const today = at.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(
    locale ?? formatLocale(),
    today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  ).format(at)
}
