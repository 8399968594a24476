/** Cancels what an order still owes; what was sent stays sent. */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import { isOpenToEdits } from '../order-lifecycle.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import { linesInHand, orderFor, orderWrite, titleOf, wantsOfOrder } from './order-changes.ts'
import { openStockLedger } from './stock-ledger.ts'

export const cancelOrder = defineProcedure({
  name: 'cancel_order',
  version: 1,
  label: 'Cancel order',
  description:
    'Cancels what an order still owes: all of it, only what waits for stock, or only certain items.',
  roles: ['admin', 'sales_rep'],
  input: inputOf({
    orderId: uuidSchema,
    only: Type.Optional(
      Type.Literal('backordered', { description: 'Cancel only what waits for stock and send the rest.' }),
    ),
    lineIds: Type.Optional(
      Type.Array(Type.String({ maxLength: 36 }), {
        minItems: 1,
        maxItems: 500,
        description: 'Only of these items; of all when absent.',
      }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  wants: ({ orderId }, state) => wantsOfOrder(orderId, state),
  decide(state, { orderId, only, lineIds, reason }, context) {
    const found = orderFor(state, context, orderId, 'cancel')
    if ('refusal' in found) return found.refusal
    const { order } = found
    if ((only || lineIds) && isOpenToEdits(order.status))
      return refuse(
        'ORDER_STATE',
        said('Order {order} has not been placed: nothing waits for stock.', { order: titleOf(order) }),
      )
    const stock = openStockLedger(state, context)
    const lines = linesInHand(order)
    const unknown = lineIds?.findIndex((id) => !lines.some(({ line }) => line.id === id)) ?? -1
    if (unknown >= 0)
      return refuse('INVALID_INPUT', said('The order has no such item.'), `lineIds.${unknown}`)
    let units = 0
    for (const { line, state: figures } of lines) {
      if (lineIds && !lineIds.includes(line.id)) continue
      const released = only ? 0 : figures.confirmed
      stock.move({
        productId: line.productId,
        quantity: 0,
        reserved: -released,
        reason: 'released',
        orderId: order.id,
      })
      units += released + figures.backordered
      figures.cancelled += released + figures.backordered
      figures.confirmed -= released
      figures.backordered = 0
    }
    if (units === 0 && order.lines.length > 0)
      return refuse('NOTHING_TO_DO', said('Order {order} waits for nothing.', { order: titleOf(order) }))
    const write = orderWrite(order, lines, context, reason ? { cancelReason: reason } : {})
    const status = write.set['status']
    return {
      ok: true,
      ...wordsOf(status === 'cancelled' ? 'all' : lineIds ? 'some' : 'rest', {
        order: titleOf(order),
        units,
      }),
      result: { orderId, status, units },
      writes: [write, ...stock.writes()],
    }
  },
})

function wordsOf(what: 'all' | 'some' | 'rest', values: { order: string; units: number }) {
  if (what === 'all') return said('Order {order} is cancelled.', values)
  return what === 'rest'
    ? said('The rest of order {order} is cancelled.', values)
    : said(
        '{units, plural, one {# unit} other {# units}} of order {order} {units, plural, one {is} other {are}} cancelled.',
        values,
      )
}
