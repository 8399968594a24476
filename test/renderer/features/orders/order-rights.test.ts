import { expect, test } from 'vitest'
import type { Customer } from '../../../../shared/entities/customer.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import type { Person, Role } from '../../../../shared/roles.ts'
import { mayOrderFor, rightsOn } from '../../../../renderer/features/orders/order-rights.ts'

const at = '2026-05-03T10:00:00.000Z'
const now = Date.parse(at)
const uuid = (digit: number) => `019a1b2c-3d4e-7f5a-8b6c-${digit.toString().padStart(12, '0')}`
const person = (role: Role, id = uuid(1)): Person => ({
  id,
  name: 'Anna Bauer',
  email: 'anna@example.com',
  role,
  teamIds: [uuid(8)],
  leadsTeamIds: [],
})
const own: Customer = {
  id: uuid(2),
  createdAt: at,
  updatedAt: at,
  name: 'Hanari Carnes',
  status: 'active',
  ownerId: uuid(1),
  teamId: uuid(8),
}
const foreign: Customer = { ...own, id: uuid(3), ownerId: uuid(9) }
const anOrder = (status: Order['status'], customer = own): Order => ({
  id: uuid(4),
  createdAt: at,
  updatedAt: at,
  provisionalNumber: 'AB-260503-7K4FQ',
  customerId: customer.id,
  status,
  orderDate: '2026-05-03',
  currency: 'USD',
  freight: 0,
  lines: [
    {
      id: uuid(5),
      productId: uuid(6),
      description: 'Chai',
      quantity: 1,
      unitPrice: 1800,
      discount: 0,
      taxRate: 0,
    },
  ],
})
const offered = (who: Person, order: Order, customer: Customer | undefined = own) =>
  Object.entries(rightsOn(who, order, customer, now))
    .filter(([, allowed]) => allowed)
    .map(([action]) => action)

test('a representative edits, submits and deletes the drafts of their own customers', () => {
  expect(offered(person('sales_rep'), anOrder('draft'))).toEqual(['edit', 'submit', 'remove'])
})

test('an order without items cannot be submitted yet', () => {
  expect(offered(person('sales_rep'), { ...anOrder('draft'), lines: [] })).toEqual(['edit', 'remove'])
})

test('a submitted order can be changed or cancelled, not deleted', () => {
  expect(offered(person('sales_rep'), anOrder('submitted'))).toEqual(['edit', 'cancel'])
})

test('a rejected order can be mended, submitted again or cancelled', () => {
  expect(offered(person('sales_rep'), anOrder('rejected'))).toEqual(['edit', 'submit', 'cancel'])
})

test('a confirmed order is left to the office', () => {
  for (const status of ['confirmed', 'fulfilled', 'cancelled'] as const) {
    expect(offered(person('sales_rep'), anOrder(status))).toEqual([])
    expect(offered(person('admin'), anOrder(status))).toEqual([])
  }
})

test("a colleague's order and one whose customer is not on this device are read only", () => {
  expect(offered(person('sales_rep'), anOrder('draft', foreign), foreign)).toEqual([])
  expect(rightsOn(person('sales_rep'), anOrder('draft'), undefined, now).edit).toBe(false)
})

test('support reads orders and changes none', () => {
  expect(offered(person('support'), anOrder('draft'))).toEqual([])
  expect(mayOrderFor(person('support'), own, now)).toBe(false)
})

test('an order is written for customers of the own book', () => {
  expect(mayOrderFor(person('sales_rep'), own, now)).toBe(true)
  expect(mayOrderFor(person('sales_rep'), foreign, now)).toBe(false)
  expect(mayOrderFor(person('sales_rep'), { ...foreign, ownerId: undefined }, now)).toBe(true)
  expect(mayOrderFor(person('admin'), foreign, now)).toBe(true)
})
