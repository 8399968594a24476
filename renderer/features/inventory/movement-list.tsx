/**
 * Every movement of every product, the newest first, through a window. What was in stock after each stands in the
 * ledger of the product: it takes all movements before.
 */
import { useCallback, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import { useNameOf } from '../../data/index.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { choiceFilter } from '../../ui/record/record-columns.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useTableView } from '../../ui/record/use-table-view.ts'
import { perLanguage } from '../../words/per-language.ts'
import { movementColumns } from './ledger-columns.tsx'
import { useSources } from './use-ledger.ts'

const stateKey = 'movements'
const initialSorting = { id: 'at', desc: true }
const filters = perLanguage(() => [choiceFilter('stockMovements', 'reason')])

/** `label` names the table; `tools` stand above it as long as there is a movement. */
export function MovementList({ label, empty, tools }: { label: string; empty: ReactNode; tools: ReactNode }) {
  const nameOf = useNameOf()
  const sorted = useMemo(() => movementColumns(nameOf, () => undefined), [nameOf])
  const { source, answer } = useTableView<StockMovement>({
    list: 'stockMovements',
    stateKey,
    columns: sorted,
    filters: filters(),
    initialSorting,
  })
  const shown = answer.rows as readonly unknown[] as readonly StockMovement[]
  const sources = useSources(shown)
  const sourceOf = useCallback(
    ({ sourceId }: StockMovement) => (sourceId === undefined ? undefined : sources.get(sourceId)),
    [sources],
  )
  const columns = useMemo(() => movementColumns(nameOf, sourceOf), [nameOf, sourceOf])
  return (
    <>
      <SourceTable
        label={label}
        stateKey={stateKey}
        source={source}
        columns={columns}
        filters={filters()}
        rowId={({ id }) => id}
        href={({ productId }) => recordPath('products', productId)}
        initialSorting={initialSorting}
        empty={empty}
      />
      {source.total > 0 && <div>{tools}</div>}
    </>
  )
}
