/**
 * The life of an order, all of it: which states follow which, what may be done in each, and where the units
 * of every line are. Before it is placed a person moves it by editing it; from then on only procedures do.
 *
 *   draft <-> submitted -> confirmed | backordered -> part-fulfilled -> fulfilled -> returned
 *               |  ^                      (any that still owes units: -> cancelled or fulfilled)
 *               v  |
 *             rejected
 *
 * Of a placed line, confirmed + backordered + fulfilled + cancelled = quantity, and returned <= fulfilled.
 */
import type { Order, OrderLine } from './entities/order.ts'

export type OrderStatus = Order['status']
export type OrderAction = 'place' | 'allocate' | 'fulfil' | 'return' | 'cancel' | 'settle'

const actions: Record<OrderStatus, readonly OrderAction[]> = {
  draft: ['place', 'cancel'],
  submitted: ['place', 'cancel'],
  rejected: ['cancel'],
  confirmed: ['allocate', 'fulfil', 'cancel', 'settle'],
  backordered: ['allocate', 'fulfil', 'cancel', 'settle'],
  'part-fulfilled': ['allocate', 'fulfil', 'cancel', 'return', 'settle'],
  fulfilled: ['return'],
  returned: [],
  cancelled: [],
}

/** What a person may turn a status into by editing the order; everything else is a procedure's work. */
const edits: Partial<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['draft', 'submitted', 'cancelled'],
  submitted: ['submitted', 'draft', 'cancelled'],
  rejected: ['rejected', 'draft', 'submitted', 'cancelled'],
}

export const mayDo = (status: OrderStatus, action: OrderAction): boolean => actions[status].includes(action)

/** From nothing means a new order. */
export function mayEditTo(from: OrderStatus | undefined, to: OrderStatus): boolean {
  if (from === undefined) return to === 'draft' || to === 'submitted'
  return from === to || (edits[from]?.includes(to) ?? false)
}

/** Nothing has been promised yet: the whole order is its person's to change. */
export const isOpenToEdits = (status: OrderStatus): boolean => edits[status] !== undefined

/** What is settled by placing the order and changes by procedures alone. */
export const settledByPlacing = [
  'status',
  'customerId',
  'currency',
  'lines',
  'discount',
  'discountAmount',
  'freight',
] as const

/** Where the units of a line are. */
export interface LineState {
  /** Reserved, not yet sent. */
  confirmed: number
  /** Ordered, waiting for stock. */
  backordered: number
  /** Sent. */
  fulfilled: number
  /** Of what was sent. */
  returned: number
  cancelled: number
}

export const lineStateNames = ['confirmed', 'backordered', 'fulfilled', 'returned', 'cancelled'] as const

/** An imported order has no such figures: what it owes is not reserved, what it is done with was sent. */
export function lineState(status: OrderStatus, line: OrderLine): LineState {
  const { confirmed, backordered, fulfilled, returned, cancelled } = line
  const isPlaced = [confirmed, backordered, fulfilled, returned, cancelled].some(
    (units) => units !== undefined,
  )
  const all = (...states: OrderStatus[]) => (!isPlaced && states.includes(status) ? line.quantity : 0)
  return {
    confirmed: confirmed ?? 0,
    backordered:
      backordered ?? all('draft', 'submitted', 'rejected', 'confirmed', 'backordered', 'part-fulfilled'),
    fulfilled: fulfilled ?? all('fulfilled', 'returned'),
    returned: returned ?? all('returned'),
    cancelled: cancelled ?? all('cancelled'),
  }
}

/** Units of a placed order that are not in stock. An imported order says nothing of that. */
export const unitsWaitedFor = ({ status, lines }: Pick<Order, 'status' | 'lines'>): number =>
  isOpenToEdits(status) ? 0 : lines.reduce((sum, { backordered = 0 }) => sum + backordered, 0)

/** The status of a placed order follows from its lines. */
export function statusOf(lines: readonly LineState[]): OrderStatus {
  const sum = (name: keyof LineState) => lines.reduce((units, line) => units + line[name], 0)
  const isOwing = sum('confirmed') + sum('backordered') > 0
  const sent = sum('fulfilled')
  if (isOwing && sent > 0) return 'part-fulfilled'
  if (isOwing) return sum('backordered') > 0 ? 'backordered' : 'confirmed'
  if (sent === 0) return 'cancelled'
  return sum('returned') === sent ? 'returned' : 'fulfilled'
}

/** What counts as sold: given to the office and neither refused nor called off. */
export const soldStatuses: readonly OrderStatus[] = [
  'submitted',
  'confirmed',
  'backordered',
  'part-fulfilled',
  'fulfilled',
]

/** What is not settled yet, whoever has to act next. */
export const openStatuses: readonly OrderStatus[] = [
  'draft',
  'submitted',
  'rejected',
  'confirmed',
  'backordered',
  'part-fulfilled',
]
