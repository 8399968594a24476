/**
 * Corrects the stock of a product: by a count of what is on the shelf, or by a difference (breakage, a find).
 * A count says what the counter believed to be in stock, so that sales in between are not counted twice.
 */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import { openStockLedger } from './stock-ledger.ts'

const units = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const adjustStock = defineProcedure({
  name: 'adjust_stock',
  version: 1,
  label: 'Correct stock',
  description: 'Corrects what is in stock by a count or by a difference.',
  roles: ['admin'],
  input: inputOf({
    productId: uuidSchema,
    counted: Type.Optional(units),
    expected: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: 'What was shown as in stock when it was counted; what is in stock now when absent.',
      }),
    ),
    difference: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
    note: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  wants: ({ productId }) => ({ documents: [['products', productId]] }),
  decide(state, { productId, counted, expected, difference, note }, context) {
    const stock = openStockLedger(state, context)
    const product = stock.product(productId)
    if (!product) return refuse('NOT_FOUND', undefined, 'productId')
    if ((counted === undefined) === (difference === undefined))
      return refuse('INVALID_INPUT', said('Enter either what was counted or the difference.'), 'counted')
    const field = counted === undefined ? 'difference' : 'counted'
    const quantity = counted === undefined ? (difference ?? 0) : counted - (expected ?? product.stockOnHand)
    if (quantity === 0 && counted === undefined)
      return refuse('INVALID_INPUT', said('The difference is 0.'), field)
    if (stock.onHand(productId) + quantity < 0)
      return refuse(
        'NOT_ENOUGH_STOCK',
        said('Only {units} of {product} are in stock.', {
          units: stock.onHand(productId),
          product: product.name,
        }),
        field,
      )
    if (stock.available(productId) + quantity < 0)
      return refuse(
        'NOT_ENOUGH_STOCK',
        said('{units} of {product} are promised to orders; cancel or change those first.', {
          units: product.stockReserved ?? 0,
          product: product.name,
        }),
        field,
      )
    stock.move({
      productId,
      quantity,
      reserved: 0,
      reason: counted === undefined ? 'adjusted' : 'counted',
      note,
    })
    const stockOnHand = stock.onHand(productId)
    return {
      ok: true,
      ...(quantity === 0
        ? said('The count of {product} agrees: {units} in stock.', {
            product: product.name,
            units: stockOnHand,
          })
        : said('{product}: {units} in stock, {difference}.', {
            product: product.name,
            units: stockOnHand,
            difference: `${quantity > 0 ? '+' : ''}${quantity}`,
          })),
      result: { productId, stockOnHand, difference: quantity },
      writes: stock.writes(),
    }
  },
})
