import { readFileSync } from 'node:fs'
import { fc } from '../support/properties.ts'
import { describe, expect, it } from 'vitest'
import {
  decimalsOf,
  formatMoney,
  fromDecimal,
  lineTotal,
  orderTotals,
  toDecimal,
} from '../../shared/money.ts'

const line = (quantity: number, unitPrice: number, discount = 0, taxRate = 0) => ({
  id: 'x',
  productId: 'p',
  description: '',
  quantity,
  unitPrice,
  discount,
  taxRate,
})

describe('line totals', () => {
  it('are quantity times price less the discount', () => {
    expect(lineTotal(line(12, 1400))).toBe(16_800)
    expect(lineTotal(line(10, 980, 1500))).toBe(8330)
  })
  it('round exact halves to the even cent', () => {
    expect(lineTotal(line(1, 5, 5000))).toBe(2)
    expect(lineTotal(line(1, 15, 5000))).toBe(8)
    expect(lineTotal(line(1, 25, 5000))).toBe(12)
  })
  it('agree with exact arithmetic on big integers for any line', () => {
    const exact = (quantity: number, price: number, discount: number) => {
      const product = BigInt(quantity) * BigInt(price) * BigInt(10_000 - discount)
      const [whole, rest] = [product / 10_000n, product % 10_000n]
      return Number(rest > 5000n || (rest === 5000n && whole % 2n === 1n) ? whole + 1n : whole)
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 9_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (quantity, price, discount) =>
          lineTotal(line(quantity, price, discount)) === exact(quantity, price, discount),
      ),
    )
  })
})

describe('order totals', () => {
  it('tax each rate once, on the sum of the rounded lines', () => {
    const totals = orderTotals({
      currency: 'EUR',
      freight: 500,
      lines: [line(3, 333, 0, 1900), line(1, 1000, 0, 700), line(1, 1, 0, 1900)],
    })
    expect(totals.taxes).toEqual([
      { rate: 700, base: 1000, tax: 70 },
      { rate: 1900, base: 1000, tax: 190 },
    ])
    expect(totals).toMatchObject({ lines: [999, 1000, 1], goods: 2000, total: 2760 })
  })
  it('are the sum of what is printed', () => {
    const lines = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 1000 }),
        unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
        discount: fc.integer({ min: 0, max: 10_000 }),
        taxRate: fc.constantFrom(0, 700, 1900, 2100),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100_000 }), (drawn, freight) => {
        const totals = orderTotals({
          currency: 'EUR',
          freight,
          lines: drawn.map((one) => line(one.quantity, one.unitPrice, one.discount, one.taxRate)),
        })
        const printed = [...totals.lines, freight, ...totals.taxes.map(({ tax }) => tax)]
        return totals.total === printed.reduce((sum, amount) => sum + amount, 0)
      }),
    )
  })
})

