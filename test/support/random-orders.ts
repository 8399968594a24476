/** Orders as no person would write them, but as the entity allows: what amounts have to agree on. */
import { largestAmount } from '../../shared/entities/fields.ts'
import type { Order, OrderLine } from '../../shared/entities/order.ts'
import { lineTotal } from '../../shared/money.ts'
import { aDocument } from './a-document.ts'
import { fc } from './properties.ts'

const mostLines = 12

/** Halves of a unit come often, so that rounding decides. */
const unitPrice = (quantity: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 0, max: Math.floor(largestAmount / mostLines / quantity) }),
    },
  )

const share = (...usual: number[]) =>
  fc.oneof(fc.constantFrom(0, ...usual), fc.integer({ min: 0, max: 10_000 }))

const line = fc
  .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000_000 }))
  .chain((quantity) =>
    fc.record({
      quantity: fc.constant(quantity),
      unitPrice: unitPrice(quantity).map((price) =>
        Math.min(price, Math.floor(largestAmount / mostLines / quantity)),
      ),
      discount: share(500, 1000, 2500, 3333, 5000, 10_000),
      taxRate: share(250, 700, 1900, 2100),
    }),
  )

type Priced = Pick<Order, 'currency' | 'freight' | 'lines' | 'discount' | 'discountAmount'>

/** What an order is priced by: currencies of 0, 2, 3 and 4 decimals, every kind of discount, several tax rates. */
export const randomPrices: fc.Arbitrary<Priced> = fc
  .record({
    currency: fc.constantFrom('JPY', 'USD', 'EUR', 'KWD', 'CLF'),
    freight: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000_000 })),
    discount: fc.option(share(1, 500, 3333, 9999, 10_000), { nil: undefined }),
    off: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    lines: fc.array(line, { minLength: 1, maxLength: mostLines }),
  })
  .map(({ currency, freight, discount, off, lines }) => {
    const own = lines.map((one, index): OrderLine => ({
      id: `line ${index}`,
      productId: '00000000-0000-7000-8000-0000000000aa',
      description: 'Chai',
      ...one,
    }))
    const goods = own.reduce((sum, one) => sum + lineTotal(one), 0)
    return {
      currency,
      freight,
      lines: own,
      ...(discount !== undefined && { discount }),
      // Anything from a unit to all of the goods.
      ...(off !== undefined && {
        discountAmount: Math.min(goods, off < 20 ? off : Math.floor(goods / 100) * off),
      }),
    }
  })

export const orderWith = (changes: Partial<Order>): Order =>
  ({ ...aDocument('orders', { status: 'draft' }), ...changes }) as unknown as Order
