import { expect, test } from 'vitest'
import type { Customer } from '../../../../shared/entities/customer.ts'
import { order } from '../../../../shared/entities/order.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import type { Product } from '../../../../shared/entities/product.ts'
import {
  draftOf,
  emptyLine,
  newDraft,
  readDraft,
  ruleErrors,
  toGridRows,
  withCustomer,
  withProduct,
} from '../../../../renderer/features/orders/order-draft.ts'
import type { OrderDraft } from '../../../../renderer/features/orders/order-draft.ts'

const at = '2026-05-03T10:00:00.000Z'
const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`

const chai: Product = {
  id: uuid(1),
  createdAt: at,
  updatedAt: at,
  name: 'Chai',
  price: { amount: 1800, currency: 'USD' },
  taxRate: 700,
  stockOnHand: 39,
  discontinued: false,
}
const vinet: Customer = {
  id: uuid(2),
  createdAt: at,
  updatedAt: at,
  name: 'Vins et alcools Chevalier',
  status: 'active',
  address: { street: "59 rue de l'Abbaye", city: 'Reims', country: 'France' },
}

function aDraft(change: Partial<OrderDraft> = {}): OrderDraft {
  const draft = withCustomer(newDraft('2026-05-03', 'USD', uuid(10)), vinet)
  const line = { ...withProduct(emptyLine(uuid(10)), chai, 'USD', 'en-US'), quantity: '3', discount: '10' }
  return { ...draft, lines: [line, emptyLine(uuid(11))], ...change }
}

test('a line takes name, price and tax rate of its product', () => {
  expect(withProduct(emptyLine(uuid(10)), chai, 'USD', 'en-US')).toMatchObject({
    productId: chai.id,
    description: 'Chai',
    unitPrice: '18.00',
    taxRate: '7',
    quantity: '1',
  })
})

test('a product priced in another currency leaves the price to the person', () => {
  const line = withProduct(emptyLine(uuid(10)), chai, 'EUR', 'en-US')
  expect(line.unitPrice).toBe('')
  const read = readDraft({ ...aDraft(), currency: 'EUR', lines: [line] }, 'en-US')
  expect(read.errors).toEqual([{ field: 'lines.0.unitPrice', message: 'Enter a price' }])
})

test('a draft is read to the cent, and the empty line at its end is left out', () => {
  const read = readDraft(aDraft({ freight: '32.38' }), 'en-US')
  expect(read.errors).toEqual([])
  expect(read.values.lines).toEqual([
    {
      id: uuid(10),
      productId: chai.id,
      description: 'Chai',
      quantity: 3,
      unitPrice: 1800,
      discount: 1000,
      taxRate: 700,
    },
  ])
  expect(read.lineTotals).toEqual([4860, undefined])
  expect(read.totals).toEqual({
    currency: 'USD',
    lines: [4860],
    discount: 0,
    lineDiscounts: [0],
    goods: 4860,
    freight: 3238,
    taxes: [{ rate: 700, base: 4860, tax: 340 }],
    total: 8438,
  })
})

test('the values of a draft are an order that the entity accepts', () => {
  const { values } = readDraft(aDraft(), 'en-US')
  const stored = JSON.parse(
    JSON.stringify({
      ...values,
      id: uuid(3),
      createdAt: at,
      updatedAt: at,
      status: 'submitted',
      provisionalNumber: 'AB-260503-7K4FQ',
    }),
  ) as Order
  expect(order.check(stored)).toEqual([])
  expect(readDraft(draftOf(stored, 'de-DE'), 'de-DE').values.lines).toEqual(stored.lines)
})

test('every cell that cannot be read has its own message, and the others still count', () => {
  const [line] = aDraft().lines
  if (!line) throw new Error('the draft has a line')
  const wrong = { ...line, id: uuid(12), quantity: '1.5', unitPrice: '1.999', discount: '101', taxRate: 'x' }
  const read = readDraft(aDraft({ lines: [wrong, line] }), 'en-US')
  expect(read.errors).toEqual([
    { field: 'lines.0.quantity', message: 'Enter a whole number' },
    { field: 'lines.0.unitPrice', message: 'USD has 2 decimal places' },
    { field: 'lines.0.discount', message: 'Enter a percentage from 0 to 100' },
    { field: 'lines.0.taxRate', message: 'Enter a percentage from 0 to 100' },
  ])
  expect(read.lineTotals).toEqual([undefined, 4860])
  expect(read.totals.goods).toBe(4860)
})

test('a yen price has no decimals', () => {
  const [line] = aDraft().lines
  if (!line) throw new Error('the draft has a line')
  const read = readDraft(aDraft({ currency: 'JPY', lines: [{ ...line, unitPrice: '10.5' }] }), 'en-US')
  expect(read.errors).toEqual([{ field: 'lines.0.unitPrice', message: 'JPY has no decimal places' }])
})

test('customer, order date and a known form of currency are asked for', () => {
  const read = readDraft({ ...newDraft('', 'E', uuid(10)) }, 'en-US')
  expect(read.errors.map((error) => error.field)).toEqual(['currency', 'customerId', 'orderDate'])
})

test('an order without items stays a draft', () => {
  const { values } = readDraft(aDraft({ lines: [] }), 'en-US')
  expect(ruleErrors(values, 'draft')).toEqual([])
  expect(ruleErrors(values, 'submitted').map((error) => error.field)).toEqual(['lines'])
})

test('choosing another customer moves the delivery address unless the person typed their own', () => {
  const other: Customer = {
    ...vinet,
    id: uuid(4),
    name: 'Hanari Carnes',
    address: { city: 'Rio de Janeiro' },
  }
  expect(withCustomer(aDraft(), other, vinet).shipTo).toMatchObject({
    name: 'Hanari Carnes',
    city: 'Rio de Janeiro',
    street: '',
  })
  const typed = aDraft()
  const own = { ...typed, shipTo: { ...typed.shipTo, street: 'Gate 4' } }
  expect(withCustomer(own, other, vinet)).toMatchObject({
    customerId: other.id,
    shipTo: { street: 'Gate 4' },
  })
})

test('errors about stored lines point at the rows of the grid', () => {
  const draft = aDraft()
  draft.lines.unshift(emptyLine(uuid(13)))
  expect(
    toGridRows(
      [
        { field: 'lines.0.unitPrice', message: 'x' },
        { field: 'freight', message: 'y' },
      ],
      draft,
    ),
  ).toEqual([
    { field: 'lines.1.unitPrice', message: 'x' },
    { field: 'freight', message: 'y' },
  ])
})

test('discounts of the whole order are read, and what cannot be is said', () => {
  const read = readDraft(aDraft({ discount: '10', discountAmount: '1.50' }), 'en-US')
  expect(read.values).toMatchObject({ discount: 1000, discountAmount: 150 })
  expect(read.totals).toMatchObject({ goods: 4860, discount: 636 })
  expect(readDraft(aDraft({ discount: '101', discountAmount: '-1' }), 'en-US').errors).toEqual([
    { field: 'discount', message: 'Enter a percentage from 0 to 100' },
    { field: 'discountAmount', message: 'Enter 0 or more' },
  ])
  expect(readDraft(aDraft(), 'en-US').values.discount).toBeUndefined()
})
