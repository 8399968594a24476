/**
 * A table as an Excel file, with real numbers and dates. Words are typed as words, so that none of them can be a
 * formula. A spreadsheet knows no time zones: moments are written as the local time where it is exported.
 */
import writeExcelFile from 'write-excel-file/browser'
import type { Cell, SheetData } from 'write-excel-file/browser'
import type { ExportCell } from './export-table.ts'

/** Excel takes no more characters in a cell. */
const mostCharacters = 32_767

export const xlsxOf = (
  heads: readonly string[],
  rows: readonly (readonly ExportCell[])[],
  sheet: string,
): Promise<Blob> => {
  const data: SheetData = [
    heads.map((head): Cell => ({ value: head, type: String, fontWeight: 'bold' })),
    ...rows.map((row) => row.map(sheetCell)),
  ]
  return writeExcelFile(data, {
    sheet: sheetName(sheet),
    stickyRowsCount: 1,
    columns: heads.map((head, place) => ({ width: widthOf(head, rows, place) })),
  }).toBlob()
}

export function sheetCell(cell: ExportCell): Cell {
  if (!cell) return null
  switch (cell.kind) {
    case 'text':
      return { value: cell.text.slice(0, mostCharacters), type: String }
    case 'number':
      return {
        value: cell.value,
        type: Number,
        format: cell.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.decimals)}`,
      }
    case 'share':
      return { value: cell.percent / 100, type: Number, format: '0.00%' }
    case 'day':
      return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
    case 'instant':
      return { value: localTime(cell.instant), type: Date, format: 'yyyy-mm-dd hh:mm' }
    default:
      return cell satisfies never
  }
}

/** The library writes a moment's UTC time: here that is what the clock on the wall says. */
function localTime(instant: string): Date {
  const moment = new Date(instant)
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
}

/** Excel takes 31 characters, without some signs. */
export const sheetName = (title: string): string =>
  title
    .replaceAll(/[\\/?*[\]:]/g, ' ')
    .trim()
    .slice(0, 31) || 'Satchel'

/** In characters, by what the first rows hold. */
function widthOf(head: string, rows: readonly (readonly ExportCell[])[], place: number): number {
  const longest = rows.slice(0, 200).reduce((most, row) => {
    const cell = row[place]
    return Math.max(most, cell?.kind === 'text' ? cell.text.length : cell ? 12 : 0)
  }, head.length)
  return Math.min(48, Math.max(8, longest + 2))
}
