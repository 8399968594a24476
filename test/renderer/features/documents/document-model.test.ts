import { fc } from '../../../support/properties.ts'
import { describe, expect, it } from 'vitest'
import type { Customer } from '../../../../shared/entities/customer.ts'
import type { Order, OrderLine } from '../../../../shared/entities/order.ts'
import type { Setting } from '../../../../shared/entities/setting.ts'
import { formatMoney, orderTotals } from '../../../../shared/money.ts'
import { companyOf, largestLogo } from '../../../../shared/company.ts'
import { documentsOf } from '../../../../renderer/features/documents/document-kinds.ts'
import { documentOf } from '../../../../renderer/features/documents/document-model.ts'
import { aDocument } from '../../../support/a-document.ts'

const line = (changes: Partial<OrderLine> = {}): OrderLine => ({
  id: 'line',
  productId: 'product',
  description: 'Chai',
  quantity: 2,
  unitPrice: 1999,
  discount: 0,
  taxRate: 0,
  ...changes,
})
const order = (changes: Partial<Order> = {}): Order => ({
  ...(aDocument('orders') as unknown as Order),
  number: '11078',
  status: 'confirmed',
  orderDate: '2026-05-03',
  currency: 'EUR',
  lines: [line()],
  freight: 450,
  ...changes,
})
const customer = {
  ...(aDocument('customers') as unknown as Customer),
  name: 'Müller & Söhne',
  address: { street: 'Bahnhofstrasse 1', postalCode: '8001', city: 'Zürich', country: 'Schweiz' },
}
const company = { name: 'Northwind Traders' }
const around = (locale = 'en-GB') => ({ customer, company, locale })

/** A locale's own kinds of space, as one. */
const plain = (text: string | undefined) => text?.replace(/\s/g, ' ')

describe('what is printed of an order', () => {
  it('names company, customer, number, dates and where the goods go', () => {
    const printed = documentOf(
      'confirmation',
      order({ shipTo: { name: 'Lager Süd', city: 'Łódź' }, requiredDate: '2026-05-20', shipVia: 'Post' }),
      { ...around(), company: { name: 'Northwind Traders', address: { street: '1 Pier', city: 'Hull' } } },
    )
    expect(printed).toMatchObject({
      title: 'Order confirmation 11078',
      fileName: 'order-11078.pdf',
      sender: { name: 'Northwind Traders', lines: ['1 Pier', 'Hull'] },
      parties: [
        { label: 'Customer', lines: ['Müller & Söhne', 'Bahnhofstrasse 1', '8001 Zürich', 'Schweiz'] },
        { label: 'Ship to', lines: ['Lager Süd', 'Łódź'] },
      ],
      facts: [
        { label: 'Order number', value: '11078' },
        { label: 'Order date', value: '3 May 2026' },
        { label: 'Required by', value: '20 May 2026' },
        { label: 'Ship via', value: 'Post' },
      ],
    })
  })
  it('keeps the notes for colleagues', () => {
    const printed = documentOf('quote', order({ status: 'draft', notes: 'They pay late' }), around())
    expect(JSON.stringify(printed)).not.toContain('pay late')
  })
  it('shows discounts and tax only where there are some', () => {
    const labels = (lines: OrderLine[]) =>
      documentOf('quote', order({ lines }), around()).columns.map(({ label }) => label)
    expect(labels([line()])).toEqual(['Product', 'Quantity', 'Unit price', 'Total'])
    expect(labels([line(), line({ discount: 1250, taxRate: 1900 })])).toEqual([
      'Product',
      'Quantity',
      'Unit price',
      'Discount',
      'Tax',
      'Total',
    ])
  })
  it('writes lines, tax by rate and totals as the locale does', () => {
    const printed = documentOf(
      'quote',
      order({
        currency: 'EUR',
        freight: 500,
        lines: [
          line({ quantity: 1000, unitPrice: 1999, discount: 1250, taxRate: 1900 }),
          line({ taxRate: 700 }),
        ],
      }),
      around('de-DE'),
    )
    expect(printed.rows.map(({ cells }) => cells.map(plain))).toEqual([
      ['Chai', '1.000', '19,99 €', '12,5 %', '19 %', '17.491,25 €'],
      ['Chai', '2', '19,99 €', '', '7 %', '39,98 €'],
    ])
    expect(printed.sums.map(({ label, value }) => [plain(label), plain(value)])).toEqual([
      ['Goods', '17.531,23 €'],
      ['Freight', '5,00 €'],
      ['Tax 7 % on 39,98 €', '2,80 €'],
      ['Tax 19 % on 17.491,25 €', '3.323,34 €'],
      ['Total', '20.862,37 €'],
    ])
  })
  it('prints the amounts of money.ts whatever the order, in currencies of 0, 2 and 3 decimals', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 })
    const points = fc.integer({ min: 0, max: 10_000 })
    const lines = fc.array(
      fc
        .record({
          quantity: fc.integer({ min: 1, max: 10_000 }),
          unitPrice: amount,
          discount: points,
          taxRate: points,
        })
        .map(line),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(lines, amount, fc.constantFrom('JPY', 'EUR', 'KWD'), (lines, freight, currency) => {
        const given = order({ lines, freight, currency })
        const totals = orderTotals(given)
        const money = (amount: number) => formatMoney({ amount, currency }, 'en-GB')
        const { rows, sums } = documentOf('invoice', given, around())
        expect(rows.map(({ cells }) => cells.at(-1))).toEqual(totals.lines.map(money))
        expect(sums.map(({ value }) => value)).toEqual(
          [totals.goods, totals.freight, ...totals.taxes.map(({ tax }) => tax), totals.total].map(money),
        )
      }),
      { numRuns: 100 },
    )
  })
  it('says on a confirmation what is not on its way, and on nothing else', () => {
    const late = order({ status: 'backordered', lines: [line({ confirmed: 1, backordered: 1 }), line()] })
    const remarks = (kind: 'confirmation' | 'quote') =>
      documentOf(kind, late, around()).rows.map(({ remark }) => remark)
    expect(remarks('confirmation')).toEqual(['1 on backorder', undefined])
    expect(remarks('quote')).toEqual([undefined, undefined])
  })
  it('says that a provisional number is one', () => {
    const { facts, remark, fileName } = documentOf(
      'confirmation',
      order({ status: 'submitted', number: undefined, provisionalNumber: 'ND/26 1' }),
      around(),
    )
    expect(facts[0]).toEqual({ label: 'Provisional number', value: 'ND/26 1' })
    expect(remark).toContain('once it is confirmed')
    expect(fileName).toBe('order-ND-26-1.pdf')
  })
  it('bills on the day of shipping', () => {
    const { facts, fileName } = documentOf('invoice', order({ shippedDate: '2026-05-09' }), around())
    expect(facts).toContainEqual({ label: 'Invoice date', value: '9 May 2026' })
    expect(fileName).toBe('invoice-11078.pdf')
  })
  it('names at least the receiver where this device does not hold the customer', () => {
    const { parties } = documentOf('quote', order({ shipTo: { name: 'Lager Süd' } }), {
      ...around(),
      customer: undefined,
    })
    expect(parties.map(({ lines }) => lines)).toEqual([['Lager Süd'], ['Lager Süd']])
  })
})

