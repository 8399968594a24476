/** The prices of a list beside what the products cost without it. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { PriceList } from '../../../shared/entities/price-list.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { elsewhere } from '../../ui/record/field-text.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useProducts } from '../../ui/record/use-products.ts'
import type { Column } from '../../ui/table-columns.ts'

type Row = PriceList['prices'][number] & { product: Product | undefined }

export function PriceTable({ list: { prices, currency } }: { list: PriceList }) {
  const { products } = useProducts(prices.map(({ productId }) => productId))
  const rows = useMemo(
    () => prices.map((price): Row => ({ ...price, product: products.get(price.productId) })),
    [prices, products],
  )
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'product',
        header: t`Product`,
        value: ({ product }) => product?.name ?? elsewhere(),
        minWidth: 180,
      },
      {
        id: 'from',
        header: t`From quantity`,
        value: ({ minQuantity = 1 }) => minQuantity,
        text: ({ minQuantity = 1 }) => formatNumber(minQuantity),
        align: 'end',
        width: 128,
      },
      {
        id: 'price',
        header: t`Price`,
        value: ({ price }) => price,
        text: ({ price }) => formatMoney({ amount: price, currency }),
        align: 'end',
        width: 128,
      },
      {
        id: 'own',
        header: t`Without the list`,
        value: ({ product }) => product?.price.amount,
        text: ({ product }) => (product ? formatMoney(product.price) : ''),
        align: 'end',
        width: 144,
      },
    ],
    [currency],
  )
  return (
    <CompactTable
      label={t`Prices`}
      rows={rows}
      columns={columns}
      rowId={({ id }) => id}
      href={({ productId }) => recordPath('products', productId)}
      limit={20}
      empty={<CalmNote>{t`No prices yet.`}</CalmNote>}
    />
  )
}
