/**
 * What a person may do with an order in its present state, asked of the role table that the server asks.
 * An action that is not allowed is not offered.
 */
import { mayWrite } from '../../../shared/access.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Order } from '../../../shared/entities/order.ts'
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
  const open = order.status === 'draft' || order.status === 'submitted'
  if (!open) return none
  return {
    edit: mayBecome(order.status),
    submit: order.status === 'draft' && order.lines.length > 0 && mayBecome('submitted'),
    cancel: order.status === 'submitted' && mayBecome('cancelled'),
    remove:
      order.status === 'draft' && mayWrite(who, 'orders', stored, undefined, around(customer, now)).allowed,
  }
}
