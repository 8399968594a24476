/** One order: its facts beside its items and totals. */
import { Anchor, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { orderTotals } from '../../../shared/money.ts'
import { useNames } from '../../data/use-names.ts'
import { FieldList } from '../../ui/field-list.tsx'
import type { Fact } from '../../ui/field-list.tsx'
import { formatDate, formatInstant } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { OrderLines } from './order-lines.tsx'
import { OrderTotals } from './order-totals.tsx'

interface OrderDetailProps {
  order: Order
  /** Undefined when this device does not hold it. */
  customer: Customer | undefined
}

export function OrderDetail({ order, customer }: OrderDetailProps) {
  const rep = useNames('salesReps')(order.ownerId)
  const address = shipToLines(order)
  const facts: Fact[] = [
    {
      label: 'Customer',
      value: customer ? (
        <Anchor component={Link} to={recordPath('customers', customer.id)} inherit>
          {customer.name}
        </Anchor>
      ) : (
        <Text c="dimmed">Not on this device</Text>
      ),
    },
    ...fact('Sales rep', rep),
    ...fact('Ordered', formatDate(order.orderDate)),
    ...fact('Required by', order.requiredDate && formatDate(order.requiredDate)),
    ...fact('Shipped', order.shippedDate && formatDate(order.shippedDate)),
    ...fact('Ship via', order.shipVia),
    ...fact('Ship to', address.join('\n')),
    ...(order.number ? fact('Written as', order.provisionalNumber) : []),
    ...fact('Created', formatInstant(order.createdAt)),
  ]
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 4, lg: 3.5 }}>
        <FieldList facts={facts} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8, lg: 8.5 }}>
        <Stack gap="lg">
          <section>
            <Title order={2} mb="xs">
              Order items
            </Title>
            <OrderLines order={order} />
            {order.lines.length > 0 && (
              <Group justify="flex-end" mt="md" pr="xs">
                <Stack w={280}>
                  <OrderTotals totals={orderTotals(order)} />
                </Stack>
              </Group>
            )}
          </section>
          {order.notes && (
            <section>
              <Title order={2} mb="xs">
                Notes
              </Title>
              <Text style={{ whiteSpace: 'pre-line' }}>{order.notes}</Text>
            </section>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

const fact = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : [])

export function shipToLines({ shipTo }: Pick<Order, 'shipTo'>): string[] {
  if (!shipTo) return []
  const town = [shipTo.postalCode, shipTo.city].filter(Boolean).join(' ')
  return [shipTo.name, shipTo.street, town, shipTo.region, shipTo.country].filter(
    (line): line is string => line !== undefined && line !== '',
  )
}
