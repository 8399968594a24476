/** Sends an order, whole or in part: the goods leave the stock. */
import { Type } from 'typebox'
import { dateSchema, uuidSchema } from '../entities/fields.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import { linesInHand, namedLines, orderFor, orderWrite, titleOf, wantsOfOrder } from './order-changes.ts'
import { openStockLedger } from './stock-ledger.ts'

export const fulfilOrder = defineProcedure({
  name: 'fulfil_order',
  version: 1,
  label: 'Send order',
  description: 'Takes the goods of an order out of stock: all that is confirmed, or the quantities named.',
  roles: ['admin'],
  input: inputOf({
    orderId: uuidSchema,
    lines: Type.Optional(
      Type.Array(
        inputOf({
          lineId: Type.String({ maxLength: 36 }),
          quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        }),
        { minItems: 1, maxItems: 500, description: 'Absent: everything that is confirmed.' },
      ),
    ),
    shippedDate: Type.Optional(dateSchema),
  }),
  wants: ({ orderId }, state) => wantsOfOrder(orderId, state),
  decide(state, input, context) {
    const found = orderFor(state, context, input.orderId, 'fulfil')
    if ('refusal' in found) return found.refusal
    const { order } = found
    const lines = linesInHand(order)
    const named = input.lines ? namedLines(lines, input.lines) : undefined
    if (named && 'refusal' in named) return named.refusal
    const stock = openStockLedger(state, context)
    let units = 0
    for (const { line, state: figures } of lines) {
      const wanted = named ? (named.quantities.get(line.id) ?? 0) : figures.confirmed
      if (wanted === 0) continue
      const field = input.lines
        ? `lines.${input.lines.findIndex(({ lineId }) => lineId === line.id)}.quantity`
        : 'lines'
      if (wanted > figures.confirmed + figures.backordered)
        return refuse(
          'QUANTITY_TOO_LARGE',
          said('Only {units} of {item} are left to send.', {
            units: figures.confirmed + figures.backordered,
            item: line.description,
          }),
          field,
        )
      const fromConfirmed = Math.min(wanted, figures.confirmed)
      const fromFree = wanted - fromConfirmed
      if (fromFree > stock.available(line.productId))
        return refuse(
          'NOT_ENOUGH_STOCK',
          said('Only {units} of {item} can be sent now.', {
            units: fromConfirmed + stock.available(line.productId),
            item: line.description,
          }),
          field,
        )
      stock.move({
        productId: line.productId,
        quantity: -wanted,
        reserved: -fromConfirmed,
        reason: 'sold',
        orderId: order.id,
      })
      figures.confirmed -= fromConfirmed
      figures.backordered -= fromFree
      figures.fulfilled += wanted
      units += wanted
    }
    if (units === 0)
      return refuse(
        'NOTHING_TO_DO',
        said('Nothing of order {order} can be sent now.', { order: titleOf(order) }),
      )
    const write = orderWrite(order, lines, context, {
      shippedDate: input.shippedDate ?? context.at.slice(0, 10),
    })
    return {
      ok: true,
      ...said(
        '{units, plural, one {# unit} other {# units}} of order {order} {units, plural, one {was} other {were}} sent.',
        { units, order: titleOf(order) },
      ),
      result: { orderId: order.id, status: write.set['status'], units },
      writes: [write, ...stock.writes()],
    }
  },
})
