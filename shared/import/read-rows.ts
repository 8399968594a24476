/**
 * Cells + mapping -> typed rows. Each row is read alone: what is wrong with it is said in the words of the
 * file ("quantity '-3' is below 1") and does not touch the others. A key that comes twice is refused from
 * the second time on.
 */
import { cellValue, looksLikeFormula } from './cell-values.ts'
import type { CellFormat } from './cell-values.ts'
import { fileKinds } from './file-kinds.ts'
import type { Target } from './file-kinds.ts'
import type { Phrase } from '../phrase.ts'
import { phrase, said } from '../phrase.ts'
import type { Mapping } from './mapping.ts'
import type { CsvTable } from './read-csv.ts'

export interface ImportFile {
  table: CsvTable
  mapping: Mapping
}

export interface ReadRow {
  file: string
  row: number
  /** Of the column mapped to `importKey`. */
  key?: string
  /** Target name -> typed value; absent cells are absent. */
  values: Record<string, unknown>
  problems: Phrase[]
}

/** Cells hold text and numbers; of anything else there is no text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

export interface ImportNote {
  file: string
  row?: number
  message: string
  phrase?: Phrase
}

export interface ReadResult {
  rows: ReadRow[]
  notes: ImportNote[]
}

interface Column {
  heading: string
  index: number
  target: Target
}

/** `currencyOf` gets the row's cells by target name, and gives the currency of its amounts. */
export function readRows(
  { table, mapping }: ImportFile,
  currencyOf: (cells: Record<string, string>) => string,
): ReadResult {
  const { targets } = fileKinds[mapping.kind]
  const columns = table.headers.flatMap((heading, index): Column[] => {
    const target = targets.find(({ name }) => name === mapping.columns[heading])
    return target ? [{ heading, index, target }] : []
  })
  const decimalComma = hasDecimalComma(table, columns)
  const notes: ImportNote[] = table.notes.map((message) => ({ file: table.name, message }))
  const firstRows = new Map<string, number>()
  const rows = table.rows.map(({ row, cells, problem }): ReadRow => {
    const read: ReadRow = { file: table.name, row, values: {}, problems: problem ? [problem] : [] }
    const texts: Record<string, string> = {}
    for (const { index, target } of columns) {
      const cell = cells[index]
      if (cell !== undefined) texts[target.name] = cell
    }
    const key = texts['importKey']
    if (key !== undefined) {
      read.key = key
      const first = firstRows.get(key)
      if (first !== undefined)
        read.problems.push(phrase('the key {key} is already used in row {first}', { key: `'${key}'`, first }))
      else firstRows.set(key, row)
    }
    // The cells of a ragged row may stand under the wrong headings; one reason is enough.
    if (problem) return read
    const format: CellFormat = {
      currency: texts['currency']?.toUpperCase() ?? currencyOf(texts),
      decimalComma,
    }
    if (!/^[A-Z]{3}$/.test(format.currency)) format.currency = 'USD'
    for (const { heading, target } of columns) {
      const cell = texts[target.name]
      if (cell === undefined) {
        if (target.required) read.problems.push(phrase('{heading} is missing', { heading }))
        continue
      }
      const value = cellValue(target, cell, format)
      if (value.ok && target.kind !== 'key') read.values[target.name] = value.value
      if (!value.ok)
        read.problems.push(
          phrase('{heading} {cell} {problem}', {
            heading,
            cell: `'${shortened(cell)}'`,
            problem: value.problem,
          }),
        )
      if (isPlainText(target) && looksLikeFormula(cell))
        notes.push({
          file: table.name,
          row,
          ...said('{heading} looks like a formula; it is kept as plain text and never computed', { heading }),
        })
    }
    return read
  })
  return { rows, notes }
}

const isPlainText = ({ kind }: Target) =>
  kind === 'text' || kind === 'multiline' || kind === 'key' || kind === 'url'
const isNumber = ({ kind }: Target) => ['integer', 'money', 'minorUnits', 'basisPoints'].includes(kind)
const shortened = (cell: string) => (cell.length > 40 ? `${cell.slice(0, 39)}…` : cell)

/** Judged over all numbers of the file, because `1,234` alone says nothing. */
function hasDecimalComma(table: CsvTable, columns: Column[]): boolean {
  const comma = table.delimiter === ';' ? /,\d+\s*%?$/ : /,\d{1,2}\s*%?$|^[+-]?0,\d/
  const point = /\.\d{1,2}\s*%?$|^[+-]?0\.\d/
  const numbers = columns.filter(({ target }) => isNumber(target))
  let commas = false
  for (const { cells } of table.rows)
    for (const { index } of numbers) {
      const cell = cells[index]
      if (cell === undefined) continue
      if (point.test(cell)) return false
      commas ||= comma.test(cell)
    }
  return commas
}
