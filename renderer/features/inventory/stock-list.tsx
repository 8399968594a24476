/** The stock of every product: on hand, reserved, available, on order and waited for, and as of when. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { availableOf } from '../../../shared/entities/product.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { formatAgo, formatNumber } from '../../ui/format.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useTableView } from '../../ui/record/use-table-view.ts'
import type { Column } from '../../ui/table-columns.ts'
import { useNow } from '../../ui/use-now.ts'

interface StockListProps {
  /** Units that orders wait for, by product. */
  waiting: ReadonlyMap<string, number>
  empty: ReactNode
}

const stateKey = 'stock'
const initialSorting = { id: 'title', desc: false }
const withSku: ListView = { list: 'products', where: [{ column: 'sku', is: 'filled' }] }
const countOnly = { offset: 0, limit: 0 }

export function StockList({ waiting, empty }: StockListProps) {
  const now = useNow(60_000)
  const hasSku = (useView(withSku, countOnly).total ?? 0) > 0
  const columns = useMemo<Column<Product>[]>(() => {
    /** Where nothing is the usual, nothing is written. */
    const rare = (units: number) => (units === 0 ? '' : formatNumber(units))
    const figure = (
      id: string,
      header: string,
      value: (product: Product) => number,
      write = formatNumber,
    ): Column<Product> => ({
      id,
      header,
      value,
      text: (product) => write(value(product)),
      width: 104,
      align: 'end',
    })
    return [
      titleColumn('products', t`Product`),
      ...(hasSku ? [fieldColumn('products', 'sku', undefined, { width: 96, optional: true })] : []),
      figure('stockOnHand', t`On hand`, ({ stockOnHand }) => stockOnHand),
      figure('stockReserved', t`Reserved`, ({ stockReserved = 0 }) => stockReserved, rare),
      figure('available', t`Available`, availableOf),
      figure('onOrder', t`On order`, ({ onOrder = 0 }) => onOrder, rare),
      figure('waiting', t`Waited for`, ({ id }) => waiting.get(id) ?? 0, rare),
      {
        id: 'stockAsOf',
        header: t`As of`,
        value: ({ stockAsOf, updatedAt }) => stockAsOf ?? updatedAt,
        text: ({ stockAsOf, updatedAt }) => formatAgo(stockAsOf ?? updatedAt, now),
        width: 168,
      },
    ]
  }, [waiting, now, hasSku])
  const { source } = useTableView<Product>({ list: 'products', stateKey, columns, initialSorting })
  return (
    <SourceTable
      label={t`Stock`}
      stateKey={stateKey}
      source={source}
      columns={columns}
      rowId={({ id }) => id}
      href={({ id }) => recordPath('products', id)}
      initialSorting={initialSorting}
      empty={empty}
    />
  )
}
