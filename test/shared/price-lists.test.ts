import { describe, expect, it } from 'vitest'
import { entityOf } from '../../shared/entities/index.ts'
import type { PriceList } from '../../shared/entities/price-list.ts'
import { listedPrice } from '../../shared/price-lists.ts'
import { aDocument, anId } from '../support/a-document.ts'

const product = { id: anId(), price: { amount: 1800, currency: 'USD' } }
const customer = { id: anId(), tags: ['baker', 'north'] }

let prices = 1000
/** A list with one price of its own for the product, or with these by quantity. */
const aList = (changes: Partial<PriceList> = {}, byQuantity?: Record<number, number>) =>
  aDocument('priceLists', {
    prices: Object.entries(byQuantity ?? { 1: ++prices }).map(([minQuantity, price]) => ({
      id: anId(),
      productId: product.id,
      price,
      minQuantity: Number(minQuantity),
    })),
    ...changes,
  }) as unknown as PriceList
const ask = (lists: readonly PriceList[], more: object = {}) =>
  listedPrice({ product, customer, currency: 'USD', quantity: 1, day: '2026-05-10', ...more }, lists)
const priceOf = ({ id, prices: [first] }: PriceList) => ({ amount: first?.price, priceListId: id })

describe('the price that holds', () => {
  it('is the product’s own where no list says another', () => {
    expect(ask([])).toEqual({ amount: 1800 })
    expect(ask([aList({ active: false }), aList({ currency: 'EUR' })])).toEqual({ amount: 1800 })
    expect(ask([], { currency: 'EUR' })).toBeUndefined()
  })
  it('is that of the most exact list: the customer’s, their tag’s, everybody’s', () => {
    const [all, tagged, own] = [
      aList(),
      aList({ customerTags: ['north'] }),
      aList({ customerIds: [customer.id] }),
    ]
    expect(ask([all, tagged, own])).toEqual(priceOf(own))
    expect(ask([all, tagged])).toEqual(priceOf(tagged))
    expect(ask([tagged, own], { customer: { id: anId() } })).toEqual({ amount: 1800 })
    expect(ask([all, own], { customer: undefined })).toEqual(priceOf(all))
  })
  it('is that of the list that began last, on its days only', () => {
    const [old, spring, later] = [
      aList(),
      aList({ validFrom: '2026-03-01', validTo: '2026-05-10' }),
      aList({ validFrom: '2026-06-01' }),
    ]
    expect(ask([old, spring, later])).toEqual(priceOf(spring))
    expect(ask([old, spring, later], { day: '2026-05-11' })).toEqual(priceOf(old))
    expect(ask([old, spring, later], { day: '2026-06-01' })).toEqual(priceOf(later))
  })
  it('falls with the quantity, and a list without a price for so few leaves it to the next', () => {
    const [steps, all] = [aList({ customerTags: ['baker'] }, { 10: 1500, 100: 1200 }), aList()]
    expect(ask([steps, all], { quantity: 9 })).toEqual(priceOf(all))
    expect([10, 99, 100].map((quantity) => ask([steps, all], { quantity })?.amount)).toEqual([
      1500, 1500, 1200,
    ])
  })
  it('is the same on every device, whatever the order of the lists', () => {
    const [a, b] = [aList(), aList()]
    expect(ask([a, b])).toEqual(ask([b, a]))
  })
})

describe('a price list', () => {
  const errorsOf = (changes: Record<string, unknown>) =>
    entityOf('priceLists')
      .check(aDocument('priceLists', changes))
      .map(({ field }) => field)
  it('has one price for a product and a quantity, none below 0, and days in their order', () => {
    const price = (changes: object) => ({ id: anId(), productId: product.id, price: 100, ...changes })
    expect(errorsOf({ prices: [price({}), price({ minQuantity: 10 })] })).toEqual([])
    expect(errorsOf({ prices: [price({}), price({ minQuantity: 1 })] })).toEqual(['prices.1.productId'])
    expect(errorsOf({ prices: [price({ price: -1 })] })).toEqual(['prices.0.price'])
    expect(errorsOf({ validFrom: '2026-05-02', validTo: '2026-05-01' })).toEqual(['validTo'])
  })
})
