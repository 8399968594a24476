import { describe, expect, it } from 'vitest'
import { checkListView } from '../../../../shared/lists/list-view.ts'
import { columnsOf, isListName } from '../../../../shared/lists/list-columns.ts'
import { arrangementIn, arrangementText, viewToSave } from '../../../../renderer/ui/record/arrangement.ts'
import { askedIn, askedOf, conditionWords, testFor } from '../../../../renderer/ui/record/view-conditions.ts'
import { linesOf } from '../../../../renderer/ui/table-source.ts'

const arranged = {
  sorting: [
    { id: 'status', desc: false },
    { id: 'value', desc: true },
  ],
  text: ' acme ',
  choices: { status: 'new', source: 'any' },
  where: [{ column: 'expectedClose', is: 'between' as const, from: { days: 0 }, to: { days: 30 } }],
  columns: ['title', 'value', 'address.city'],
  groupBy: 'ownerId',
}

describe('an arrangement', () => {
  it('comes back from a saved view as it was', () => {
    const { view, columns } = viewToSave('leads', arranged)
    expect(checkListView(view)).toEqual([])
    expect(arrangementText(arrangementIn({ view, columns }, ['status', 'source']))).toBe(
      arrangementText(arranged),
    )
  })
  it('shows a choice as a condition where the list has no such choice', () => {
    const { view } = viewToSave('leads', arranged)
    const { choices, where } = arrangementIn({ view }, [])
    expect(choices).toEqual({})
    expect(where).toHaveLength(2)
  })
  it('does not save the order of a column that only the screen knows', () => {
    const { view } = viewToSave('leads', { sorting: [{ id: 'mood', desc: false }], text: '', choices: {} })
    expect(view).toEqual({ list: 'leads' })
  })
})

describe('conditions', () => {
  it('that are offered may all be asked, for every column of every list', () => {
    for (const list of ['customers', 'leads', 'orders', 'products', 'salesReps', 'tasks'].filter(isListName))
      for (const column of columnsOf(list).values())
        for (const asked of askedOf(column)) {
          const test = testFor(column, asked, '2026-05-04')
          expect(checkListView({ list, where: [test] }), `${list}.${column.name} ${asked}`).toEqual([])
          expect(askedIn(test)).toBe(asked)
        }
  })
  it('read as a sentence', () => {
    const words = (condition: Parameters<typeof conditionWords>[1]) =>
      conditionWords('leads', condition, () => 'Ann')
    expect(words({ column: 'status', is: 'one-of', values: ['new', 'lost'] })).toBe(
      'Status is one of New and Lost',
    )
    expect(words({ column: 'ownerId', is: 'equal', value: 'x' })).toBe('Owner is Ann')
    expect(words({ column: 'value', is: 'after', value: 150_000 })).toBe('Expected value is more than 1,500')
  })
})

describe('lines of a grouped list', () => {
  const groups = [
    { key: 'a', label: 'A', count: 2 },
    { key: 'b', label: 'B', count: 0 },
    { key: 'c', label: 'C', count: 3 },
  ]
  it('are a head and its rows, one after the other', () => {
    const lines = linesOf(5, groups)
    const all = Array.from({ length: lines.count }, (_, line) => lines.at(line))
    expect(all.map((line) => ('row' in line ? line.row : line.group.key))).toEqual([
      'a',
      0,
      1,
      'b',
      'c',
      2,
      3,
      4,
    ])
    for (let row = 0; row < 5; row++) expect(lines.at(lines.lineOf(row))).toEqual({ row })
  })
  it('are the rows where there are no groups', () => {
    expect(linesOf(3, undefined).count).toBe(3)
    expect(linesOf(3, undefined).at(2)).toEqual({ row: 2 })
  })
})
