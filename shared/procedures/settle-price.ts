/**
 * Settles a price that is not the list's: the order keeps its own, or takes the list's. The server only ever
 * marks such a price; this is how a person decides. What was sent was sold at its price.
 */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import { linesInHand, orderFor, orderWrite, titleOf, wantsOfOrder } from './order-changes.ts'

export const settlePrice = defineProcedure({
  name: 'settle_price',
  version: 1,
  label: 'Settle price',
  description:
    'Decides for an item whether the order keeps its price or takes the list price that was marked.',
  roles: ['admin', 'sales_rep'],
  input: inputOf({
    orderId: uuidSchema,
    lineId: Type.String({ maxLength: 36 }),
    take: Type.Enum(['order', 'list'], {
      description: 'order: the price stays as it was agreed; list: the list price of the day it was placed.',
    }),
  }),
  wants: ({ orderId }, state) => wantsOfOrder(orderId, state),
  decide(state, { orderId, lineId, take }, context) {
    const found = orderFor(state, context, orderId, 'settle')
    if ('refusal' in found) return found.refusal
    const { order } = found
    const lines = linesInHand(order)
    const chosen = lines.find(({ line }) => line.id === lineId)
    if (!chosen) return refuse('INVALID_INPUT', said('The order has no such item.'), 'lineId')
    const { line, state: figures } = chosen
    if (line.listPrice === undefined)
      return refuse(
        'NOTHING_TO_DO',
        said('The price of {item} is settled.', { item: line.description }),
        'lineId',
      )
    if (take === 'list' && figures.fulfilled > 0)
      return refuse(
        'ORDER_STATE',
        said('{item} was sent at its price already.', { item: line.description }),
        'take',
      )
    const price = take === 'list' ? line.listPrice : line.unitPrice
    const write = orderWrite(
      order,
      lines,
      context,
      {},
      new Map([[lineId, { unitPrice: price, listPrice: null }]]),
    )
    return {
      ok: true,
      ...said('{item} of order {order} costs {price}.', {
        item: line.description,
        order: titleOf(order),
        price: { amount: price, currency: order.currency },
      }),
      result: { orderId, lineId, unitPrice: price },
      writes: [write],
    }
  },
})
