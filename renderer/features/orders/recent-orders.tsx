/** The newest orders of the book, for the home page. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { IconShoppingCart } from '@tabler/icons-react'
import { order as entity } from '../../../shared/entities/order.ts'
import { useRecords } from '../../data/index.ts'
import { formatDate, formatMoney } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { totalOf } from './order-totals-of.ts'

const most = 6
const newest = { limit: most + 1 }

export function RecentOrders() {
  const orders = useRecords('orders', newest)
  const nameOf = useReferenceNames(['customers'])
  if (orders.loading) return null
  if (orders.records.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconShoppingCart />}
        title={t`No orders yet`}
        description={t`The orders of your customers stand here, the newest first.`}
      />
    )
  return (
    <SummaryList
      limit={most}
      all={{ path: listPath('orders'), words: t`All orders` }}
      entries={orders.records.map((order) => ({
        id: order.id,
        title: nameOf('customers', order.customerId) ?? entity.title(order),
        path: recordPath('orders', order.id),
        detail: `${entity.title(order)} · ${formatDate(order.orderDate)}`,
        state: (
          <>
            <Text style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
              {formatMoney({ amount: totalOf(order), currency: order.currency })}
            </Text>
            <FieldValue field={entity.fields.status} value={order.status} />
          </>
        ),
      }))}
    />
  )
}
