/** The columns of the compact tables on detail pages, the same wherever a kind of record is related. */
import { t } from '@lingui/core/macro'
import type { Order } from '../../shared/entities/order.ts'
import { orderTotals } from '../../shared/money.ts'
import type { NameOf } from '../ui/record/field-text.ts'
import { fieldColumn, titleColumn } from '../ui/record/record-columns.tsx'
import type { Column } from '../ui/table-columns.ts'
import { formatMoney } from '../ui/format.ts'

const total = (order: Order) => orderTotals(order).total

const totalColumn = (): Column<Order> => ({
  id: 'total',
  header: t`Total`,
  value: total,
  text: (order) => formatMoney({ amount: total(order), currency: order.currency }),
  width: 120,
  align: 'end',
})

export const relatedColumns = (nameOf: NameOf) => ({
  orders: [
    { ...titleColumn('orders', t`Number`), minWidth: 120 },
    fieldColumn('orders', 'orderDate'),
    fieldColumn('orders', 'status'),
    totalColumn(),
  ],
  tasks: [
    { ...titleColumn('tasks', t`Title`), minWidth: 160 },
    fieldColumn('tasks', 'dueDate', nameOf, { width: 128 }),
    fieldColumn('tasks', 'status', nameOf, { width: 136 }),
    fieldColumn('tasks', 'ownerId', nameOf, { width: 136 }),
  ],
  cases: [
    { ...titleColumn('cases', t`Subject`), minWidth: 160 },
    fieldColumn('cases', 'status', nameOf, { width: 200 }),
    fieldColumn('cases', 'priority', nameOf, { width: 120 }),
  ],
  customers: [
    { ...titleColumn('customers', t`Name`), minWidth: 180 },
    fieldColumn('customers', 'status', nameOf, { width: 128 }),
    fieldColumn('customers', 'phone'),
  ],
  leads: [
    { ...titleColumn('leads', t`Name`), minWidth: 180 },
    fieldColumn('leads', 'status', nameOf, { width: 136 }),
    fieldColumn('leads', 'value'),
  ],
})

/** Latest order first. */
export const byOrderDate = (a: Order, b: Order) => b.orderDate.localeCompare(a.orderDate)
