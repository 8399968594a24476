/** A product's stock: how much, as of when, and how it came about. */
import { Group, Stack, Text } from '@mantine/core'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import { useRecords } from '../../data/index.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { fieldColumn } from '../../ui/record/record-columns.tsx'
import type { Column } from '../../ui/table-columns.ts'

export const movementsOf = (productId: string) => ({ selector: { productId } })

const signed = (quantity: number) => `${quantity > 0 ? '+' : ''}${formatNumber(quantity)}`

const columns: readonly Column<StockMovement>[] = [
  fieldColumn('stockMovements', 'at'),
  fieldColumn('stockMovements', 'reason', undefined, { width: 176 }),
  {
    ...fieldColumn('stockMovements', 'quantity'),
    text: (movement) => (movement.quantity === 0 ? '' : signed(movement.quantity)),
  },
  {
    ...fieldColumn('stockMovements', 'reserved'),
    text: (movement) => (movement.reserved ? signed(movement.reserved) : ''),
  },
  fieldColumn('stockMovements', 'note', undefined, { minWidth: 120 }),
]

export function StockNow({ product }: { product: Product }) {
  const figures = [
    { label: 'In stock', value: product.stockOnHand },
    { label: 'Reserved for orders', value: product.stockReserved || undefined },
    { label: 'Available', value: product.stockReserved ? availableOf(product) : undefined },
    { label: 'Reorder level', value: product.reorderLevel },
    { label: 'On order', value: product.onOrder },
  ].filter((figure) => figure.value !== undefined)
  return (
    <Stack gap="xs" mb="lg">
      <Group gap="xl" component="dl" m={0}>
        {figures.map(({ label, value }) => (
          <Stack key={label} gap={0}>
            <Text component="dt" size="xs" c="dimmed">
              {label}
            </Text>
            <Text component="dd" size="xl" fw={600} m={0} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {formatNumber(value ?? 0)}
            </Text>
          </Stack>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {product.stockAsOf
          ? `As of ${formatInstant(product.stockAsOf)}. The office counts; this device shows the last count it received.`
          : 'The office has not counted this product yet.'}
      </Text>
    </Stack>
  )
}

export function StockMovements({ productId }: { productId: string }) {
  const { records, loading } = useRecords('stockMovements', movementsOf(productId))
  return (
    <CompactTable
      label="Stock movements"
      rows={records}
      columns={columns}
      rowId={(movement) => movement.id}
      limit={12}
      empty={
        loading ? null : (
          <Text size="sm" c="dimmed" py="sm">
            No stock movements yet.
          </Text>
        )
      }
    />
  )
}
