import { describe, expect, it } from 'vitest'
import { outcomeRows } from '../../../../renderer/features/import/outcome-rows.ts'
import type { OutcomeQuery } from '../../../../renderer/features/import/outcome-rows.ts'
import type { RowOutcome } from '../../../../shared/import/run-import.ts'

const referred = '01a20414-3f41-7360-bbc6-c912051315aa'
const outcomes: RowOutcome[] = [
  {
    file: 'a.csv',
    row: 2,
    collection: 'customers',
    key: 'A',
    title: 'Müller',
    action: 'create',
    id: referred,
  },
  {
    file: 'b.csv',
    row: 2,
    collection: 'orders',
    key: '10',
    title: '10',
    action: 'update',
    changes: { customerId: [undefined, referred] },
  },
  { file: 'b.csv', row: 3, collection: 'orders', key: '9', title: '9', action: 'unchanged' },
  { file: 'b.csv', row: 4, key: '', title: '', action: 'refused', problem: 'orderDate is missing' },
]
const all: OutcomeQuery = { text: '', sort: [], offset: 0, limit: 10 }
const keys = (query: Partial<OutcomeQuery>) =>
  outcomeRows(outcomes)
    .window({ ...all, ...query })
    .rows.map(({ key }) => key)

describe('the rows of an import in view', () => {
  it('begin with what needs a look', () => expect(keys({})).toEqual(['', '10', 'A', '9']))
  it('are found by outcome, by kind, by words without accents and by the reason', () => {
    expect(keys({ action: 'update' })).toEqual(['10'])
    expect(keys({ kind: 'orders' })).toEqual(['10', '9'])
    expect(keys({ kind: 'unread' })).toEqual([''])
    expect(keys({ text: 'muller' })).toEqual(['A'])
    expect(keys({ text: 'missing orderdate' })).toEqual([''])
  })
  it('are sorted with numbers by their size, and cut to the window with the true total', () => {
    expect(keys({ kind: 'orders', sort: [{ by: 'title', desc: false }] })).toEqual(['9', '10'])
    const { rows, total, offset } = outcomeRows(outcomes).window({ ...all, offset: 1, limit: 2 })
    expect([rows.map(({ key }) => key), total, offset]).toEqual([['10', 'A'], 4, 1])
  })
  it('bring the titles of records that the same import makes', () => {
    expect(outcomeRows(outcomes).window({ ...all, action: 'update' }).names).toEqual({ [referred]: 'Müller' })
  })
})
