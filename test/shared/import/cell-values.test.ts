import { describe, expect, it } from 'vitest'
import { cellValue } from '../../../shared/import/cell-values.ts'
import type { CellTarget } from '../../../shared/import/cell-values.ts'
import { english } from '../../../shared/phrase.ts'

const format = { currency: 'USD', decimalComma: false }
const read = (kind: CellTarget['kind'], cell: string, more: Partial<CellTarget> = {}, given = format) => {
  const result = cellValue({ kind, limits: {}, ...more }, cell, given)
  return result.ok ? result.value : `! ${english(result.problem)}`
}

describe('amounts and numbers', () => {
  it.each([
    ['14.00', 1400],
    ['9.8', 980],
    ['0.07', 7],
    ['1.15', 115],
    ['1,234.50', 123450],
    ['1 234.50', 123450],
    ['14.0000', 1400],
    ['263.50', 26350],
    ['9007199254.99', 900719925499],
  ])('%s is %i cents', (cell, cents) => expect(read('minorUnits', cell)).toBe(cents))

  it('reads the decimal comma where the file uses it', () => {
    const comma = { currency: 'EUR', decimalComma: true }
    expect(read('money', '1.234,50', {}, comma)).toEqual({ amount: 123450, currency: 'EUR' })
    expect(read('basisPoints', '12,5%', {}, comma)).toBe(1250)
  })
  it('knows currencies without and with three decimals', () => {
    expect(read('minorUnits', '1234', {}, { currency: 'JPY', decimalComma: false })).toBe(1234)
    expect(read('minorUnits', '1.234', {}, { currency: 'KWD', decimalComma: false })).toBe(1234)
    expect(read('minorUnits', '12.5', {}, { currency: 'JPY', decimalComma: false })).toMatch(
      /exact amount of JPY/,
    )
  })
  it('refuses what is no exact, positive amount', () => {
    expect(read('minorUnits', '1.234')).toMatch(/exact amount/)
    expect(read('minorUnits', '-1')).toBe('! is below 0')
    for (const cell of ['abc', '1,23,4', '1.2.3', '$5', '1e3', '.', '0x10'])
      expect(read('minorUnits', cell)).toBe('! is not an amount')
  })
  it.each([
    ['0', 0],
    ['0.05', 500],
    ['0.15', 1500],
    ['0.07', 700],
    ['1', 10_000],
    ['5%', 500],
    ['12.5 %', 1250],
  ])('a discount of %s is %i basis points', (cell, points) => expect(read('basisPoints', cell)).toBe(points))
  it('refuses a discount of 5 that may mean 5 percent', () => {
    expect(read('basisPoints', '5')).toMatch(/not between 0 and 1/)
    expect(read('basisPoints', '0.00001')).toMatch(/four decimals/)
  })
  it('keeps whole numbers within their limits', () => {
    const quantity = { limits: { minimum: 1, maximum: 100 } }
    expect(read('integer', '12', quantity)).toBe(12)
    expect(read('integer', '12.00', quantity)).toBe(12)
    expect(read('integer', '-3', quantity)).toBe('! is below 1')
    expect(read('integer', '101', quantity)).toBe('! is above 100')
    expect(read('integer', '1.5', quantity)).toBe('! is not a whole number')
  })
})

describe('dates, choices, words', () => {
  it('reads dates with and without a time', () => {
    expect(read('date', '1996-07-04 00:00:00.000')).toBe('1996-07-04')
    expect(read('date', '1996-07-04')).toBe('1996-07-04')
    expect(read('date', '4.7.1996')).toBe('1996-07-04')
    expect(read('instant', '1996-07-04 08:30:15')).toBe('1996-07-04T08:30:15.000Z')
  })
  it('refuses dates that do not exist or can be read in two ways', () => {
    expect(read('date', '1996-02-30')).toBe('! is not a day of the calendar')
    expect(read('date', '07/04/1996')).toMatch(/write it as 1996-07-04/)
    expect(read('instant', '1996-07-04 25:00')).toMatch(/time of the day/)
  })
  it('reads yes and no in the words of several systems', () => {
    expect(['1', 'TRUE', 'yes'].map((cell) => read('boolean', cell))).toEqual([true, true, true])
    expect(['0', 'False', 'n'].map((cell) => read('boolean', cell))).toEqual([false, false, false])
    expect(read('boolean', 'maybe')).toMatch(/^!/)
  })
  it('finds a choice by value or label and names the choices otherwise', () => {
    const options = [
      { value: 'trade-fair', label: 'Trade fair', tone: 'neutral' },
      { value: 'other', label: 'Other', tone: 'neutral' },
    ] as const
    expect(read('choice', 'TRADE FAIR', { options })).toBe('trade-fair')
    expect(read('choice', 'fax', { options })).toBe('! is none of Trade fair, Other')
  })
  it('leaves telephone numbers and formulas as they are written', () => {
    expect(read('phone', '+49 30 0074321')).toBe('+49 30 0074321')
    expect(read('text', '=HYPERLINK("x")')).toBe('=HYPERLINK("x")')
  })
})
