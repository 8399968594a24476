import { describe, expect, it } from 'vitest'
import { mostRows, readCsv } from '../../../shared/import/read-csv.ts'
import type { CsvTable } from '../../../shared/import/read-csv.ts'
import { english } from '../../../shared/phrase.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (content: Uint8Array | string) =>
  readCsv('a.csv', typeof content === 'string' ? bytes(content) : content)

function table(content: Uint8Array | string): CsvTable {
  const result = read(content)
  if (!result.ok) throw new Error(result.error.message)
  return result.table
}

function problem(content: Uint8Array | string) {
  const result = read(content)
  if (result.ok) throw new Error('it was read')
  return {
    code: result.error.code,
    message: result.error.message,
    ...(result.error.details as { reason: string }),
  }
}

const cellsOf = (content: Uint8Array | string) => table(content).rows.map(({ cells }) => cells)

describe('encodings', () => {
  it('reads UTF-8 with and without its mark', () => {
    expect(cellsOf('name\nMünchen')).toEqual([['München']])
    const marked = table(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes('name\nMünchen')))
    expect(marked.headers).toEqual(['name'])
    expect(marked.encoding).toBe('utf-8')
  })
  it('reads UTF-16 by its mark, both ways round', () => {
    const text = 'name;city\nKöln;Łódź'
    const little = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))
    const big = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())
    expect(table(little)).toMatchObject({ encoding: 'utf-16le', headers: ['name', 'city'] })
    expect(table(big)).toMatchObject({ encoding: 'utf-16be', headers: ['name', 'city'] })
    expect(cellsOf(big)).toEqual([['Köln', 'Łódź']])
  })
  it('reads what is not UTF-8 as Windows-1252 and says so', () => {
    const windows = Uint8Array.of(...bytes('name,price\nM'), 0xfc, ...bytes('nchen,'), 0x80, ...bytes('5'))
    expect(table(windows)).toMatchObject({ encoding: 'windows-1252' })
    expect(cellsOf(windows)).toEqual([['München', '€5']])
    expect(table(windows).notes[0]).toMatch(/Windows-1252/)
  })
  it('refuses a workbook, UTF-16 without its mark and bytes of no encoding', () => {
    const workbook = Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0, 0)
    const unmarked = new Uint8Array(Buffer.from('name\nx', 'utf16le'))
    const none = Uint8Array.of(...bytes('name\n'), 0x81, 0xfe)
    for (const content of [workbook, unmarked, none])
      expect(problem(content)).toMatchObject({ code: 'INVALID_FILE', reason: 'encoding' })
  })
  it('notes letters that were damaged before', () => {
    expect(table('name\nMÃ¼nchen').notes[0]).toMatch(/damaged/)
    expect(table('name\nM\uFFFDnchen').notes[0]).toMatch(/damaged/)
    expect(table('name\nMünchen').notes).toEqual([])
  })
})

describe('rows and cells', () => {
  it('finds the separator in the heading', () => {
    expect(cellsOf('name;price\n"a;b";1,50')).toEqual([['a;b', '1,50']])
    expect(cellsOf('name\tprice\nx\t1')).toEqual([['x', '1']])
    expect(cellsOf('"a,b",c\n1,2')).toEqual([['1', '2']])
    expect(cellsOf('only\nx, y')).toHaveLength(1)
  })
  it('reads quoted cells with line ends and quotation marks in them', () => {
    expect(cellsOf('a,b\r\n"1 ""x""\r\n2",3\r\n')).toEqual([['1 "x"\r\n2', '3']])
  })
  it('takes NULL and empty cells as absent and skips empty rows without losing count', () => {
    const { rows } = table('a,b\n1,NULL\n,\n\n2, \n')
    expect(rows).toEqual([
      { row: 2, cells: ['1', undefined] },
      { row: 5, cells: ['2', undefined] },
    ])
  })
  it('marks a ragged row and reads the others', () => {
    const { rows } = table('a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n')
    expect(rows.map(({ problem: ragged }) => ragged && english(ragged).slice(0, 11))).toEqual([
      undefined,
      'has 2 cells',
      'has 4 cells',
      undefined,
    ])
  })
  it('ignores columns that spreadsheets leave behind the last heading', () => {
    expect(table('a,b,,\n1,2,,\n').headers).toEqual(['a', 'b'])
  })
})

describe('files that cannot be read', () => {
  it.each([
    ['', 'empty'],
    ['  \n\n', 'empty'],
    ['a,b\n', 'empty'],
    ['a,,b\n1,2,3', 'missing-headers'],
    ['name,Name\n1,2', 'duplicate-headers'],
    ['a,b\n"1,2\n3,4', 'quotes'],
  ])('%j is refused because of %s', (text, reason) => {
    expect(problem(text)).toMatchObject({ code: 'INVALID_FILE', reason })
  })
  it('refuses more rows than it can take', () => {
    expect(problem(`a\n${'1\n'.repeat(mostRows + 1)}`).reason).toBe('too-many-rows')
    expect(table(`a\n${'1\n'.repeat(mostRows)}`).rows).toHaveLength(mostRows)
  })
})