describe('a discount of the whole order', () => {
  const drawnLines = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 1000 }),
      unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
      discount: fc.integer({ min: 0, max: 10_000 }),
      taxRate: fc.constantFrom(0, 700, 1900, 2100),
    }),
    { minLength: 1, maxLength: 30 },
  )
  const totalsOf = (
    drawn: { quantity: number; unitPrice: number; discount: number; taxRate: number }[],
    discount: number,
    discountAmount: number,
  ) =>
    orderTotals({
      currency: 'EUR',
      freight: 0,
      discount,
      discountAmount,
      lines: drawn.map((one) => line(one.quantity, one.unitPrice, one.discount, one.taxRate)),
    })

  it('takes the share first, then the amount, and lowers the base of every tax', () => {
    const totals = orderTotals({
      currency: 'EUR',
      freight: 500,
      discount: 1000,
      discountAmount: 7,
      lines: [line(3, 333, 0, 1900), line(1, 0, 0, 700), line(1, 1000, 0, 700), line(1, 1, 0, 1900)],
    })
    expect(totals).toEqual({
      currency: 'EUR',
      lines: [999, 0, 1000, 1],
      goods: 2000,
      discount: 207,
      // 103.4, 103.5 and 0.1 rounded down leave one unit, which the first line that costs anything bears.
      lineDiscounts: [104, 0, 103, 0],
      freight: 500,
      taxes: [
        { rate: 700, base: 897, tax: 63 },
        { rate: 1900, base: 896, tax: 170 },
      ],
      total: 2526,
    })
  })
  it('is borne by the lines to the last unit, and by none with more than it costs', () => {
    fc.assert(
      fc.property(
        drawnLines,
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (drawn, share, amount) => {
          const { lines, goods, discount, lineDiscounts, taxes, total } = totalsOf(drawn, share, amount)
          const isWhole = lineDiscounts.every(
            (part, index) => part >= 0 && part <= (lines[index] ?? 0) && Number.isInteger(part),
          )
          const sum = lineDiscounts.reduce((all, part) => all + part, 0)
          const bases = taxes.reduce((all, { base }) => all + base, 0)
          const untaxed = drawn.reduce(
            (all, { taxRate }, index) =>
              taxRate > 0 ? all : all + (lines[index] ?? 0) - (lineDiscounts[index] ?? 0),
            0,
          )
          const tax = taxes.reduce((all, one) => all + one.tax, 0)
          return (
            isWhole &&
            sum === discount &&
            discount <= goods &&
            bases + untaxed === goods - discount &&
            total === goods - discount + tax
          )
        },
      ),
    )
  })
  it('differs from an exact share of each line by less than one unit', () => {
    fc.assert(
      fc.property(drawnLines, fc.integer({ min: 1, max: 9_999 }), (drawn, share) => {
        const { lines, goods, discount, lineDiscounts } = totalsOf(drawn, share, 0)
        return lines.every((amount, index) => {
          const exact = BigInt(discount) * BigInt(amount)
          const off = exact - BigInt(lineDiscounts[index] ?? 0) * BigInt(goods)
          return (off < 0n ? -off : off) < BigInt(goods) || goods === 0
        })
      }),
    )
  })
  it('is never more than the goods', () => {
    const totals = orderTotals({
      currency: 'JPY',
      freight: 5,
      discountAmount: 99,
      lines: [line(1, 40, 0, 1000)],
    })
    expect(totals).toMatchObject({ discount: 40, taxes: [{ base: 0, tax: 0 }], total: 5 })
  })
})

describe('decimals', () => {
  it('follow the currency', () => {
    expect(['USD', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3])
    expect(toDecimal({ amount: -5, currency: 'USD' })).toBe('-0.05')
    expect(toDecimal({ amount: 1050, currency: 'JPY' })).toBe('1050')
    expect(toDecimal({ amount: 1, currency: 'KWD' })).toBe('0.001')
  })
  it('read back to the same amount', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (amount, currency) =>
          fromDecimal(toDecimal({ amount, currency }), currency)?.amount === (amount === 0 ? 0 : amount),
      ),
    )
  })
  it('are refused when the currency has no such places, or when they are no number', () => {
    for (const text of ['1.005', 'abc', '', '1e5', '1,5', '0x10'])
      expect(fromDecimal(text, 'USD')).toBeUndefined()
    expect(fromDecimal('1.500', 'USD')).toEqual({ amount: 150, currency: 'USD' })
    expect(fromDecimal('1.5', 'JPY')).toBeUndefined()
    expect(fromDecimal('9007199254740992', 'JPY')).toBeUndefined()
  })
  it('are written in the words of a locale', () => {
    expect(formatMoney({ amount: 123_456, currency: 'USD' }, 'en-US')).toBe('$1,234.56')
    expect(formatMoney({ amount: 123_456, currency: 'EUR' }, 'de-DE')).toBe('1.234,56\u00a0€')
  })
})

it('adds up the Northwind book to the cent', () => {
  const rows = readFileSync('test/fixtures/northwind/order_details.csv', 'utf8').trim().split('\n').slice(1)
  const cells = rows.map((row) => row.trim().split(','))
  const total = cells.reduce((sum, [, , price = '', quantity = '', discount = '']) => {
    const unitPrice = fromDecimal(price, 'USD')?.amount ?? Number.NaN
    return sum + lineTotal(line(Number(quantity), unitPrice, Math.round(Number(discount) * 10_000)))
  }, 0)
  // The book's exact total after discount is 1,265,793.0395; each line rounded half to even gives two cents less.
  expect(total).toBe(126_579_302)
})
