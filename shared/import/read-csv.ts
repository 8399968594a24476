/**
 * Bytes of a CSV file -> a table of cells, or the one reason why the file as a whole cannot be read.
 * A cell is the text of the file, trimmed and never evaluated; 'NULL' and the empty cell are absent.
 * Rows are numbered as a spreadsheet shows them: the heading is row 1.
 */
import Papa from 'papaparse'
import { coded } from '../errors.ts'
import type { CodedError } from '../errors.ts'
import type { Phrase } from '../phrase.ts'
import { phrase } from '../phrase.ts'

export const largestFile = 50 * 1024 * 1024
export const mostRows = 100_000
const mostColumns = 200

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Cell = string | undefined

export interface CsvRow {
  row: number
  /** In the order of the headers. */
  cells: Cell[]
  /** The row does not fit the heading; its cells cannot be trusted. */
  problem?: Phrase
}

export interface CsvTable {
  name: string
  encoding: Encoding
  delimiter: string
  headers: string[]
  rows: CsvRow[]
  /** What a person should know although the file could be read. */
  notes: string[]
}

/** What is wrong with a file; travels in `details.reason` of INVALID_FILE. */
export type FileProblem =
  | 'encoding'
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'quotes'
  | 'duplicate-headers'
  | 'missing-headers'
  | 'missing-columns'
  | 'unknown-kind'

export type CsvResult = { ok: true; table: CsvTable } | { ok: false; error: CodedError }

export const fileError = (reason: FileProblem, message: string): CodedError =>
  coded('INVALID_FILE', { message, details: { reason } })

const refuse = (reason: FileProblem, message: string): CsvResult => ({
  ok: false,
  error: fileError(reason, message),
})

// Every runtime this code meets has it, but its type lives in the DOM's and in Node's libraries only.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string }

export function readCsv(name: string, bytes: Uint8Array): CsvResult {
  if (bytes.length > largestFile)
    return refuse(
      'too-large',
      `${name} is larger than ${largestFile / 1024 / 1024} MB. Split it into several files.`,
    )
  const decoded = decode(bytes)
  if (!decoded)
    return refuse(
      'encoding',
      `${name} is not a text file in a known encoding. Save it as CSV in UTF-8 and choose it again.`,
    )
  const { text, encoding } = decoded
  if (text.trim() === '') return refuse('empty', `${name} is empty.`)
  const delimiter = delimiterOf(text)
  const { data, errors } = Papa.parse(text, { delimiter, skipEmptyLines: false })
  const quotes = errors.find((error) => error.type === 'Quotes')
  if (quotes)
    return refuse(
      'quotes',
      `${name}, row ${(quotes.row ?? 0) + 1}: a quotation mark is misplaced or never closed.`,
    )

  const headings = data[0]?.map((heading) => heading.trim()) ?? []
  // Spreadsheets write empty columns behind the last heading.
  const width = headings.findLastIndex((heading) => heading !== '') + 1
  const headers = headings.slice(0, width)
  const problem = headerProblem(name, headers)
  if (problem) return { ok: false, error: problem }

  const rows: CsvRow[] = []
  for (const [index, cells] of data.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue
    if (rows.length === mostRows)
      return refuse('too-many-rows', `${name} has more than ${mostRows} rows. Split it into several files.`)
    rows.push(readRow(index + 1, cells, width))
  }
  if (rows.length === 0) return refuse('empty', `${name} has a heading and no rows.`)
  return { ok: true, table: { name, encoding, delimiter, headers, rows, notes: notesOn(text, encoding) } }
}

function readRow(row: number, cells: string[], width: number): CsvRow {
  const missing = cells.length < width
  const extra = cells.slice(width).some((cell) => cell.trim() !== '')
  const read = Array.from({ length: width }, (_, column) => cellOf(cells[column]))
  if (!missing && !extra) return { row, cells: read }
  return {
    row,
    cells: read,
    problem: phrase('has {cells} cells where the heading has {width}; check its commas and quotation marks', {
      cells: cells.length,
      width,
    }),
  }
}

function cellOf(text: string | undefined): Cell {
  const trimmed = text?.trim()
  return trimmed === undefined || trimmed === '' || trimmed === 'NULL' ? undefined : trimmed
}

function headerProblem(name: string, headers: string[]): CodedError | undefined {
  if (headers.length > mostColumns)
    return fileError('missing-headers', `${name} has more than ${mostColumns} columns.`)
  const unnamed = headers.indexOf('')
  if (headers.length === 0 || unnamed >= 0)
    return fileError('missing-headers', `${name}: column ${unnamed + 1 || 1} has no heading in row 1.`)
  const lower = headers.map((header) => header.toLowerCase())
  const twice = headers.find((_, index) => lower.indexOf(lower[index] ?? '') !== index)
  if (twice !== undefined)
    return fileError('duplicate-headers', `${name} has the heading '${twice}' more than once.`)
  return undefined
}

/** Undefined when the bytes are no text in any of the encodings that spreadsheets write. */
function decode(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const [first, second] = bytes
  const marked: Encoding | undefined =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined
  if (marked) return attempt(bytes, marked)
  // Text has no zero bytes; a workbook, a picture or UTF-16 without its mark has.
  if (bytes.includes(0)) return undefined
  // These five are not characters of Windows-1252, although decoders let them through.
  const maybeWindows = ![0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte))
  return attempt(bytes, 'utf-8') ?? (maybeWindows ? attempt(bytes, 'windows-1252') : undefined)
}

function attempt(bytes: Uint8Array, encoding: Encoding): { text: string; encoding: Encoding } | undefined {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
  } catch {
    return undefined
  }
}

/** The separator that the heading uses most, outside quotation marks. */
function delimiterOf(text: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((delimiter) => [delimiter, 0]))
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (!quoted && (character === '\n' || character === '\r')) break
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  return best && best[1] > 0 ? best[0] : ','
}

function notesOn(text: string, encoding: Encoding): string[] {
  const notes: string[] = []
  if (encoding === 'windows-1252')
    notes.push('This file is not UTF-8; it was read as Windows-1252. Check the accented letters.')
  // U+FFFD was written by a program that had already lost the letter; 'Ã' and a C1 letter is UTF-8 read as Latin-1.
  if (text.includes('\uFFFD') || /Ã[\u0080-\u00BF]/.test(text))
    notes.push('Some letters were damaged before this file was saved. Check the accented letters.')
  return notes
}
