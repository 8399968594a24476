/** Order items as a table of their own, over all orders of the book. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useRecords } from '../../data/index.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { formatDate, formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { orderItemRows } from './order-item-rows.ts'
import type { OrderItemRow } from './order-item-rows.ts'

const money = (amount: number, row: OrderItemRow) => formatMoney({ amount, currency: row.item.currency })

const columns: readonly Column<OrderItemRow>[] = [
  { id: 'product', header: 'Product', value: (row) => row.item.description, minWidth: 180 },
  { id: 'order', header: 'Order', value: (row) => row.item.orderTitle, width: 160 },
  { id: 'customer', header: 'Customer', value: (row) => row.customer, minWidth: 150 },
  {
    id: 'quantity',
    header: 'Quantity',
    value: (row) => row.item.quantity,
    text: (row) => formatNumber(row.item.quantity),
    width: 96,
    align: 'end',
  },
  {
    id: 'total',
    header: 'Total',
    value: (row) => row.total,
    text: (row) => money(row.total, row),
    width: 120,
    align: 'end',
  },
  {
    id: 'date',
    header: 'Ordered',
    value: (row) => row.item.orderDate,
    text: (row) => formatDate(row.item.orderDate),
    width: 120,
    optional: true,
  },
  {
    id: 'unitPrice',
    header: 'Unit price',
    value: (row) => row.item.unitPrice,
    text: (row) => money(row.item.unitPrice, row),
    width: 110,
    align: 'end',
    optional: true,
  },
  {
    id: 'discount',
    header: 'Discount',
    value: (row) => row.item.discount,
    text: (row) => (row.item.discount === 0 ? '' : formatShare(row.item.discount)),
    width: 96,
    align: 'end',
    optional: true,
  },
]

export function OrderItemList({ empty }: { empty: ReactNode }) {
  const orders = useRecords('orders')
  const nameOf = useReferenceNames(['customers'])
  const rows = useMemo(
    () => orderItemRows(orders.records, (id) => nameOf('customers', id)),
    [orders.records, nameOf],
  )
  return (
    <DataTable
      label={t`Order items`}
      stateKey="order-items"
      rows={rows}
      loading={orders.loading}
      error={orders.error}
      columns={columns}
      rowId={(row) => `${row.item.orderId} ${row.item.id}`}
      href={(row) => recordPath('orders', row.item.orderId)}
      initialSorting={{ id: 'date', desc: true }}
      empty={empty}
    />
  )
}
