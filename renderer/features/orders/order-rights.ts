/**
 * What a person may do with an order in its present state, asked of the role table that the server asks.
 * An action that is not allowed is not offered.
 */
import { isInBook, mayWrite } from '../../../shared/access.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { isOpenToEdits, lineState, mayDo } from '../../../shared/order-lifecycle.ts'
import type { Person } from '../../../shared/roles.ts'

export interface OrderRights {
  edit: boolean
  submit: boolean
  cancel: boolean
  remove: boolean
}

const none: OrderRights = { edit: false, submit: false, cancel: false, remove: false }

/** `now` is milliseconds since 1970. */
const around = (customer: Customer | undefined, now: number) => ({
  parent: customer as AnyDocument | undefined,
  teamsOf: () => [],
  now,
})

/** May the person write an order for this customer? */
export function mayOrderFor(who: Person, customer: Customer, now: number): boolean {
  const proposed = { status: 'draft', customerId: customer.id } as unknown as AnyDocument
  return mayWrite(who, 'orders', undefined, proposed, around(customer, now)).allowed
}

/** `customer` is the order's, when it is on this device. What is confirmed or fulfilled is the office's. */
export function rightsOn(
  who: Person,
  order: Order,
  customer: Customer | undefined,
  now: number,
): OrderRights {
  const stored: AnyDocument = { ...order }
  const mayBecome = (status: Order['status']) =>
    mayWrite(who, 'orders', stored, { ...stored, status }, around(customer, now)).allowed
  if (!isOpenToEdits(order.status)) return none
  return {
    edit: mayBecome(order.status),
    submit: order.status !== 'submitted' && order.lines.length > 0 && mayBecome('submitted'),
    cancel: order.status !== 'draft' && mayBecome('cancelled'),
    remove:
      order.status === 'draft' && mayWrite(who, 'orders', stored, undefined, around(customer, now)).allowed,
  }
}

/** What a person may ask the office to do with a placed order. */
export interface OrderCalls {
  cancel: boolean
  /** Cancel only what waits for stock. */
  cancelWaiting: boolean
  /** Send what is confirmed. */
  fulfil: boolean
  /** Send a part, also of what waits and is there by now. */
  sendPart: boolean
  /** Take goods back. */
  takeBack: boolean
  /** Ask for stock that has come in since. */
  allocate: boolean
  /** Decide about a price that is not the list's. */
  settle: boolean
}

export function callsOn(who: Person, order: Order, customer: Customer | undefined): OrderCalls {
  const isTheirs = who.role === 'admin' || (who.role === 'sales_rep' && !!customer && isInBook(who, customer))
  const isPlaced = !isOpenToEdits(order.status)
  const sum = (name: 'confirmed' | 'backordered' | 'fulfilled' | 'returned') =>
    order.lines.reduce((units, line) => units + lineState(order.status, line)[name], 0)
  const cancel = isTheirs && isPlaced && mayDo(order.status, 'cancel')
  return {
    cancel,
    cancelWaiting: cancel && sum('backordered') > 0 && sum('confirmed') + sum('fulfilled') > 0,
    fulfil: who.role === 'admin' && mayDo(order.status, 'fulfil') && sum('confirmed') > 0,
    sendPart:
      who.role === 'admin' && mayDo(order.status, 'fulfil') && sum('confirmed') + sum('backordered') > 0,
    takeBack:
      (who.role === 'admin' || who.role === 'support') &&
      mayDo(order.status, 'return') &&
      sum('fulfilled') > sum('returned'),
    allocate: isTheirs && isPlaced && mayDo(order.status, 'allocate') && sum('backordered') > 0,
    settle: isTheirs && isPlaced && mayDo(order.status, 'settle'),
  }
}
