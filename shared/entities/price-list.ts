/**
 * Prices that differ from the products' own: for everybody, for customers with a tag, or for certain
 * customers; in one currency, for a time, from a quantity on. Which price holds is said by `price-lists.ts`.
 */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf, FieldError } from './define-entity.ts'
import {
  boolean,
  currency,
  date,
  ids,
  integer,
  list,
  minorUnits,
  multiline,
  reference,
  tags,
  text,
} from './fields.ts'
import { sentence } from '../phrase.ts'

/** As many as keep the document well below what may travel. */
const mostPrices = 2000

export const priceList = defineEntity({
  name: 'priceLists',
  label: { one: 'Price list', many: 'Price lists' },
  title: (document) => document.name,
  fields: {
    name: text('Name', 120, { required: true }),
    currency: currency('Currency', { required: true }),
    active: boolean('In use', { required: true }),
    validFrom: date('Valid from'),
    /** The last day. */
    validTo: date('Valid to'),
    /** For customers who have one of these. */
    customerTags: tags('Tags', {
      help: 'With neither tags nor customers the list is for everybody.',
    }),
    customerIds: ids('Customers'),
    prices: list(
      'Prices',
      {
        id: text('Id', 36, { required: true }),
        productId: reference('Product', 'products', { required: true }),
        price: minorUnits('Price', { required: true }),
        /** Of one order item; 1 when absent. */
        minQuantity: integer('From quantity', 1, 1_000_000),
      },
      mostPrices,
      { required: true },
    ),
    notes: multiline('Notes', 20_000),
  },
  rules(document) {
    const errors: FieldError[] = []
    if (document.validFrom && document.validTo && document.validTo < document.validFrom)
      errors.push({ field: 'validTo', message: sentence('Enter a day on or after the first one') })
    const seen = new Set<string>()
    document.prices.forEach(({ productId, price, minQuantity = 1 }, index) => {
      if (price < 0)
        errors.push({ field: `prices.${index}.price`, message: sentence('A price cannot be negative') })
      const key = `${productId} ${minQuantity}`
      if (seen.has(key))
        errors.push({
          field: `prices.${index}.productId`,
          message: sentence('This product has a price for this quantity already'),
        })
      seen.add(key)
    })
    return errors.slice(0, 20)
  },
  indexes: [['name'], ['updatedAtInverse']],
})

export type PriceList = DocumentOf<typeof priceList>
