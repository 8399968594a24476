/** A product's stock: how much, as of when, and how it came about. */
import { t } from '@lingui/core/macro'
import { Group, Stack, Text } from '@mantine/core'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { formatInstant, formatNumber } from '../../ui/format.ts'

export const movementsOf = (productId: string) => ({ selector: { productId } })

export function StockNow({ product }: { product: Product }) {
  const figures = [
    { label: t`In stock`, value: product.stockOnHand },
    { label: t`Reserved for orders`, value: product.stockReserved || undefined },
    { label: t`Available`, value: product.stockReserved ? availableOf(product) : undefined },
    { label: t`Reorder level`, value: product.reorderLevel },
    { label: t`On order`, value: product.onOrder },
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
          ? t`As of ${{ stockAsOf: formatInstant(product.stockAsOf) }}. The office counts; this device shows the last count it received.`
          : t`The office has not counted this product yet.`}
      </Text>
    </Stack>
  )
}
