/** A made-up book of any size: every kind of record, referring to one another, the same in every run. */
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { dice } from '../sync/documents.ts'

export type Book = readonly (readonly [CollectionName, readonly AnyDocument[]])[]

/** Of a book of 50,000 documents. */
const shares = {
  customers: 5_000,
  leads: 8_000,
  products: 1_000,
  orders: 10_000,
  interactions: 20_000,
  tasks: 4_000,
  cases: 2_000,
}

const first = [
  'Anna',
  'Boris',
  'Clara',
  'Dmitri',
  'Elena',
  'Hans',
  'Irina',
  'Juan',
  'Karin',
  'María',
  'Olga',
  'Zoë',
]
const last = [
  'Almeida',
  'Brandt',
  'Castro',
  'Dubois',
  'Fischer',
  'García',
  'Horvat',
  'Jansen',
  'Moreau',
  'Özdemir',
]
const trades = [
  'Bakery',
  'Delicatessen',
  'Foods',
  'Imports',
  'Kitchens',
  'Markets',
  'Provisions',
  'Restaurants',
  'Trading',
  'Wines',
]
const goods = [
  'Chai',
  'Chang',
  'Tofu',
  'Konbu',
  'Pavlova',
  'Ikura',
  'Queso',
  'Geitost',
  'Ravioli',
  'Scones',
  'Syrup',
  'Gnocchi',
]
const cities = ['Berlin', 'Lyon', 'Porto', 'Torino', 'Graz', 'Bern', 'Sevilla', 'Århus', 'Nantes', 'Köln']
const said = [
  'asked for a new offer and the spring catalogue',
  'wants delivery on Tuesdays before ten',
  'complained about broken jars in the last shipment',
  'compares our prices with the wholesaler',
  'will decide after the trade fair',
  'prefers to be called in the afternoon',
]
const start = Date.UTC(2026, 0, 1)

/** `people` own the records in turn. */
export function makeBook(documents: number, people: readonly string[], today: string): Book {
  const roll = dice(7)
  const one = <T>(values: readonly [T, ...T[]] | readonly T[]): T =>
    values[Math.floor(roll() * values.length)] as T
  const count = (collection: keyof typeof shares) => Math.round((shares[collection] * documents) / 50_000)
  const digits = (length: number) =>
    Array.from({ length }, () => Math.floor(roll() * 16).toString(16)).join('')
  const day = (from: number) => new Date(Date.parse(today) + from * 86_400_000).toISOString().slice(0, 10)
  let made = 0
  const common = () => {
    const created = start + made++ * 20
    const clock = created.toString(16).padStart(12, '0')
    return {
      id: `${clock.slice(0, 8)}-${clock.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`,
      createdAt: new Date(created).toISOString(),
      updatedAt: new Date(created + Math.floor(roll() * 2e10)).toISOString(),
      ownerId: one(people),
    }
  }
  const person = () => `${one(first)} ${one(last)}`
  const note = () => `${one(said)}; ${one(said)}. `.repeat(2)
  const make = (collection: keyof typeof shares, fields: (index: number) => object): AnyDocument[] =>
    Array.from({ length: count(collection) }, (_, index) => ({ ...common(), ...fields(index) }))

  const customers = make('customers', (index) => ({
    name: `${one(last)} ${one(trades)} ${index}`,
    status: one(['active', 'active', 'prospect', 'inactive']),
    phone: `+49 30 ${10_000_000 + Math.floor(roll() * 9_000_000)}`,
    email: `office${index}@customer.example`,
    address: { street: `Long Street ${index % 200}`, city: one(cities), country: 'Germany' },
    contacts: [{ id: '1', name: person(), jobTitle: 'Purchasing' }],
    notes: note(),
  }))
  const leads = make('leads', (index) => ({
    name: `${person()} ${index}`,
    company: `${one(last)} ${one(trades)}`,
    email: `lead${index}@lead.example`,
    source: one(['website', 'referral', 'trade-fair', 'cold-call', 'campaign']),
    status: one(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']),
    value: { amount: Math.floor(roll() * 5_000_000), currency: 'EUR' },
    expectedClose: day(Math.floor(roll() * 90)),
    notes: note(),
  }))
  const products = make('products', (index) => ({
    name: `${one(goods)} ${one(goods)} ${index}`,
    sku: `P-${String(index).padStart(5, '0')}`,
    category: one(['Beverages', 'Condiments', 'Confections', 'Dairy', 'Grains', 'Produce', 'Seafood']),
    price: { amount: 500 + Math.floor(roll() * 9_000), currency: 'EUR' },
    stockOnHand: Math.floor(roll() * 200),
    reorderLevel: 20,
    discontinued: roll() < 0.05,
  }))
  for (const product of products) delete product.ownerId
  const orders = make('orders', (index) => ({
    provisionalNumber: `SO-${String(index).padStart(6, '0')}`,
    number: `SO-${String(index).padStart(6, '0')}`,
    customerId: one(customers).id,
    status: one(['draft', 'submitted', 'confirmed', 'fulfilled', 'fulfilled', 'cancelled']),
    orderDate: day(-Math.floor(roll() * 400)),
    currency: 'EUR',
    freight: Math.floor(roll() * 5_000),
    lines: Array.from({ length: 1 + Math.floor(roll() * 4) }, (_, line) => {
      const product = one(products)
      return {
        id: String(line),
        productId: product.id,
        description: product['name'],
        quantity: 1 + Math.floor(roll() * 20),
        unitPrice: 500 + Math.floor(roll() * 9_000),
        discount: roll() < 0.2 ? 500 : 0,
        taxRate: 1900,
      }
    }),
  }))
  const interactions = make('interactions', () => ({
    ...(roll() < 0.7 ? { customerId: one(customers).id } : { leadId: one(leads).id }),
    type: one(['call', 'visit', 'email', 'meeting', 'note']),
    at: new Date(Date.parse(today) - Math.floor(roll() * 400 * 86_400_000)).toISOString(),
    outcome: one(['interested', 'follow-up', 'no-answer', 'order-placed']),
    notes: note(),
  }))
  const tasks = make('tasks', (index) => ({
    title: `${one(['Call', 'Visit', 'Send the offer to', 'Remind'])} ${person()} ${index}`,
    status: roll() < 0.6 ? 'open' : 'done',
    priority: one(['low', 'normal', 'normal', 'high', 'urgent']),
    dueDate: day(Math.floor(roll() * 60) - 20),
    customerId: one(customers).id,
  }))
  const cases = make('cases', (index) => ({
    subject: `${one(['Broken jars', 'Late delivery', 'Wrong invoice', 'Missing papers'])} ${index}`,
    customerId: one(customers).id,
    status: one(['open', 'waiting', 'resolved', 'closed']),
    priority: one(['low', 'normal', 'high', 'urgent']),
    dueDate: day(Math.floor(roll() * 20)),
    description: note(),
  }))
  return [
    ['customers', customers],
    ['leads', leads],
    ['products', products],
    ['orders', orders],
    ['interactions', interactions],
    ['tasks', tasks],
    ['cases', cases],
  ]
}
