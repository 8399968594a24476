/**
 * A table as CSV: commas, CRLF, every cell that a spreadsheet would run as a formula with an apostrophe in front.
 * Numbers are numbers, so that "-5" stays one.
 */
import Papa from 'papaparse'
import type { ExportCell } from './export-table.ts'

export function csvOf(heads: readonly string[], rows: readonly (readonly ExportCell[])[]): string {
  const text = Papa.unparse([[...heads], ...rows.map((row) => row.map(plain))], {
    escapeFormulae: true,
    newline: '\r\n',
  })
  return `${text}\r\n`
}

function plain(cell: ExportCell): string | number {
  if (!cell) return ''
  switch (cell.kind) {
    case 'text':
      return cell.text
    case 'number':
      return cell.value
    case 'share':
      return cell.percent
    case 'day':
      return cell.day
    case 'instant':
      return cell.instant
    default:
      return cell satisfies never
  }
}
