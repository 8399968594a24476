/** The stock of every product: on hand, reserved, available, on order and waited for, and as of when. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { formatNumber } from '../../ui/format.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import type { Column } from '../../ui/table-columns.ts'
import { useNow } from '../../ui/use-now.ts'
import { stockAge } from './stock-age.ts'

interface StockListProps {
  products: readonly Product[]
  loading: boolean
  error: Error | undefined
  /** Units that orders wait for, by product. */
  waiting: ReadonlyMap<string, number>
  empty: ReactNode
}

export function StockList({ products, loading, error, waiting, empty }: StockListProps) {
  const now = useNow(60_000)
  const columns = useMemo<Column<Product>[]>(() => {
    const figure = (id: string, header: string, value: (product: Product) => number): Column<Product> => ({
      id,
      header,
      value,
      text: (product) => formatNumber(value(product)),
      width: 104,
      align: 'end',
    })
    return [
      titleColumn('products', t`Product`),
      fieldColumn('products', 'sku', undefined, { width: 96, optional: true }),
      figure('onHand', t`On hand`, ({ stockOnHand }) => stockOnHand),
      figure('reserved', t`Reserved`, ({ stockReserved = 0 }) => stockReserved),
      figure('available', t`Available`, availableOf),
      figure('onOrder', t`On order`, ({ onOrder = 0 }) => onOrder),
      figure('waiting', t`Waited for`, ({ id }) => waiting.get(id) ?? 0),
      {
        id: 'age',
        header: t`Age`,
        value: ({ stockAsOf, updatedAt }) => stockAsOf ?? updatedAt,
        text: (product) => stockAge(product, now),
        width: 168,
      },
    ]
  }, [waiting, now])
  return (
    <DataTable
      label={t`Stock`}
      stateKey="stock"
      rows={products}
      loading={loading}
      error={error}
      columns={columns}
      rowId={({ id }) => id}
      href={({ id }) => recordPath('products', id)}
      initialSorting={{ id: 'title', desc: false }}
      empty={empty}
    />
  )
}
