import { describe, expect, it } from 'vitest'
import { readSavedView } from '../../../../shared/lists/saved-view.ts'
import { aDocument } from '../../../support/a-document.ts'
import { checkListView } from '../../../../shared/lists/list-view.ts'
import { columnsOf, listNames } from '../../../../shared/lists/list-columns.ts'
import {
  arrangementIn,
  arrangementText,
  updatedView,
  viewToSave,
} from '../../../../renderer/ui/record/arrangement.ts'
import { askedIn, askedOf, conditionWords, testFor } from '../../../../renderer/ui/record/view-conditions.ts'
import { groupConditions } from '../../../../renderer/features/tasks/task-groups.ts'
import { columnLabel, columnText, offeredColumns } from '../../../../renderer/ui/record/view-columns.ts'
import { viewWords } from '../../../../renderer/ui/record/view-words.ts'
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
  it('does not save a column that only the screen draws, which would make the view unreadable', () => {
    const plain = { sorting: [], text: '', choices: {} }
    expect(viewToSave('leads', { ...plain, columns: ['title', 'mood'] }).columns).toEqual(['title'])
    expect(viewToSave('leads', { ...plain, columns: ['mood'] }).columns).toBeUndefined()
  })
  it('of order items and of tasks is a view like any other', () => {
    const items = viewToSave('orderItems', {
      sorting: [{ id: 'total', desc: true }],
      text: '',
      choices: {},
      where: [{ column: 'quantity', is: 'after', value: 10 }],
      columns: ['description', 'customerId', 'orderDate', 'unitPrice', 'total'],
      groupBy: 'customerId',
    })
    const tasks = viewToSave('tasks', {
      sorting: [{ id: 'dueDate', desc: false }],
      text: '',
      choices: { priority: 'high' },
      where: [...groupConditions.overdue],
    })
    for (const value of [items, tasks])
      expect(readSavedView(aDocument('settings', { kind: 'view', value }))).toMatchObject({
        ok: true,
        saved: value,
      })
  })
})

describe('the columns of order items', () => {
  const item = {
    id: 'o1 l1',
    orderId: 'o1',
    orderTitle: 'N-1',
    customerId: 'c1',
    orderDate: '2026-05-04',
    currency: 'JPY',
    description: 'Chai',
    quantity: 3,
    unitPrice: 1_500,
    discount: 500,
    taxRate: 0,
  }
  it('are offered with words of their own, the order once', () => {
    const labels = offeredColumns('orderItems').map((column) => columnLabel('orderItems', column))
    expect(labels).toEqual(expect.arrayContaining(['Description', 'Order', 'Customer', 'Ordered', 'Total']))
    expect(labels.filter((label) => label === 'Order')).toHaveLength(1)
  })
  it('read as their order says', () => {
    const text = (name: string) =>
      columnText('orderItems', columnsOf('orderItems').get(name)!, item, () => 'Alfreds')
    expect(text('unitPrice')).toBe('¥1,500')
    expect(text('customerId')).toBe('Alfreds')
    expect(text('orderDate')).toBe('May 4, 2026')
    expect(text('total')).toBe('¥4,275')
  })
})

describe('a view that a colleague changed since it was opened', () => {
  const opened = {
    sorting: [{ id: 'value', desc: true }],
    text: '',
    choices: {},
    columns: ['title', 'value'],
  }
  const share = 'everyone'
  it('gets what both of them did', () => {
    const theirs = { ...viewToSave('leads', { ...opened, columns: ['title', 'status'] }), share }
    const mine = { ...opened, where: [{ column: 'value', is: 'filled' as const }], groupBy: 'status' }
    expect(updatedView('leads', opened, mine, theirs)).toEqual({
      view: {
        list: 'leads',
        where: [{ column: 'value', is: 'filled' }],
        sort: [{ by: 'value', desc: true }],
        groupBy: 'status',
      },
      columns: ['title', 'status'],
      share,
    })
  })
  it('is not decided for them where both made something different of the same part', () => {
    const theirs = viewToSave('leads', { ...opened, sorting: [{ id: 'status', desc: false }] })
    const mine = { ...opened, sorting: [{ id: 'title', desc: false }] }
    expect(updatedView('leads', opened, mine, theirs)).toBeUndefined()
    expect(updatedView('leads', opened, opened, theirs)).toEqual(theirs)
  })
  it('reads part by part', () => {
    const words = viewWords(
      {
        ...viewToSave('leads', {
          ...opened,
          where: [{ column: 'status', is: 'one-of', values: ['new'] }],
          groupBy: 'ownerId',
        }),
        pinned: true,
        share: 'team',
      },
      () => 'North',
    )
    expect(words.split('\n')).toEqual([
      'Status is one of New',
      'Sorted by: Expected value (descending)',
      'Grouped by: Owner',
      'Columns: Lead and Expected value',
      'A tab above the list',
      'Shared with North',
    ])
  })
})

describe('conditions', () => {
  it('that are offered may all be asked, for every column of every list', () => {
    for (const list of listNames)
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
