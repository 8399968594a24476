/** What an order is about: its items, its sums and its notes. */
import { t } from '@lingui/core/macro'
import { Box, Group, Stack, Text, Title } from '@mantine/core'
import type { Order } from '../../../shared/entities/order.ts'
import { orderTotals } from '../../../shared/money.ts'
import { OrderLines } from './order-lines.tsx'
import type { LineActions } from './order-lines.tsx'
import { OrderTotals } from './order-totals.tsx'

export function OrderContents({ order, actions }: { order: Order; actions: LineActions }) {
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} mb="xs">
          {t`Order items`}
        </Title>
        <OrderLines order={order} actions={actions} />
        {order.lines.length > 0 && (
          <Group justify="flex-end" mt="md" pe="sm">
            <Box w={280}>
              <OrderTotals totals={orderTotals(order)} />
            </Box>
          </Group>
        )}
      </section>
      {order.notes && (
        <section>
          <Title order={2} mb="xs">
            {t`Notes`}
          </Title>
          <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{order.notes}</Text>
        </section>
      )}
    </Stack>
  )
}
