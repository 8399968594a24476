/** The items of an order as they were agreed, each with its own total. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { orderTotals } from '../../../shared/money.ts'
import { isOpenToEdits, lineState } from '../../../shared/order-lifecycle.ts'
import { formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { lineWords } from './line-words.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useNow } from '../../ui/use-now.ts'
import { stockNote } from './stock-note.ts'
import { useOrderProducts } from './use-order-products.ts'
import { useUnsentUnits } from './use-unsent-units.ts'

/** What a person may decide about an item; absent where it is not theirs, or where it was asked already. */
export interface LineActions {
  settle?: ((line: OrderLine, take: 'order' | 'list') => void) | undefined
  cancelWaiting?: ((line: OrderLine) => void) | undefined
}

export function OrderLines({ order, actions }: { order: Order; actions: LineActions }) {
  const products = useOrderProducts(order)
  const unsent = useUnsentUnits(order.id)
  const now = new Date(useNow(60_000))
  const { lines } = orderTotals(order)
  const money = (amount: number) => formatMoney({ amount, currency: order.currency })
  const withDiscount = order.lines.some((line) => line.discount > 0)
  const withTax = order.lines.some((line) => line.taxRate > 0)
  if (order.lines.length === 0) return <Text c="dimmed">{t`No items yet.`}</Text>
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing={8} aria-label={t`Order items`}>
        <Table.Thead>
          <Table.Tr>
            <Head>{t`Product`}</Head>
            <Head end>{t`Quantity`}</Head>
            <Head end>{t`Unit price`}</Head>
            {withDiscount && <Head end>{t`Discount`}</Head>}
            {withTax && <Head end>{t`Tax`}</Head>}
            <Head end>{t`Total`}</Head>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.lines.map((line, index) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                <Anchor
                  component={Link}
                  to={recordPath('products', line.productId)}
                  inherit
                  c="inherit"
                  fw={500}
                >
                  {line.description}
                </Anchor>
                <LineNote order={order} line={line} actions={actions} />
                <LineStock
                  order={order}
                  line={line}
                  product={products.get(line.productId)}
                  unsent={unsent.get(line.productId) ?? 0}
                  now={now}
                />
              </Table.Td>
              <Table.Td ta="end">{formatNumber(line.quantity)}</Table.Td>
              <Table.Td ta="end">{money(line.unitPrice)}</Table.Td>
              {withDiscount && (
                <Table.Td ta="end">{line.discount > 0 && formatShare(line.discount)}</Table.Td>
              )}
              {withTax && <Table.Td ta="end">{line.taxRate > 0 && formatShare(line.taxRate)}</Table.Td>}
              <Table.Td ta="end">{money(lines[index] ?? 0)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Where its units are, and what the list asked for it when the order says another price; with what can be decided. */
function LineNote({ order, line, actions }: { order: Order; line: OrderLine; actions: LineActions }) {
  const words = lineWords(order, line)
  const { settle, cancelWaiting } = actions
  const { fulfilled, confirmed } = lineState(order.status, line)
  const price = (amount: number) => formatMoney({ amount, currency: order.currency })
  return (
    <>
      {words && (
        <Group gap="xs">
          <Text size="xs" c={words.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
            {words.text}
          </Text>
          {words.short && cancelWaiting && order.lines.length > 1 && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t`Cancel what waits of ${{ product: line.description }}`}
              onClick={() => cancelWaiting(line)}
            >
              {confirmed + fulfilled > 0 ? t`Cancel what waits` : t`Cancel this item`}
            </Button>
          )}
        </Group>
      )}
      {line.listPrice !== undefined && (
        <Group gap="xs">
          <Group gap={4} c="var(--mantine-color-amber-text)" wrap="nowrap">
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
            <Text size="xs" c="inherit">
              {t`List price ${{ value: price(line.listPrice) }}`}
            </Text>
          </Group>
          {settle && fulfilled === 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t`Take the list price of ${{ product: line.description }}`}
              onClick={() => settle(line, 'list')}
            >
              {t`Take the list price`}
            </Button>
          )}
          {settle && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t`Keep the price of ${{ product: line.description }}`}
              onClick={() => settle(line, 'order')}
            >
              {t`Keep ${{ value: price(line.unitPrice) }}`}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}

/** What there is of it as far as this device knows; only while the order still waits for some of it. */
function LineStock(props: {
  order: Order
  line: OrderLine
  product: Product | undefined
  unsent: number
  now: Date
}) {
  const { order, line, product, unsent, now } = props
  const owed = isOpenToEdits(order.status) ? line.quantity : lineState(order.status, line).backordered
  if (!product || owed === 0) return null
  const note = stockNote(product, owed, now, undefined, unsent)
  return (
    <Text size="xs" c={note.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
      {note.text}
    </Text>
  )
}

const Head = ({ children, end = false }: { children: string; end?: boolean }) => (
  <Table.Th fz="xs" fw={500} c="dimmed" ta={end ? 'end' : 'start'}>
    {children}
  </Table.Th>
)
