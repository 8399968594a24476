/** Takes in goods. What orders wait for is promised to them at once, the oldest order first. */
import { Type } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import type { Order } from '../entities/order.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { ProcedureState, Write } from './define-procedure.ts'
import { linesInHand, orderWrite } from './order-changes.ts'
import { promise } from './place-order.ts'
import { openStockLedger } from './stock-ledger.ts'

/** So many waiting orders are served at once; the others when goods come next or by `place_order`. */
const mostOrders = 100

export const receiveStock = defineProcedure({
  name: 'receive_stock',
  version: 1,
  label: 'Receive stock',
  description:
    'Adds goods that came in to the stock and promises them to the orders that wait for them; they are no longer on order.',
  roles: ['admin'],
  input: inputOf({
    items: Type.Array(
      inputOf({ productId: uuidSchema, quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
      { minItems: 1, maxItems: 100 },
    ),
    note: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  wants({ items }, state) {
    return {
      documents: [
        ...items.map(({ productId }) => ['products', productId] as const),
        // The other products of waiting orders are promised, too, where there are any.
        ...waitingOrders(state).flatMap(({ lines }) =>
          lines.map(({ productId }) => ['products', productId] as const),
        ),
      ],
      where: waitingStates.map((status) => ['orders', 'status', status] as const),
    }
  },
  decide(state, { items, note }, context) {
    const stock = openStockLedger(state, context)
    for (const [index, { productId, quantity }] of items.entries()) {
      if (!stock.product(productId)) return refuse('NOT_FOUND', undefined, `items.${index}.productId`)
      stock.move({ productId, quantity, reserved: 0, reason: 'received', note })
    }
    const received = new Map<string, number>()
    for (const { productId, quantity } of items)
      received.set(productId, (received.get(productId) ?? 0) + quantity)
    const served: Order[] = []
    const writes = waitingOrders(state)
      .filter(({ lines }) => lines.some(({ productId }) => received.has(productId)))
      .flatMap((order) => {
        if (served.length === mostOrders) return []
        const lines = linesInHand(order)
        if (promise(order, lines, stock) === 0) return []
        served.push(order)
        const { subject: _, ...write } = orderWrite(order, lines, context)
        return [write]
      })
    const units = items.reduce((sum, { quantity }) => sum + quantity, 0)
    return {
      ok: true,
      ...(served.length > 0
        ? said(
            '{units, plural, one {# unit is} other {# units are}} in stock. {orders, plural, one {# waiting order} other {# waiting orders}} got some of them.',
            { units, orders: served.length },
          )
        : said('{units, plural, one {# unit is} other {# units are}} in stock.', { units })),
      result: { units, orderIds: served.map(({ id }) => id) },
      writes: [...writes, ...stock.writes(), ...arrivals(state, received)],
    }
  },
})

/** What arrived is no longer on order. A person edits that figure as well, so an edit in between stays. */
const arrivals = (state: ProcedureState, received: ReadonlyMap<string, number>): Write[] =>
  [...received].flatMap(([id, quantity]) => {
    const onOrder = state.get('products', id)?.onOrder ?? 0
    if (onOrder === 0) return []
    return [
      {
        kind: 'change',
        collection: 'products',
        id,
        set: { onOrder: Math.max(0, onOrder - quantity) },
        when: { onOrder },
      },
    ]
  })

const waitingStates = ['backordered', 'part-fulfilled'] as const

/** By official number, which is the order in which they were placed. */
const waitingOrders = (state: ProcedureState): Order[] =>
  waitingStates
    .flatMap((status) => state.where('orders', 'status', status))
    .filter(({ lines }) => lines.some(({ backordered }) => (backordered ?? 0) > 0))
    .sort((a, b) => Number(a.number ?? 0) - Number(b.number ?? 0) || (a.id < b.id ? -1 : 1))
