/** Every order of the book as a table: who ordered what for how much, and how far it is. */
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { order } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { formatMoney } from '../../../shared/money.ts'
import { useRecords } from '../../data/index.ts'
import { useNames } from '../../data/use-names.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { formatDate } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { OrderStatus } from './order-status.tsx'
import { orderRows } from './order-rows.ts'
import type { OrderRow } from './order-rows.ts'

interface OrderListProps {
  empty: ReactNode
  /** The sync state before an order's number. */
  mark?: (id: string) => ReactNode
}

const statusLabel = (status: Order['status']) =>
  order.fields.status.options?.find((option) => option.value === status)?.label ?? status

const columns: readonly Column<OrderRow>[] = [
  { id: 'number', header: 'Number', value: (row) => row.title, width: 168 },
  { id: 'customer', header: 'Customer', value: (row) => row.customer, minWidth: 180 },
  { id: 'rep', header: 'Sales representative', value: (row) => row.rep, minWidth: 150, optional: true },
  {
    id: 'date',
    header: 'Ordered',
    value: (row) => row.order.orderDate,
    text: (row) => formatDate(row.order.orderDate),
    width: 120,
  },
  {
    id: 'status',
    header: 'Status',
    value: (row) => statusLabel(row.order.status),
    cell: (row) => <OrderStatus status={row.order.status} />,
    width: 140,
  },
  {
    id: 'total',
    header: 'Total',
    value: (row) => row.total,
    text: (row) => formatMoney({ amount: row.total, currency: row.order.currency }),
    width: 130,
    align: 'end',
  },
]

const filters: readonly ChoiceFilter<OrderRow>[] = [
  {
    id: 'status',
    label: 'Status',
    options: (order.fields.status.options ?? []).map(({ value, label }) => ({ value, label })),
    value: (row) => row.order.status,
  },
]

export function OrderList({ empty, mark }: OrderListProps) {
  const orders = useRecords('orders')
  const customer = useNames('customers')
  const rep = useNames('salesReps')
  const rows = useMemo(() => orderRows(orders.records, customer, rep), [orders.records, customer, rep])
  return (
    <DataTable
      label="Orders"
      stateKey="orders"
      rows={rows}
      loading={orders.loading}
      error={orders.error}
      columns={columns}
      filters={filters}
      rowId={(row) => row.order.id}
      href={(row) => recordPath('orders', row.order.id)}
      mark={mark && ((row) => mark(row.order.id))}
      initialSorting={{ id: 'date', desc: true }}
      empty={empty}
    />
  )
}
