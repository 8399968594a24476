/** Orders and their items as rows of a table, with names and amounts already found and computed. */
import { order, orderItemsOf } from '../../../shared/entities/order.ts'
import type { Order, OrderItem } from '../../../shared/entities/order.ts'
import { lineTotal, orderTotals } from '../../../shared/money.ts'

/** Name of a record by its id, such as a customer's; undefined when this device does not hold it. */
export type NameOf = (id: string) => string | undefined

export interface OrderRow {
  order: Order
  /** The official number, else the provisional one. */
  title: string
  customer: string
  rep: string
  /** Minor units of the order's currency. */
  total: number
}

export interface OrderItemRow {
  item: OrderItem
  customer: string
  /** Minor units of the order's currency. */
  total: number
}

const unknown = ''

export const orderRows = (orders: readonly Order[], customer: NameOf, rep: NameOf): OrderRow[] =>
  orders.map((document) => ({
    order: document,
    title: order.title(document),
    customer: customer(document.customerId) ?? unknown,
    rep: (document.ownerId === undefined ? undefined : rep(document.ownerId)) ?? unknown,
    total: orderTotals(document).total,
  }))

export const orderItemRows = (orders: readonly Order[], customer: NameOf): OrderItemRow[] =>
  orderItemsOf(orders).map((item) => ({
    item,
    customer: customer(item.customerId) ?? unknown,
    total: lineTotal(item),
  }))
