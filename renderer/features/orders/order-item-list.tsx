/** Order items as a table of their own, over all orders of the book. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { OrderItem } from '../../../shared/entities/order.ts'
import { lineTotal } from '../../../shared/money.ts'
import { useNameOf } from '../../data/index.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { formatDate, formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { FullHeight } from '../../ui/full-height.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useArrangedList } from '../../ui/record/arranged-list.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import type { Column } from '../../ui/table-columns.ts'

const columnsFor = (nameOf: NameOf): readonly Column<OrderItem>[] => {
  const money = (amount: number, { currency }: OrderItem) => formatMoney({ amount, currency })
  return [
    { id: 'description', header: t`Product`, value: (item) => item.description, minWidth: 180 },
    { id: 'orderTitle', header: t`Order`, value: (item) => item.orderTitle, width: 160 },
    {
      id: 'customerId',
      header: t`Customer`,
      value: (item) => nameOf('customers', item.customerId) ?? '',
      minWidth: 150,
    },
    {
      id: 'quantity',
      header: t`Quantity`,
      value: (item) => item.quantity,
      text: (item) => formatNumber(item.quantity),
      width: 96,
      align: 'end',
    },
    {
      id: 'total',
      header: t`Total`,
      value: lineTotal,
      text: (item) => money(lineTotal(item), item),
      width: 120,
      align: 'end',
    },
    {
      id: 'orderDate',
      header: t`Ordered`,
      value: (item) => item.orderDate,
      text: (item) => formatDate(item.orderDate),
      width: 120,
      optional: true,
    },
    {
      id: 'unitPrice',
      header: t`Unit price`,
      value: (item) => item.unitPrice,
      text: (item) => money(item.unitPrice, item),
      width: 110,
      align: 'end',
      optional: true,
    },
    {
      id: 'discount',
      header: t`Discount`,
      value: (item) => item.discount,
      text: (item) => (item.discount === 0 ? '' : formatShare(item.discount)),
      width: 96,
      align: 'end',
      optional: true,
    },
  ]
}

const initialSorting = { id: 'orderDate', desc: true }

/** `toggle` goes back to the orders themselves. */
export function OrderItemList({ toggle, empty }: { toggle: ReactNode; empty: ReactNode }) {
  const nameOf = useNameOf()
  const drawn = useMemo(() => columnsFor(nameOf), [nameOf])
  const title = t`Order items`
  const { source, columns, viewMenu, above, tools, drawer } = useArrangedList<OrderItem>({
    list: 'orderItems',
    stateKey: 'order-items',
    title,
    columns: drawn,
    initialSorting,
  })
  return (
    <FullHeight>
      <PageTitle title={title} beside={viewMenu} actions={toggle} />
      <SourceTable
        label={title}
        stateKey="order-items"
        source={source}
        columns={columns}
        rowId={(item) => item.id}
        href={(item) => recordPath('orders', item.orderId)}
        initialSorting={initialSorting}
        above={above}
        tools={tools}
        empty={empty}
      />
      {drawer}
    </FullHeight>
  )
}
