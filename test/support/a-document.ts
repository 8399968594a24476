/** Valid documents of each collection to start a test from; `changes` replaces fields. */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Person } from '../../shared/roles.ts'

let counter = 0
/** A valid id, different at every call and the same in every run of a test file. */
export const anId = () => `00000000-0000-7000-8000-${(++counter).toString(16).padStart(12, '0')}`

const fields: Record<CollectionName, () => Record<string, unknown>> = {
  customers: () => ({ name: 'Alfreds Futterkiste', status: 'active', phone: '030-0074321' }),
  leads: () => ({ name: 'Maria Anders', company: 'Alfreds', source: 'referral', status: 'new' }),
  salesReps: () => ({
    name: 'Nancy Davolio',
    role: 'sales_rep',
    teamIds: [],
    leadsTeamIds: [],
    active: true,
  }),
  products: () => ({
    name: 'Chai',
    price: { amount: 1800, currency: 'USD' },
    stockOnHand: 39,
    discontinued: false,
  }),
  priceLists: () => ({ name: 'Wholesale', currency: 'USD', active: true, prices: [] }),
  stockMovements: () => ({
    productId: anId(),
    quantity: 39,
    reason: 'opening',
    at: '2026-05-01T08:00:00.000Z',
  }),
  orders: () => ({
    provisionalNumber: 'ND-1',
    customerId: anId(),
    status: 'submitted',
    orderDate: '2026-05-01',
    currency: 'USD',
    freight: 0,
    lines: [
      {
        id: anId(),
        productId: anId(),
        description: 'Chai',
        quantity: 2,
        unitPrice: 1800,
        discount: 0,
        taxRate: 0,
      },
    ],
  }),
  interactions: () => ({ type: 'call', at: '2026-05-01T08:00:00.000Z', customerId: anId() }),
  tasks: () => ({ title: 'Send the catalogue', status: 'open', priority: 'normal' }),
  cases: () => ({ subject: 'Broken jar', customerId: anId(), status: 'open', priority: 'normal' }),
  settings: () => ({ kind: 'view', name: 'My view' }),
  calls: () => ({ procedure: 'place_order', version: 1, input: { orderId: anId() }, status: 'pending' }),
}

export function aDocument(collection: CollectionName, changes: Record<string, unknown> = {}): AnyDocument {
  return {
    id: anId(),
    createdAt: '2026-05-01T08:00:00.000Z',
    updatedAt: '2026-05-01T08:00:00.000Z',
    ...fields[collection](),
    ...changes,
  }
}

export function aPerson(changes: Partial<Person> = {}): Person {
  return {
    id: anId(),
    name: 'Nancy Davolio',
    email: 'nancy@northwind.example',
    role: 'sales_rep',
    teamIds: [],
    leadsTeamIds: [],
    ...changes,
  }
}
