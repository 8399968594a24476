/** A price list of the demo company: key accounts pay less, and less still for whole pallets. */
import { derivedId } from '../../shared/derived-id.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import type { Product } from '../../shared/entities/product.ts'
import type { ServerWrite } from '../context.ts'

/** `at` is now. Products in the order of their names, so that the demo is the same every time. */
export function makePriceList(products: readonly Product[], at: string): ServerWrite {
  const chosen = products
    .filter(({ discontinued, price }) => !discontinued && price.currency === 'USD')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, 12)
  const part = ({ amount }: Product['price'], share: number) => Math.round((amount * share) / 100)
  const document: AnyDocument = {
    id: derivedId('demo', 'key accounts'),
    createdAt: at,
    updatedAt: at,
    name: 'Key accounts',
    currency: 'USD',
    active: true,
    validFrom: `${at.slice(0, 4)}-01-01`,
    customerTags: ['key account'],
    prices: chosen.flatMap(({ id, price }) => [
      { id: derivedId('demo', 'price', id), productId: id, price: part(price, 95) },
      { id: derivedId('demo', 'pallet', id), productId: id, price: part(price, 90), minQuantity: 40 },
    ]),
  }
  return { collection: 'priceLists', document }
}
