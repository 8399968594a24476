/** Conditions on amounts, where the rows of one list have currencies with none, two and three decimals. */
import { describe, expect, it } from 'vitest'
import { matcherOf, sortRows } from '../../../../renderer/data/worker/lists/list-query.ts'
import { conditionWords } from '../../../../renderer/ui/record/view-conditions.ts'
import { typedHundredths, unitsOf } from '../../../../shared/lists/compared-amounts.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'
import type { ColumnTest, ListView } from '../../../../shared/lists/list-view.ts'

const around = { nameOf: () => undefined, personId: 'me', now: 0, collator: new Intl.Collator('en') }
const lead = (id: string, amount: number, currency: string): ListRow => ({
  id,
  updatedAt: '2026-01-01T00:00:00.000Z',
  value: { amount, currency },
})
const leads = [
  lead('yen 1500', 1_500, 'JPY'),
  lead('dollar 15.00', 1_500, 'USD'),
  lead('dinar 1.500', 1_500, 'KWD'),
  lead('dinar 20.125', 20_125, 'KWD'),
  lead('yen 15', 15, 'JPY'),
  { id: 'none', updatedAt: '2026-01-01T00:00:00.000Z' },
]
const found = (is: Partial<ColumnTest> & Pick<ColumnTest, 'is'>): string[] => {
  const matches = matcherOf({ list: 'leads', where: [{ column: 'value', ...is } as ColumnTest] }, around)
  return leads.filter((row) => matches?.(row)).map(({ id }) => id)
}

describe('an amount in a condition', () => {
  it('is the same number of units in every currency', () => {
    expect(found({ is: 'equal', value: typedHundredths(15) })).toEqual(['dollar 15.00', 'yen 15'])
    expect(found({ is: 'after', value: typedHundredths(15) })).toEqual(['yen 1500', 'dinar 20.125'])
    expect(found({ is: 'before', value: typedHundredths(15) })).toEqual(['dinar 1.500'])
    expect(found({ is: 'between', from: typedHundredths(1.5), to: typedHundredths(20.125) })).toEqual([
      'dollar 15.00',
      'dinar 1.500',
      'dinar 20.125',
      'yen 15',
    ])
  })
  it('may have the decimals that a currency has', () => {
    expect(found({ is: 'equal', value: typedHundredths(20.125) })).toEqual(['dinar 20.125'])
    expect(found({ is: 'one-of', values: [typedHundredths(1.5), typedHundredths(1_500)] })).toEqual([
      'yen 1500',
      'dinar 1.500',
    ])
  })
  it('reads as it was typed', () => {
    for (const typed of [0, 15, 1.1, 0.07, 20.125, 1_234_567.891])
      expect(unitsOf(typedHundredths(typed))).toBe(typed)
    expect(
      conditionWords('leads', { column: 'value', is: 'after', value: typedHundredths(20.125) }, () => ''),
    ).toBe('Expected value is more than 20.125')
  })
  it('of an order item is in the currency of its order, its discount in percent', () => {
    const item = { id: 'i', currency: 'KWD', quantity: 2, unitPrice: 1_250, discount: 500 }
    const view: ListView = {
      list: 'orderItems',
      where: [{ column: 'total', is: 'equal', value: typedHundredths(2.375) }],
    }
    expect(matcherOf(view, around)?.(item)).toBe(true)
    expect(conditionWords('orderItems', { column: 'discount', is: 'equal', value: 500 }, () => '')).toBe(
      'Discount is 5%',
    )
  })
})

describe('amounts in order', () => {
  it('stand by their units, whatever the decimals of their currencies', () => {
    const view: ListView = { list: 'leads', sort: [{ by: 'value' }] }
    expect(sortRows(leads, view, around).map(({ id }) => id)).toEqual([
      'dinar 1.500',
      'dollar 15.00',
      'yen 15',
      'dinar 20.125',
      'yen 1500',
      'none',
    ])
  })
})
