/** The items of an order as they were agreed, each with its own total. */
import { t } from '@lingui/core/macro'
import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import { orderTotals } from '../../../shared/money.ts'
import { formatMoney, formatNumber, formatShare } from '../../ui/format.ts'
import { lineWords } from './line-words.ts'
import { recordPath } from '../../ui/record/record-paths.ts'

export function OrderLines({ order }: { order: Order }) {
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
                <LineNote order={order} line={line} />
              </Table.Td>
              <Table.Td ta="right">{formatNumber(line.quantity)}</Table.Td>
              <Table.Td ta="right">{money(line.unitPrice)}</Table.Td>
              {withDiscount && (
                <Table.Td ta="right">{line.discount > 0 && formatShare(line.discount)}</Table.Td>
              )}
              {withTax && <Table.Td ta="right">{line.taxRate > 0 && formatShare(line.taxRate)}</Table.Td>}
              <Table.Td ta="right">{money(lines[index] ?? 0)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Where its units are, and what the list asked for it when the order says another price. */
function LineNote({ order, line }: { order: Order; line: OrderLine }) {
  const words = lineWords(order, line)
  return (
    <>
      {words && (
        <Text size="xs" c={words.short ? 'var(--mantine-color-amber-text)' : 'dimmed'}>
          {words.text}
        </Text>
      )}
      {line.listPrice !== undefined && (
        <Text size="xs" c="dimmed">
          {t`List price ${{ value: formatMoney({ amount: line.listPrice, currency: order.currency }) }}`}
        </Text>
      )}
    </>
  )
}

const Head = ({ children, end = false }: { children: string; end?: boolean }) => (
  <Table.Th fz="xs" fw={500} c="dimmed" ta={end ? 'right' : 'left'}>
    {children}
  </Table.Th>
)
