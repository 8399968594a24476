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

export interface RowGroup {
  /** Tells it from the others. */
  key: string
  label: string
  count: number
}

/** What stands at each line of a grouped list: the head of a group, or a row by its place. */
export interface Lines {
  count: number
  at: (line: number) => { group: RowGroup } | { row: number }
  /** The line where a row stands. */
  lineOf: (row: number) => number
}

/** The lines of a list of `total` rows; without groups each line is a row. */
export function linesOf(total: number, groups: readonly RowGroup[] | undefined): Lines {
  if (!groups || groups.length === 0)
    return { count: total, at: (line) => ({ row: line }), lineOf: (row) => row }
  const heads: number[] = []
  let line = 0
  for (const group of groups) {
    heads.push(line)
    line += group.count + 1
  }
  /** The last group whose head is not after the line. */
  const groupAt = (wanted: number) => {
    let [low, high] = [0, heads.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((heads[middle] ?? 0) <= wanted) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    count: total + groups.length,
    at(wanted) {
      const place = groupAt(wanted)
      const group = groups[place]
      return group && heads[place] === wanted ? { group } : { row: wanted - place - 1 }
    },
    lineOf(row) {
      let before = 0
      for (const [place, { count }] of groups.entries()) {
        before += count
        if (row < before) return row + place + 1
      }
      return row + groups.length
    },
  }
}

export interface TableSource<Row> {
  /** Rows that match. */
  total: number
  /** Rows before anything was filtered; undefined until it is known. */
  all: number | undefined
  rowAt: (index: number) => Row | undefined
  loading: boolean
  /** The rows are those of the question before; the answer to what was arranged last is on its way. */
  isBehind?: boolean
  error?: Error
  /** Rows of one value stand together, in this order; absent when they are not grouped. */
  groups?: readonly RowGroup[]
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
      isBehind: text !== state.text,
      show: nothingToDo,
      allIds: async () => shown.map(rowId),
    }),
    [shown, rows.length, rowId, text, state.text],
  )
}