describe('the paper', () => {
  it.each([
    ['en-US', 'LETTER'],
    ['es-MX', 'LETTER'],
    ['en', 'LETTER'],
    ['en-GB', 'A4'],
    ['de', 'A4'],
  ])('of %s is %s', (locale, paper) => {
    expect(documentOf('quote', order(), around(locale)).paper).toBe(paper)
  })
  it('has month names and digits that go with its words', () => {
    const printed = documentOf('quote', order(), around('ar-EG'))
    expect([printed.locale, printed.paper]).toEqual(['en-EG', 'A4'])
  })
})

describe('which papers an order can become', () => {
  it.each([
    ['draft', ['quote']],
    ['submitted', ['quote', 'confirmation']],
    ['confirmed', ['confirmation']],
    ['backordered', ['confirmation']],
    ['fulfilled', ['confirmation', 'invoice']],
    ['rejected', []],
    ['cancelled', []],
  ] as const)('a %s one: %j', (status, kinds) => {
    expect(documentsOf(order({ status }))).toEqual(kinds)
  })
  it('nothing without items', () => {
    expect(documentsOf(order({ lines: [] }))).toEqual([])
  })
  it('no invoice without the office’s number, or for goods that came back', () => {
    expect(documentsOf(order({ status: 'fulfilled', number: undefined }))).toEqual(['confirmation'])
    expect(documentsOf(order({ status: 'fulfilled', lines: [line({ returned: 1 })] }))).toEqual([
      'confirmation',
    ])
  })
})

describe('the company on paper', () => {
  const setting = (value: unknown) =>
    ({ ...aDocument('settings'), kind: 'company', name: 'Northwind', value }) as unknown as Setting
  const logo = 'data:image/png;base64,iVBORw0KGgo='
  it('has an address and a logo where they have the right shape', () => {
    expect(companyOf(setting({ address: { city: 'Hull', street: '1 Pier' }, logo }))).toEqual({
      name: 'Northwind',
      address: { city: 'Hull', street: '1 Pier' },
      logo,
    })
  })
  it('has no logo that is larger than a logo may be, and no empty lines', () => {
    const large = `data:image/png;base64,${'A'.repeat(largestLogo)}`
    expect(companyOf(setting({ address: { city: ' ', street: '1 Pier' }, logo: large }))).toEqual({
      name: 'Northwind',
      address: { street: '1 Pier' },
    })
  })
  it.each([[undefined], [null], ['text'], [{ address: 'Hull', logo: 'https://x.example/logo.png' }]])(
    'is its name alone with %j',
    (value) => {
      expect(companyOf(setting(value))).toEqual({ name: 'Northwind' })
    },
  )
})
