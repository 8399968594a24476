/**
 * Places an order: what is in stock is promised to it, what is not waits. Prices stay as they were written;
 * one that is no longer the list's is marked. Called again for an order that waits, it takes what is there now.
 */
import { uuidSchema } from '../entities/fields.ts'
import type { Order } from '../entities/order.ts'
import { english, phrase, said } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { listedPrice } from '../price-lists.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState } from './define-procedure.ts'
import { linesInHand, orderFor, orderWrite, stateWords, titleOf, wantsOfOrder } from './order-changes.ts'
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
  wants({ orderId }, state) {
    const order = state.get('orders', orderId)
    const wants = wantsOfOrder(orderId, state)
    return order ? { ...wants, where: [['priceLists', 'currency', order.currency]] } : wants
  },
  decide(state, { orderId }, context) {
    const before = state.get('orders', orderId)
    const isFirst = before === undefined || before.status === 'draft' || before.status === 'submitted'
    const found = orderFor(state, context, orderId, isFirst ? 'place' : 'allocate')
    if ('refusal' in found) return found.refusal
    return isFirst ? place(state, found.order, context) : allocate(state, found.order, context)
  },
})

function place(state: ProcedureState, order: Order, context: ProcedureContext): Decision {
  if (order.lines.length === 0)
    return refuse('ORDER_STATE', said('Order {order} has no items.', { order: titleOf(order) }))
  const stock = openStockLedger(state, context)
  const lines = linesInHand(order)
  promise(order, lines, stock)
  const obstacles = obstaclesTo(state, order, lines, stock)
  if (obstacles.length > 0) return reject(order, context, obstacles)

  const stale = stalePrices(state, order, stock)
  const hasNumber = order.number !== undefined || context.nextOrderNumber === undefined
  const number = order.number ?? (hasNumber ? undefined : String(context.nextOrderNumber))
  const write = orderWrite(
    order,
    lines,
    context,
    { ...(number && { number }), rejection: null, rejectionWords: null },
    stale,
  )
  return {
    ok: true,
    ...wordsOf(number ?? order.provisionalNumber, lines, stale.size),
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

/** By item: the price that holds today by the lists, where the order says another one. */
function stalePrices(state: ProcedureState, order: Order, stock: StockLedger) {
  const lists = state.where('priceLists', 'currency', order.currency)
  const customer = state.get('customers', order.customerId)
  return new Map(
    order.lines.flatMap((line) => {
      const product = stock.product(line.productId)
      if (!product) return []
      const { currency, orderDate: day } = order
      const listed = listedPrice({ product, customer, currency, quantity: line.quantity, day }, lists)
      return listed && listed.amount !== line.unitPrice ? [[line.id, { listPrice: listed.amount }]] : []
    }),
  )
}

function allocate(state: ProcedureState, order: Order, context: ProcedureContext): Decision {
  const stock = openStockLedger(state, context)
  const lines = linesInHand(order)
  if (lines.every(({ state: { backordered } }) => backordered === 0))
    return refuse(
      'ORDER_STATE',
      said('Order {order} is {state} already.', { order: titleOf(order), state: stateWords[order.status] }),
    )
  const taken = promise(order, lines, stock)
  if (taken === 0)
    return refuse(
      'NOT_ENOUGH_STOCK',
      said('Nothing that order {order} waits for is in stock.', { order: titleOf(order) }),
    )
  const write = orderWrite(order, lines, context)
  return {
    ok: true,
    ...wordsOf(titleOf(order), lines),
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

/** What keeps the order from being taken at all. */
function obstaclesTo(
  state: ProcedureState,
  order: Order,
  lines: readonly LineInHand[],
  stock: StockLedger,
): Phrase[] {
  const obstacles = lines.flatMap(({ line, state: { confirmed, backordered } }) => {
    const product = stock.product(line.productId)
    if (!product) return [phrase('{item} is no longer sold.', { item: line.description })]
    // What will never come in again cannot be waited for.
    if (!product.discontinued || backordered === 0) return []
    return [
      phrase('{item} is discontinued and only {confirmed} of {quantity} can be had.', {
        item: line.description,
        confirmed,
        quantity: line.quantity,
      }),
    ]
  })
  return state.get('customers', order.customerId)
    ? obstacles
    : [phrase('The customer no longer exists.'), ...obstacles]
}

function reject(order: Order, context: ProcedureContext, obstacles: readonly Phrase[]): Decision {
  const reason = oneAfterAnother(obstacles)
  return {
    ok: true,
    ...said('Order {order} cannot be taken as it is. {reason}', { order: titleOf(order), reason }),
    result: { orderId: order.id, status: 'rejected', reasons: obstacles.map(english) },
    writes: [
      {
        kind: 'change',
        collection: 'orders',
        id: order.id,
        set: {
          status: 'rejected',
          rejection: english(reason).slice(0, 1000),
          rejectionWords: reason,
          lastCall: context.callId,
        },
        subject: true,
      },
    ],
  }
}

/** As many as a person reads. */
const mostNamed = 10

const oneAfterAnother = (sentences: readonly Phrase[]): Phrase =>
  sentences.slice(0, mostNamed).reduceRight((rest, first) => phrase('{first} {rest}', { first, rest }))

const figuresOf = (lines: readonly LineInHand[]) =>
  lines.map(({ line, state: { confirmed, backordered } }) => ({ lineId: line.id, confirmed, backordered }))

function wordsOf(order: string, lines: readonly LineInHand[], stale = 0) {
  const waiting = lines.filter(({ state }) => state.backordered > 0)
  const items = waiting.slice(0, mostNamed).map(({ line, state }) =>
    phrase('{units} of {quantity} {item}', {
      units: state.backordered,
      quantity: line.quantity,
      item: line.description,
    }),
  )
  const state =
    items.length === 0
      ? phrase('Order {order} is {state}.', { order, state: stateWords.confirmed })
      : phrase('Order {order} waits for stock: {items}.', {
          order,
          items: items.reduceRight((rest, first) => phrase('{first}, {rest}', { first, rest })),
        })
  if (stale === 0) return said('{sentence}', { sentence: state })
  return said('{sentence} {prices, plural, one {# price differs} other {# prices differ}} from the list.', {
    sentence: state,
    prices: stale,
  })
}
