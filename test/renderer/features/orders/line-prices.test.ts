import { expect, test } from 'vitest'
import { priced, repriced } from '../../../../renderer/features/orders/line-prices.ts'
import type { Pricing } from '../../../../renderer/features/orders/line-prices.ts'
import { emptyLine, withProduct } from '../../../../renderer/features/orders/order-draft.ts'
import type { Customer } from '../../../../shared/entities/customer.ts'
import type { PriceList } from '../../../../shared/entities/price-list.ts'
import type { Product } from '../../../../shared/entities/product.ts'
import { aDocument, anId } from '../../../support/a-document.ts'

const chai = aDocument('products', { price: { amount: 1800, currency: 'USD' } }) as unknown as Product
const customer = aDocument('customers', {}) as unknown as Customer
const list = aDocument('priceLists', {
  currency: 'USD',
  active: true,
  validFrom: undefined,
  validTo: undefined,
  customerTags: undefined,
  customerIds: [customer.id],
  prices: [
    { id: anId(), productId: chai.id, price: 1500 },
    { id: anId(), productId: chai.id, price: 1400, minQuantity: 10 },
  ],
}) as unknown as PriceList
const pricing: Pricing = { lists: [list], customer, currency: 'USD', day: '2026-05-03' }
const products = new Map([[chai.id, chai]])
const line = withProduct(emptyLine(anId()), chai, 'USD', 'en')

test('a price that was filled in follows the customer and the quantity', () => {
  const [first] = repriced([line], products, pricing, 'en')
  expect(first).toMatchObject({ unitPrice: '15.00', priceListId: list.id })
  if (!first) throw new Error('the line is gone')
  const many = repriced([{ ...first, quantity: '10' }], products, pricing, 'en')
  expect(many).toMatchObject([{ unitPrice: '14.00' }])
  const stranger = repriced(many, products, { ...pricing, customer: undefined }, 'en')
  expect(stranger).toMatchObject([{ unitPrice: '18.00', priceListId: '' }])
})

test('a typed price and that of a stored order stay', () => {
  const typed = [{ ...priced(line, chai, pricing, 'en'), unitPrice: '16.00' }]
  expect(repriced(typed, products, { ...pricing, customer: undefined }, 'en')).toBe(typed)
  const stored = [{ ...line, follows: false }]
  expect(repriced(stored, products, pricing, 'en')).toBe(stored)
})

test('in a currency without a price nothing is filled in', () => {
  expect(repriced([line], products, { ...pricing, currency: 'EUR' }, 'en')).toMatchObject([{ unitPrice: '' }])
})
