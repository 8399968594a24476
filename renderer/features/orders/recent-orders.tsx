/** The orders that changed last, for the home page. */
import { useMemo } from 'react'
import type { Order } from '../../../shared/entities/order.ts'
import { formatMoney } from '../../../shared/money.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RelatedList } from '../../ui/record/related-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { totalOf } from './order-totals-of.ts'

const newest = { limit: 6 }

export function RecentOrders() {
  const nameOf = useReferenceNames(['customers'])
  const columns = useMemo<readonly Column<Order>[]>(
    () => [
      { ...titleColumn('orders', 'Number'), width: 148 },
      fieldColumn('orders', 'customerId', nameOf, { minWidth: 90 }),
      fieldColumn('orders', 'status', nameOf, { width: 132 }),
      {
        id: 'total',
        header: 'Total',
        value: totalOf,
        text: (order) => formatMoney({ amount: totalOf(order), currency: order.currency }),
        width: 112,
        align: 'end',
      },
    ],
    [nameOf],
  )
  return <RelatedList collection="orders" query={newest} columns={columns} />
}
