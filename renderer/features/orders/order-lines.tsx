/** The items of an order as they were agreed, each with its own total. */
import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Order } from '../../../shared/entities/order.ts'
import { formatMoney, orderTotals } from '../../../shared/money.ts'
import { formatNumber, formatShare } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'

export function OrderLines({ order }: { order: Order }) {
  const { lines } = orderTotals(order)
  const money = (amount: number) => formatMoney({ amount, currency: order.currency })
  const withDiscount = order.lines.some((line) => line.discount > 0)
  const withTax = order.lines.some((line) => line.taxRate > 0)
  if (order.lines.length === 0) return <Text c="dimmed">No items yet.</Text>
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing={8} aria-label="Order items">
        <Table.Thead>
          <Table.Tr>
            <Head>Product</Head>
            <Head end>Quantity</Head>
            <Head end>Unit price</Head>
            {withDiscount && <Head end>Discount</Head>}
            {withTax && <Head end>Tax</Head>}
            <Head end>Total</Head>
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

const Head = ({ children, end = false }: { children: string; end?: boolean }) => (
  <Table.Th fz="xs" fw={500} c="dimmed" ta={end ? 'right' : 'left'}>
    {children}
  </Table.Th>
)
