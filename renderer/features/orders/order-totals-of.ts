/** The total of an order, computed once per state of it: lists ask for it at every sort and filter. */
import type { Order } from '../../../shared/entities/order.ts'
import { orderTotals } from '../../../shared/money.ts'

const known = new WeakMap<Order, number>()

/** Minor units of the order's currency. */
export function totalOf(order: Order): number {
  let total = known.get(order)
  if (total === undefined) {
    total = orderTotals(order).total
    known.set(order, total)
  }
  return total
}
