/**
 * Where a table's rows come from. A table asks for a row by its place and gets nothing for one that is still
 * on its way; it never knows all of them. Rows that are in the page anyway, such as the outcome of an import,
 * are filtered and sorted here.
 */
import { useDeferredValue, useMemo } from 'react'
import { compareValues, filterRows } from './table-columns.ts'
import type { ChoiceFilter, Column } from './table-columns.ts'
import { sortingOf, useTableState } from './table-state.ts'
import type { Sorting } from './table-state.ts'

export interface TableSource<Row> {
  /** Rows that match. */
  total: number
  /** Rows before anything was filtered; undefined until it is known. */
  all: number | undefined
  rowAt: (index: number) => Row | undefined
  loading: boolean
  error?: Error
  /** These are in view; they will be wanted, and those around them. */
  show: (first: number, last: number) => void
  /** Ids of all rows that match, in order. */
  allIds: () => Promise<readonly string[]>
}

const nothingToDo = () => undefined

export function useLocalRows<Row>(options: {
  stateKey: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  filters?: readonly ChoiceFilter<Row>[]
  initialSorting?: Sorting
}): TableSource<Row> {
  const { stateKey, rows, columns, rowId, filters, initialSorting } = options
  const state = useTableState(stateKey)
  const text = useDeferredValue(state.text)
  const filtered = useMemo(
    () => filterRows(rows, columns, text, filters, state.choices),
    [rows, columns, text, filters, state.choices],
  )
  const sorting = useMemo(() => sortingOf(state, initialSorting), [state, initialSorting])
  const shown = useMemo(() => {
    const order = sorting.flatMap(({ id, desc }) => {
      const column = columns.find((each) => each.id === id)
      return column ? [{ column, sign: desc ? -1 : 1 }] : []
    })
    if (order.length === 0) return filtered
    return filtered.toSorted((a, b) => {
      for (const { column, sign } of order) {
        const [first, second] = [column.value(a), column.value(b)]
        if (first === undefined && second === undefined) continue
        if (first === undefined) return 1
        if (second === undefined) return -1
        const result = sign * compareValues(first, second)
        if (result !== 0) return result
      }
      return 0
    })
  }, [filtered, columns, sorting])
  return useMemo(
    () => ({
      total: shown.length,
      all: rows.length,
      rowAt: (index) => shown[index],
      loading: false,
      show: nothingToDo,
      allIds: async () => shown.map(rowId),
    }),
    [shown, rows.length, rowId],
  )
}
