/** What the procedures about orders share: finding the order, and writing where its units are now. */
import { isInBook } from '../access.ts'
import { order as orderEntity } from '../entities/order.ts'
import type { Order, OrderLine } from '../entities/order.ts'
import { entityOf } from '../entities/index.ts'
import { lineState, lineStateNames, mayDo, statusOf } from '../order-lifecycle.ts'
import type { LineState, OrderAction, OrderStatus } from '../order-lifecycle.ts'
import { refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState, Wants, Write } from './define-procedure.ts'

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
  if (!mayDo(order.status, action)) return { refusal: refuse('ORDER_STATE', inState(order, verbs[action])) }
  return { order }
}

const verbs: Record<OrderAction, string> = {
  place: 'placed',
  allocate: 'placed',
  fulfil: 'sent',
  return: 'taken back',
  cancel: 'cancelled',
  settle: 'priced anew',
}

const inState = (order: Order, verb: string) =>
  `Order ${titleOf(order)} is ${statusLabel(order.status)} and cannot be ${verb}.`

export const titleOf = (order: Order) => orderEntity.title(order)

export const statusLabel = (status: OrderStatus): string =>
  entityOf('orders')
    .fields['status']?.options?.find(({ value }) => value === status)
    ?.label.toLowerCase() ?? status

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
      return { refusal: refuse('INVALID_INPUT', 'The order has no such item.', `lines.${index}.lineId`) }
    if (quantities.has(lineId))
      return { refusal: refuse('INVALID_INPUT', 'The item comes twice.', `lines.${index}.lineId`) }
    quantities.set(lineId, quantity)
  }
  return { quantities }
}
