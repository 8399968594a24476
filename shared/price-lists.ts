/**
 * Which price holds for a product: asked by the order editor for what it fills in and by the server for what
 * it marks. The most exact list wins: one that names the customer, then one for a tag of theirs, then one for
 * everybody; of several the one that began last. Within a list the highest quantity that is reached counts.
 * Where no list says anything, the product's own price holds, in its own currency.
 */
import type { Customer } from './entities/customer.ts'
import type { PriceList } from './entities/price-list.ts'
import type { Product } from './entities/product.ts'

export interface PriceQuestion {
  product: Pick<Product, 'id' | 'price'>
  /** Undefined while none is chosen: lists for everybody hold. */
  customer: Pick<Customer, 'id' | 'tags'> | undefined
  currency: string
  quantity: number
  /** The order date, `2026-05-03`. */
  day: string
}

export interface ListedPrice {
  /** Minor units of the asked currency. */
  amount: number
  /** Absent for the product's own price. */
  priceListId?: string
}

/** Undefined when the product has no price in this currency. */
export function listedPrice(question: PriceQuestion, lists: readonly PriceList[]): ListedPrice | undefined {
  const { product, currency, quantity } = question
  const holding = lists
    .map((list) => ({ list, rank: rankOf(list, question) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || lastBegun(a.list, b.list))
  for (const { list } of holding) {
    const amount = priceIn(list, product.id, quantity)
    if (amount !== undefined) return { amount, priceListId: list.id }
  }
  return product.price.currency === currency ? { amount: product.price.amount } : undefined
}

/** 3 for the customer, 2 for a tag of theirs, 1 for everybody, 0 when it does not hold. */
function rankOf(list: PriceList, { customer, currency, day }: PriceQuestion): number {
  const { validFrom = day, validTo = day, customerIds = [], customerTags = [] } = list
  if (!list.active || list.currency !== currency || validFrom > day || validTo < day) return 0
  if (customer && customerIds.includes(customer.id)) return 3
  if (customer?.tags?.some((tag) => customerTags.includes(tag))) return 2
  return customerIds.length === 0 && customerTags.length === 0 ? 1 : 0
}

const lastBegun = (a: PriceList, b: PriceList) => {
  const [from, other] = [a.validFrom ?? '', b.validFrom ?? '']
  return from === other ? (a.id < b.id ? -1 : 1) : from > other ? -1 : 1
}

function priceIn({ prices }: PriceList, productId: string, quantity: number): number | undefined {
  let best: PriceList['prices'][number] | undefined
  for (const one of prices) {
    const from = one.minQuantity ?? 1
    if (one.productId === productId && from <= quantity && from > (best ? (best.minQuantity ?? 1) : 0))
      best = one
  }
  return best?.price
}
