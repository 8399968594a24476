/** Everything that is sold, with price and stock. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { fieldColumn, titleColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { StockBadge } from './stock-badge.tsx'
import { stockStateOf, stockStates } from './stock-state.ts'
import { perLanguage } from '../../words/per-language.ts'

const states = perLanguage(() => Object.values(stockStates()))

const stock = perLanguage((): Column<Product> => ({
  id: 'state',
  header: t`State`,
  value: (product) => states().findIndex(({ id }) => id === stockStateOf(product).id),
  text: (product) => stockStateOf(product).label,
  cell: (product) => <StockBadge product={product} />,
  width: 156,
}))

const columns = perLanguage((): readonly Column<Product>[] => [
  titleColumn('products', t`Name`),
  fieldColumn('products', 'category', undefined, { minWidth: 120, optional: true }),
  fieldColumn('products', 'unit', undefined, { minWidth: 120, optional: true }),
  fieldColumn('products', 'price'),
  fieldColumn('products', 'stockOnHand'),
  stock(),
  fieldColumn('products', 'supplier', undefined, { minWidth: 130, optional: true }),
])

const stateFilter = perLanguage((): ChoiceFilter<Product> => ({
  id: 'state',
  label: t`State`,
  options: states().map(({ id, label }) => ({ value: id, label })),
}))

const byCategory: ListView = { list: 'products', groupBy: 'category' }
const countsOnly = { offset: 0, limit: 0 }

export function ProductList() {
  const { groups } = useView(byCategory, countsOnly)
  const filters = useMemo(() => {
    const categories = (groups ?? []).flatMap(({ key }) => (typeof key === 'string' ? key : [])).sort()
    const categoryFilter: ChoiceFilter<Product> = {
      id: 'category',
      label: t`Category`,
      options: categories.map((category) => ({ value: category, label: category })),
    }
    return categories.length > 1 ? [stateFilter(), categoryFilter] : [stateFilter()]
  }, [groups])
  return (
    <RecordList
      collection="products"
      columns={columns()}
      filters={filters}
      initialSorting={{ id: 'title', desc: false }}
      emptyHint={t`An administrator adds products or imports a file.`}
    />
  )
}
