/** Every order of the book: who ordered what for how much, and how far it is. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Order } from '../../../shared/entities/order.ts'
import { choiceFilter, fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { totalOf } from './order-totals-of.ts'
import { formatMoney } from '../../ui/format.ts'
import { perLanguage } from '../../words/per-language.ts'

const totalColumn = (): Column<Order> => ({
  id: 'total',
  header: t`Total`,
  value: totalOf,
  text: (order) => formatMoney({ amount: totalOf(order), currency: order.currency }),
  width: 128,
  align: 'end',
})
const filters = perLanguage(() => [choiceFilter('orders', 'status')])

/** `view` switches between orders and their items. */
export function OrderList({ view }: { view: ReactNode }) {
  const nameOf = useReferenceNames(['customers', 'salesReps'])
  const columns = useMemo(
    () => [
      { ...titleColumn('orders', t`Number`), width: 168 },
      fieldColumn('orders', 'customerId', nameOf, { minWidth: 180 }),
      fieldColumn('orders', 'orderDate'),
      fieldColumn('orders', 'status'),
      totalColumn(),
      fieldColumn('orders', 'ownerId', nameOf, { minWidth: 150, optional: true }),
    ],
    [nameOf],
  )
  return (
    <RecordList
      collection="orders"
      columns={columns}
      filters={filters()}
      initialSorting={{ id: 'orderDate', desc: true }}
      emptyHint={t`Orders that you write or that the office imports stand here.`}
      actions={view}
    />
  )
}
