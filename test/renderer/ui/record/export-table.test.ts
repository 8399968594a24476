import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../../renderer/ui/record/export-csv.ts'
import { exportColumns } from '../../../../renderer/ui/record/export-table.ts'
import { sheetCell, sheetName } from '../../../../renderer/ui/record/export-xlsx.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'
import { aDocument } from '../../../support/a-document.ts'

const nameOf = (_: CollectionName, id: string) => (id === 'rep-1' ? '=Ann, "the" Rep' : undefined)

function csv(collection: CollectionName, ids: readonly string[], rows: Record<string, unknown>[]): string {
  const columns = exportColumns(
    collection,
    ids.map((id) => ({ id, header: id })),
  )
  return csvOf(
    columns.map(({ head }) => head),
    rows.map((row) =>
      columns.map(({ cell }) => cell(aDocument(collection, row) as unknown as ListRow, nameOf)),
    ),
  )
}

describe('a list as CSV', () => {
  it('has words for people and plain values for machines', () => {
    const lead = {
      name: 'Zoë 日本',
      company: undefined,
      status: 'new',
      value: { amount: -123_450, currency: 'EUR' },
      expectedClose: '2026-05-04',
      createdAt: '2026-05-02T08:00:00.000Z',
    }
    expect(csv('leads', ['title', 'status', 'value', 'expectedClose', 'createdAt'], [lead])).toBe(
      'title,status,value,"value, currency",expectedClose,createdAt\r\n' +
        'Zoë 日本,New,-1234.5,EUR,2026-05-04,2026-05-02T08:00:00.000Z\r\n',
    )
  })
  it('cannot be run as a formula, whoever typed it and in whichever column', () => {
    for (const start of ['=', '+', '-', '@', '\t='])
      expect(csv('leads', ['company'], [{ company: `${start}1+1` }])).toContain(`'${start}1+1`)
    expect(csv('leads', ['ownerId'], [{ ownerId: 'rep-1' }])).toBe('ownerId\r\n"\'=Ann, ""the"" Rep"\r\n')
  })
  it('leaves empty what a record does not have, and what this device does not know as said', () => {
    expect(
      csv('leads', ['company', 'value', 'ownerId'], [{ company: undefined, value: undefined, ownerId: 'x' }]),
    ).toBe('company,value,"value, currency",ownerId\r\n,,,Not in your book\r\n')
  })
})

describe('a cell of a spreadsheet', () => {
  it('holds real numbers and dates', () => {
    expect(sheetCell({ kind: 'number', value: 12.5, decimals: 2 })).toMatchObject({
      value: 12.5,
      format: '#,##0.00',
    })
    expect(sheetCell({ kind: 'share', percent: 12.5 })).toMatchObject({ value: 0.125 })
    expect(sheetCell({ kind: 'day', day: '2026-05-04' })).toMatchObject({
      value: new Date('2026-05-04T00:00:00Z'),
    })
    expect(sheetCell({ kind: 'text', text: '=1+1' })).toMatchObject({ value: '=1+1', type: String })
    expect(sheetCell(undefined)).toBeNull()
  })
  it('has a sheet whose name Excel takes', () => {
    expect(sheetName('Leads [a/b]: everything that is open in the north')).toBe(
      'Leads  a b   everything that is',
    )
    expect(sheetName('/')).toBe('Satchel')
  })
})
