/**
 * Places an order: what is in stock is promised to it, what is not waits. Prices stay as they were written;
 * one that is no longer the list's is marked. Called again for an order that waits, it takes what is there now.
 */
import { uuidSchema } from '../entities/fields.ts'
import type { Order } from '../entities/order.ts'
import { counted, defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState } from './define-procedure.ts'
import { linesInHand, orderFor, orderWrite, statusLabel, titleOf, wantsOfOrder } from './order-changes.ts'
import type { LineInHand } from './order-changes.ts'
import { openStockLedger } from './stock-ledger.ts'
import type { StockLedger } from './stock-ledger.ts'

export const placeOrder = defineProcedure({
  name: 'place_order',
  version: 1,
  label: 'Place order',
  description: 'Promises stock to the items of an order; what is not in stock is backordered.',
  roles: ['admin', 'sales_rep'],
  input: inputOf({ orderId: uuidSchema }),
  wants: ({ orderId }, state) => wantsOfOrder(orderId, state),
  decide(state, { orderId }, context) {
    const before = state.get('orders', orderId)
    const isFirst = before === undefined || before.status === 'draft' || before.status === 'submitted'
    const found = orderFor(state, context, orderId, isFirst ? 'place' : 'allocate')
    if ('refusal' in found) return found.refusal
    return isFirst ? place(state, found.order, context) : allocate(state, found.order, context)
  },
})

function place(state: ProcedureState, order: Order, context: ProcedureContext): Decision {
  if (order.lines.length === 0) return refuse('ORDER_STATE', `Order ${titleOf(order)} has no items.`)
  const stock = openStockLedger(state, context)
  const lines = linesInHand(order)
  promise(order, lines, stock)
  const obstacles = obstaclesTo(state, order, lines, stock)
  if (obstacles.length > 0) return reject(order, context, obstacles)

  const stale = new Map(
    order.lines.flatMap((line) => {
      const price = stock.product(line.productId)?.price
      const differs = price && (price.currency !== order.currency || price.amount !== line.unitPrice)
      return differs && price.currency === order.currency ? [[line.id, { listPrice: price.amount }]] : []
    }),
  )
  const hasNumber = order.number !== undefined || context.nextOrderNumber === undefined
  const number = order.number ?? (hasNumber ? undefined : String(context.nextOrderNumber))
  const write = orderWrite(order, lines, context, { ...(number && { number }), rejection: null }, stale)
  const notes =
    stale.size > 0
      ? ` ${counted(stale.size, 'price')} differ${stale.size === 1 ? 's' : ''} from the list.`
      : ''
  return {
    ok: true,
    message: `${wordsOf(number ?? order.provisionalNumber, lines)}${notes}`,
    result: {
      orderId: order.id,
      status: write.set['status'],
      ...(number && { number }),
      lines: figuresOf(lines),
    },
    writes: [write, ...stock.writes()],
    takesNumber: !hasNumber,
  }
}

function allocate(state: ProcedureState, order: Order, context: ProcedureContext): Decision {
  const stock = openStockLedger(state, context)
  const lines = linesInHand(order)
  if (lines.every(({ state: { backordered } }) => backordered === 0))
    return refuse('ORDER_STATE', `Order ${titleOf(order)} is ${statusLabel(order.status)} already.`)
  const taken = promise(order, lines, stock)
  if (taken === 0)
    return refuse('NOT_ENOUGH_STOCK', `Nothing that order ${titleOf(order)} waits for is in stock.`)
  const write = orderWrite(order, lines, context)
  return {
    ok: true,
    message: wordsOf(titleOf(order), lines),
    result: { orderId: order.id, status: write.set['status'], lines: figuresOf(lines) },
    writes: [write, ...stock.writes()],
  }
}

/** Moves units from waiting to confirmed as far as the stock goes, line by line; the units moved. */
export function promise(order: Order, lines: readonly LineInHand[], stock: StockLedger): number {
  let taken = 0
  for (const { line, state } of lines) {
    const units = Math.min(state.backordered, stock.available(line.productId))
    if (units <= 0) continue
    stock.move({
      productId: line.productId,
      quantity: 0,
      reserved: units,
      reason: 'reserved',
      orderId: order.id,
    })
    state.backordered -= units
    state.confirmed += units
    taken += units
  }
  return taken
}

/** What keeps the order from being taken at all, as sentences. */
function obstaclesTo(
  state: ProcedureState,
  order: Order,
  lines: readonly LineInHand[],
  stock: StockLedger,
): string[] {
  const obstacles = lines.flatMap(({ line, state: { confirmed, backordered } }) => {
    const product = stock.product(line.productId)
    if (!product) return [`${line.description} is no longer sold.`]
    // What will never come in again cannot be waited for.
    if (!product.discontinued || backordered === 0) return []
    return [`${line.description} is discontinued and only ${confirmed} of ${line.quantity} can be had.`]
  })
  return state.get('customers', order.customerId)
    ? obstacles
    : ['The customer no longer exists.', ...obstacles]
}

function reject(order: Order, context: ProcedureContext, obstacles: readonly string[]): Decision {
  const rejection = obstacles.join(' ').slice(0, 1000)
  return {
    ok: true,
    message: `Order ${titleOf(order)} cannot be taken as it is. ${rejection}`,
    result: { orderId: order.id, status: 'rejected', reasons: [...obstacles] },
    writes: [
      {
        kind: 'change',
        collection: 'orders',
        id: order.id,
        set: { status: 'rejected', rejection, lastCall: context.callId },
        subject: true,
      },
    ],
  }
}

const figuresOf = (lines: readonly LineInHand[]) =>
  lines.map(({ line, state: { confirmed, backordered } }) => ({ lineId: line.id, confirmed, backordered }))

function wordsOf(title: string, lines: readonly LineInHand[]): string {
  const waiting = lines.filter(({ state }) => state.backordered > 0)
  if (waiting.length === 0) return `Order ${title} is ${statusLabel('confirmed')}.`
  const items = waiting.map(
    ({ line, state }) => `${state.backordered} of ${line.quantity} ${line.description}`,
  )
  return `Order ${title} waits for stock: ${items.join(', ')}.`.slice(0, 1000)
}
