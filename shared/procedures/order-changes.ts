/** What the procedures about orders share: finding the order, and writing where its units are now. */
import { isInBook } from '../access.ts'
import { order as orderEntity } from '../entities/order.ts'
import type { Order, OrderLine } from '../entities/order.ts'
import { lineState, lineStateNames, mayDo, statusOf } from '../order-lifecycle.ts'
import type { LineState, OrderAction, OrderStatus } from '../order-lifecycle.ts'
import { phrase, said } from '../phrase.ts'
import type { Phrase, PhraseValue } from '../phrase.ts'
import { refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState, Said, Wants, Write } from './define-procedure.ts'

/** The order, its customer and its products. */
export function wantsOfOrder(orderId: string, state: ProcedureState): Wants {
  const order = state.get('orders', orderId)
  if (!order) return { documents: [['orders', orderId]] }
  return {
    documents: [
      ['orders', orderId],
      ['customers', order.customerId],
      ...order.lines.map(({ productId }) => ['products', productId] as const),
    ],
  }
}

/** The order, when the caller may do this to it now; `inBookOf`: a rep must have the customer in their book. */
export function orderFor(
  state: ProcedureState,
  context: ProcedureContext,
  orderId: string,
  action: OrderAction,
): { order: Order } | { refusal: Decision } {
  const order = state.get('orders', orderId)
  if (!order) return { refusal: refuse('NOT_FOUND', undefined, 'orderId') }
  const { by } = context
  if (by !== 'server' && by.role === 'sales_rep') {
    const customer = state.get('customers', order.customerId)
    if (!customer || !isInBook(by, customer)) return { refusal: refuse('FORBIDDEN') }
  }
  if (!mayDo(order.status, action)) {
    const words = cannot[action]({ order: titleOf(order), state: stateWords[order.status] })
    return { refusal: refuse('ORDER_STATE', words) }
  }
  return { order }
}

type InState = Record<'order' | 'state', PhraseValue>

const cannot: Record<OrderAction, (values: InState) => Said> = {
  place: (values) => said('Order {order} is {state} and cannot be placed.', values),
  allocate: (values) => said('Order {order} is {state} and cannot be placed.', values),
  fulfil: (values) => said('Order {order} is {state} and cannot be sent.', values),
  return: (values) => said('Order {order} is {state} and cannot be taken back.', values),
  cancel: (values) => said('Order {order} is {state} and cannot be cancelled.', values),
  settle: (values) => said('Order {order} is {state} and cannot be priced anew.', values),
}

export const titleOf = (order: Order) => orderEntity.title(order)

/** In the middle of a sentence: "the order is …". */
export const stateWords: Record<OrderStatus, Phrase> = {
  draft: phrase('a draft'),
  submitted: phrase('submitted'),
  rejected: phrase('rejected'),
  confirmed: phrase('confirmed'),
  backordered: phrase('backordered'),
  'part-fulfilled': phrase('partly fulfilled'),
  fulfilled: phrase('fulfilled'),
  returned: phrase('returned'),
  cancelled: phrase('cancelled'),
}

export interface LineInHand {
  line: OrderLine
  state: LineState
}

export const linesInHand = ({ status, lines }: Order): LineInHand[] =>
  lines.map((line) => ({ line, state: lineState(status, line) }))

/** The write that gives the order its new figures and the status that follows from them. */
export function orderWrite(
  order: Order,
  lines: readonly LineInHand[],
  context: ProcedureContext,
  more: Record<string, unknown> = {},
  moreOfLines: ReadonlyMap<string, Record<string, unknown>> = new Map(),
): Extract<Write, { kind: 'change' }> {
  return {
    kind: 'change',
    collection: 'orders',
    id: order.id,
    set: { status: statusOf(lines.map(({ state }) => state)), lastCall: context.callId, ...more },
    items: {
      lines: Object.fromEntries(
        lines.map(({ line, state }) => [
          line.id,
          {
            ...Object.fromEntries(lineStateNames.map((name) => [name, state[name]])),
            ...moreOfLines.get(line.id),
          },
        ]),
      ),
    },
    subject: true,
  }
}

/** Lines that a call names -> quantity by line; the refusal when a line is unknown or comes twice. */
export function namedLines(
  lines: readonly LineInHand[],
  named: readonly { lineId: string; quantity: number }[],
): { quantities: Map<string, number> } | { refusal: Decision } {
  const known = new Set(lines.map(({ line }) => line.id))
  const quantities = new Map<string, number>()
  for (const [index, { lineId, quantity }] of named.entries()) {
    if (!known.has(lineId))
      return {
        refusal: refuse('INVALID_INPUT', said('The order has no such item.'), `lines.${index}.lineId`),
      }
    if (quantities.has(lineId))
      return { refusal: refuse('INVALID_INPUT', said('The item comes twice.'), `lines.${index}.lineId`) }
    quantities.set(lineId, quantity)
  }
  return { quantities }
}
