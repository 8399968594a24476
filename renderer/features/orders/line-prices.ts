/**
 * What the price lists say for the lines that are being typed. A price that the screen filled in follows the
 * lists for as long as nobody typed over it: another customer, quantity, day or currency may mean another one.
 * Lines of a stored order keep theirs.
 */
import type { Customer } from '../../../shared/entities/customer.ts'
import type { PriceList } from '../../../shared/entities/price-list.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { toDecimal } from '../../../shared/money.ts'
import { listedPrice } from '../../../shared/price-lists.ts'
import type { ListedPrice } from '../../../shared/price-lists.ts'
import { readWhole, writeDecimal } from '../../ui/typed-number.ts'
import type { LineDraft } from './order-draft.ts'

export interface Pricing {
  lists: readonly PriceList[]
  customer: Customer | undefined
  currency: string
  /** The order date. */
  day: string
}

/** Undefined when the product has no price in the order's currency. */
export const listedFor = (
  { quantity }: Pick<LineDraft, 'quantity'>,
  product: Product,
  { lists, customer, currency, day }: Pricing,
  locale?: string,
): ListedPrice | undefined =>
  listedPrice({ product, customer, currency, day, quantity: readWhole(quantity, locale) ?? 1 }, lists)

/** The line with the price that holds now. */
export function priced(line: LineDraft, product: Product, pricing: Pricing, locale?: string): LineDraft {
  const listed = listedFor(line, product, pricing, locale)
  const text = listed
    ? writeDecimal(toDecimal({ amount: listed.amount, currency: pricing.currency }), locale)
    : ''
  return {
    ...line,
    unitPrice: text,
    listedPrice: text,
    priceListId: listed?.priceListId ?? '',
    follows: true,
  }
}

/** The same array when no price changes. */
export function repriced(
  lines: LineDraft[],
  products: ReadonlyMap<string, Product>,
  pricing: Pricing,
  locale?: string,
): LineDraft[] {
  let changed = false
  const next = lines.map((line) => {
    const product = products.get(line.productId)
    if (!product || !line.follows || line.unitPrice !== line.listedPrice) return line
    const now = priced(line, product, pricing, locale)
    if (now.unitPrice === line.unitPrice && now.priceListId === line.priceListId) return line
    changed = true
    return now
  })
  return changed ? next : lines
}
