/**
 * What a table of any kind of row is told: its columns and choice filters, and the pure functions that
 * filter, compare and fit them. The words a person sees in a cell are also the words they can filter by.
 */
import type { ReactNode } from 'react'
import { fold } from '../../shared/lists/fold.ts'
import { compareNames } from '../ui/format.ts'

type CellValue = string | number | boolean | undefined

export interface Column<Row> {
  id: string
  header: string
  /** What is sorted by, where the rows are in the page; the value itself. */
  value: (row: Row) => CellValue
  /** Columns of the list that are sorted by instead of the one named `id`. */
  sortBy?: readonly { by: string; desc?: boolean }[]
  /** The words shown and filtered by; the value itself when absent. */
  text?: (row: Row) => string
  /** What is drawn instead of the words, such as a badge. */
  cell?: (row: Row) => ReactNode
  /** Width in px; a column without one shares what is left. */
  width?: number
  /** Least width in px of a column without `width`. */
  minWidth?: number
  align?: 'start' | 'end'
  /** Hidden where the table is too narrow, the last one first. */
  optional?: boolean
  /** It can be changed where it stands. */
  editable?: boolean
}

export interface ChoiceFilter<Row> {
  id: string
  /** "Status"; the box reads "Status: any". */
  label: string
  options: readonly { value: string; label: string }[]
  /** Where the rows are in the page; elsewhere the column named `id` is looked at. */
  value?: (row: Row) => string | readonly string[] | undefined
}

/** Filtering folds words; whoever offers a filter of its own does it the same way. */
export { fold }

export const anyChoice = 'any'

export const cellText = <Row>(column: Column<Row>, row: Row): string =>
  column.text ? column.text(row) : String(column.value(row) ?? '')

/** Rows that hold every word of the text somewhere, and match every choice. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  text: string,
  filters: readonly ChoiceFilter<Row>[] = [],
  choices: Readonly<Record<string, string>> = {},
): readonly Row[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  const chosen = filters.filter((filter) => (choices[filter.id] ?? anyChoice) !== anyChoice)
  if (words.length === 0 && chosen.length === 0) return rows
  return rows.filter((row) => {
    for (const filter of chosen) {
      const value = filter.value?.(row)
      const wanted = choices[filter.id] ?? anyChoice
      if (Array.isArray(value) ? !value.includes(wanted) : value !== wanted) return false
    }
    if (words.length === 0) return true
    const haystack = haystackOf(columns, row)
    return words.every((word) => haystack.includes(word))
  })
}

/** The folded words of a row. Kept as long as the row and its columns live: folding is most of the work. */
function haystackOf<Row>(columns: readonly Column<Row>[], row: Row): string {
  const write = () => fold(columns.map((column) => cellText(column, row)).join('\n'))
  if (typeof row !== 'object' || row === null) return write()
  let known = haystacks.get(columns)
  if (!known) {
    known = new WeakMap()
    haystacks.set(columns, known)
  }
  let haystack = known.get(row)
  if (haystack === undefined) {
    haystack = write()
    known.set(row, haystack)
  }
  return haystack
}

const haystacks = new WeakMap<object, WeakMap<object, string>>()

/** Ascending; words by the language's order ("item 9" before "item 10"), numbers by size. */
export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return compareNames(String(a ?? ''), String(b ?? ''))
}

const leastWidth = 120

/**
 * The columns that fit into `available` px. Those not optional stay, and the table scrolls, unless what they say stands
 * beside the table too (`isKnown`): then only the first one does.
 */
export function fitColumns<Row>(
  columns: readonly Column<Row>[],
  available: number,
  isKnown = false,
): readonly Column<Row>[] {
  const kept = [...columns]
  const needed = () => kept.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? leastWidth), 0)
  for (let index = kept.length - 1; index >= 0 && needed() > available; index--)
    if (kept[index]?.optional) kept.splice(index, 1)
  while (isKnown && kept.length > 1 && needed() > available) kept.pop()
  return kept
}

/**
 * Widths in px that fill `available`: columns with a width keep it, the others have their least width and share
 * what is left beyond it, the name (the first) with half as much again.
 */
export function shareWidth<Row>(
  columns: readonly Column<Row>[],
  available: number,
): ReadonlyMap<string, number> {
  const least = (column: Column<Row>) => column.minWidth ?? leastWidth
  const weight = (column: Column<Row>) => least(column) * (column === columns[0] ? 1.5 : 1)
  const flexible = columns.filter((column) => column.width === undefined)
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0)
  const weights = flexible.reduce((sum, column) => sum + weight(column), 0)
  // Where every column has a width, they stretch together.
  const stretch = weights === 0 && fixed > 0 ? Math.max(1, available / fixed) : 1
  const left = Math.max(0, available - fixed - flexible.reduce((sum, column) => sum + least(column), 0))
  return new Map(
    columns.map((column) => [
      column.id,
      Math.floor(
        column.width === undefined
          ? least(column) + (left * weight(column)) / weights
          : column.width * stretch,
      ),
    ]),
  )
}
