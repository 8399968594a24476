/** Order items as rows of a table, with names and amounts already found and computed. */
import { orderItemsOf } from '../../../shared/entities/order.ts'
import type { Order, OrderItem } from '../../../shared/entities/order.ts'
import { lineTotal } from '../../../shared/money.ts'

export interface OrderItemRow {
  item: OrderItem
  /** Empty when this device does not hold the customer. */
  customer: string
  /** Minor units of the order's currency. */
  total: number
}

export const orderItemRows = (
  orders: readonly Order[],
  customerName: (id: string) => string | undefined,
): OrderItemRow[] =>
  orderItemsOf(orders).map((item) => ({
    item,
    customer: customerName(item.customerId) ?? '',
    total: lineTotal(item),
  }))
