import { describe, expect, it } from 'vitest'
import { fold } from '../../../shared/lists/fold.ts'
import { compareValues, filterRows, fitColumns, shareWidth } from '../../../renderer/ui/table-columns.ts'
import type { ChoiceFilter, Column } from '../../../renderer/ui/table-columns.ts'

interface Row {
  name: string
  city: string
  status: string
}
const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', value: (row) => row.name, minWidth: 200 },
  { id: 'city', header: 'City', value: (row) => row.city, optional: true },
  { id: 'status', header: 'Status', value: (row) => row.status, width: 100, optional: true },
]
const rows: Row[] = [
  { name: 'Ferretería Núñez', city: 'Madrid', status: 'active' },
  { name: 'Optik Vogel', city: 'Köln', status: 'inactive' },
]
const status: ChoiceFilter<Row> = { id: 'status', label: 'Status', options: [], value: (row) => row.status }

describe('the filter box', () => {
  it('finds without accents and in any case', () => {
    expect(filterRows(rows, columns, 'NUNEZ')).toEqual([rows[0]])
    expect(fold('Köln')).toBe('koln')
  })
  it('wants every word, in whichever column', () => {
    expect(filterRows(rows, columns, 'vogel koln')).toEqual([rows[1]])
    expect(filterRows(rows, columns, 'vogel madrid')).toEqual([])
  })
  it('without words or choices is the same list', () => {
    expect(filterRows(rows, columns, '  ', [status], { status: 'any' })).toBe(rows)
  })
  it('combines words and choices', () => {
    expect(filterRows(rows, columns, 'o', [status], { status: 'active' })).toEqual([])
    expect(filterRows(rows, columns, '', [status], { status: 'inactive' })).toEqual([rows[1]])
  })
})

describe('sorting', () => {
  it('counts in words and compares numbers by size', () => {
    expect(['item 10', 'item 9'].sort(compareValues)).toEqual(['item 9', 'item 10'])
    expect([10, 9].sort(compareValues)).toEqual([9, 10])
  })
})

describe('the width of columns', () => {
  it('optional ones give way from the end, the name stays', () => {
    expect(fitColumns(columns, 500).map(({ id }) => id)).toEqual(['name', 'city', 'status'])
    expect(fitColumns(columns, 350).map(({ id }) => id)).toEqual(['name', 'city'])
    expect(fitColumns(columns, 100).map(({ id }) => id)).toEqual(['name'])
  })
  it('beside a preview every column but the name gives way', () => {
    const needed = columns.map((column) => ({ ...column, optional: false }))
    expect(fitColumns(needed, 100)).toHaveLength(3)
    expect(fitColumns(needed, 350, true).map(({ id }) => id)).toEqual(['name', 'city'])
    expect(fitColumns(needed, 100, true).map(({ id }) => id)).toEqual(['name'])
  })
  it('the name gets the larger share, and the whole is filled', () => {
    const widths = shareWidth(columns, 1000)
    expect(widths.get('status')).toBe(100)
    expect(widths.get('name')).toBeGreaterThan(widths.get('city') ?? 0)
    expect([...widths.values()].reduce((sum, width) => sum + width, 0)).toBeGreaterThan(995)
  })
  it('never exceeds the room as long as the least widths fit', () => {
    const widths = shareWidth(columns, 430)
    expect([...widths.values()].reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(430)
    expect(widths.get('name')).toBeGreaterThanOrEqual(200)
    expect(widths.get('city')).toBeGreaterThanOrEqual(120)
  })
})
