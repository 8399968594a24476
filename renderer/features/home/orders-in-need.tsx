/** Own orders that wait for a decision: refused by the office, short of stock, or at another price than the list. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { IconShoppingCart } from '@tabler/icons-react'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { Tone } from '../../../shared/entities/fields.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { orderTotals } from '../../../shared/money.ts'
import { attentionOf } from '../../../shared/order-attention.ts'
import type { OrderAttention } from '../../../shared/order-attention.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { formatDate, formatMoney } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'

const most = 6
const view: ListView = {
  list: 'orders',
  where: [
    { column: 'ownerId', is: 'mine' },
    { column: 'attention', is: 'filled' },
  ],
  sort: [{ by: 'attention' }, { by: 'orderDate' }],
}
const tones: Record<OrderAttention, Tone> = {
  rejected: 'danger',
  backordered: 'attention',
  price: 'attention',
}

function attentionWords(attention: OrderAttention): string {
  switch (attention) {
    case 'rejected':
      return t`Rejected`
    case 'backordered':
      return t`Backordered`
    case 'price':
      return t`Price to settle`
    default:
      return attention satisfies never
  }
}

export function OrdersInNeed() {
  const { rows, total = 0, loading } = useView(view, { offset: 0, limit: most })
  const nameOf = useNameOf()
  if (loading) return null
  const orders = rows as unknown as readonly Order[]
  if (orders.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconShoppingCart />}
        title={t`No order needs you`}
        description={t`Orders of yours that were rejected, are short of stock or have a price to settle stand here.`}
      />
    )
  return (
    <SummaryList
      limit={most}
      total={total}
      all={{ path: listPath('orders'), words: t`All orders` }}
      entries={orders.map((order) => {
        const attention = attentionOf(order)
        return {
          id: order.id,
          title: nameOf('customers', order.customerId) ?? entity.title(order),
          path: recordPath('orders', order.id),
          detail: `${entity.title(order)} · ${formatDate(order.orderDate)}`,
          state: (
            <>
              <Text style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                {formatMoney({ amount: orderTotals(order).total, currency: order.currency })}
              </Text>
              {attention && <ToneBadge tone={tones[attention]}>{attentionWords(attention)}</ToneBadge>}
            </>
          ),
        }
      })}
    />
  )
}
