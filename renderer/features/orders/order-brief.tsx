/** An order in a few lines: how much of what for how much, and its sums. */
import { t } from '@lingui/core/macro'
import { Group, Stack, Text } from '@mantine/core'
import type { Order } from '../../../shared/entities/order.ts'
import { orderTotals } from '../../../shared/money.ts'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { OrderTotals } from './order-totals.tsx'

/** Items shown; the rest are counted. */
const few = 8

export function OrderBrief({ order }: { order: Order }) {
  const totals = orderTotals(order)
  const further = order.lines.length - few
  if (order.lines.length === 0) return <Text c="dimmed">{t`No items yet.`}</Text>
  return (
    <Stack gap="sm">
      <Stack gap={6} component="ul" m={0} p={0} aria-label={t`Order items`} style={{ listStyle: 'none' }}>
        {order.lines.slice(0, few).map((line, index) => (
          <Group key={line.id} component="li" justify="space-between" wrap="nowrap" align="flex-start">
            <Text style={{ overflowWrap: 'anywhere' }}>
              {t`${{ quantity: formatNumber(line.quantity) }} × ${{ product: line.description }}`}
            </Text>
            <Text style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
              {formatMoney({ amount: totals.lines[index] ?? 0, currency: order.currency })}
            </Text>
          </Group>
        ))}
        {further > 0 && (
          <Text component="li" c="dimmed">
            {t`and ${{ count: formatNumber(further) }} more`}
          </Text>
        )}
      </Stack>
      <OrderTotals totals={totals} />
    </Stack>
  )
}
