/** What is sold. Stock is moved by the server alone and always equals the sum of the stock movements. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { basisPoints, boolean, instant, integer, money, multiline, text } from './fields.ts'

export const product = defineEntity({
  name: 'products',
  label: { one: 'Product', many: 'Products' },
  title: (document) => document.name,
  fields: {
    name: text('Name', 300, { required: true }),
    sku: text('SKU', 60),
    category: text('Category', 120),
    description: multiline('Description', 20_000),
    /** What one unit is: "24 - 12 oz bottles". */
    unit: text('Unit', 120),
    supplier: text('Supplier', 300),
    price: money('Price', { required: true }),
    taxRate: basisPoints('Tax rate'),
    stockOnHand: integer('In stock', -1_000_000_000, 1_000_000_000, { required: true, setBy: 'server' }),
    /** Units in stock that confirmed orders wait to be sent; what is left is available. */
    stockReserved: integer('Reserved', 0, 1_000_000_000, { setBy: 'server' }),
    stockAsOf: instant('Stock as of', { setBy: 'server' }),
    reorderLevel: integer('Reorder level', 0, 1_000_000_000),
    onOrder: integer('On order', 0, 1_000_000_000),
    discontinued: boolean('Discontinued', { required: true }),
  },
  indexes: [['name'], ['updatedAtInverse']],
})

export type Product = DocumentOf<typeof product>

/** Units that can still be promised. */
export const availableOf = (stock: Pick<Product, 'stockOnHand' | 'stockReserved'>): number =>
  stock.stockOnHand - (stock.stockReserved ?? 0)

/** How stock stands, from what sells to what does not. */
export const stockStateIds = ['in-stock', 'low', 'out', 'discontinued'] as const
export type StockStateId = (typeof stockStateIds)[number]

/**
 * Low: at or below the reorder level, where there is one. What is on order does not count as stock, and what
 * is reserved for orders is not there for others.
 */
export function stockStateOf(
  stock: Pick<Product, 'stockOnHand' | 'stockReserved' | 'reorderLevel' | 'discontinued'>,
): StockStateId {
  if (stock.discontinued) return 'discontinued'
  const available = availableOf(stock)
  if (available <= 0) return 'out'
  const level = stock.reorderLevel ?? 0
  return level > 0 && available <= level ? 'low' : 'in-stock'
}
