/** Takes back what was sent; what can be sold again goes back to the stock. */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import { linesInHand, namedLines, orderFor, orderWrite, titleOf, wantsOfOrder } from './order-changes.ts'
import { openStockLedger } from './stock-ledger.ts'

export const returnOrder = defineProcedure({
  name: 'return_order',
  version: 1,
  label: 'Take back',
  description: 'Records goods that came back from a customer, never more than were sent.',
  roles: ['admin', 'support'],
  input: inputOf({
    orderId: uuidSchema,
    lines: Type.Array(
      inputOf({
        lineId: Type.String({ maxLength: 36 }),
        quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      }),
      { minItems: 1, maxItems: 500 },
    ),
    restock: Type.Boolean({ description: 'The goods can be sold again.' }),
    reason: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  wants: ({ orderId }, state) => wantsOfOrder(orderId, state),
  decide(state, input, context) {
    const found = orderFor(state, context, input.orderId, 'return')
    if ('refusal' in found) return found.refusal
    const { order } = found
    const lines = linesInHand(order)
    const named = namedLines(lines, input.lines)
    if ('refusal' in named) return named.refusal
    const stock = openStockLedger(state, context)
    let units = 0
    for (const { line, state: figures } of lines) {
      const quantity = named.quantities.get(line.id) ?? 0
      if (quantity === 0) continue
      const left = figures.fulfilled - figures.returned
      if (quantity > left)
        return refuse(
          'QUANTITY_TOO_LARGE',
          said('Only {units} of {item} were sent and have not come back.', {
            units: left,
            item: line.description,
          }),
          `lines.${input.lines.findIndex(({ lineId }) => lineId === line.id)}.quantity`,
        )
      figures.returned += quantity
      units += quantity
      if (input.restock)
        stock.move({
          productId: line.productId,
          quantity,
          reserved: 0,
          reason: 'returned',
          orderId: order.id,
        })
    }
    const write = orderWrite(order, lines, context)
    return {
      ok: true,
      ...said('{units, plural, one {# unit} other {# units}} of order {order} came back.', {
        units,
        order: titleOf(order),
      }),
      result: { orderId: order.id, status: write.set['status'], units },
      writes: [write, ...stock.writes()],
    }
  },
})
