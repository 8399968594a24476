/** Where records live in the app. The one place that knows addresses; links and routes are built from it. */
import type { CollectionName } from '../../../shared/entities/index.ts'

const folders = {
  customers: 'customers',
  leads: 'leads',
  orders: 'orders',
  interactions: 'interactions',
  tasks: 'tasks',
  cases: 'cases',
  products: 'products',
  salesReps: 'sales-reps',
  priceLists: 'price-lists',
  stockMovements: undefined,
  settings: undefined,
  calls: undefined,
} as const satisfies Record<CollectionName, string | undefined>

/** Collections that have pages of their own. */
export type PagedCollection = {
  [C in CollectionName]: (typeof folders)[C] extends string ? C : never
}[CollectionName]

export const hasPages = (collection: CollectionName): collection is PagedCollection =>
  folders[collection] !== undefined

export const listPath = (collection: PagedCollection): string => `/${folders[collection]}`
export const recordPath = (collection: PagedCollection, id: string): string => `/${folders[collection]}/${id}`
export const editPath = (collection: PagedCollection, id: string): string =>
  `/${folders[collection]}/${id}/edit`

/** What a new record starts with, carried in the address: `/orders/new?customerId=…`. */
export interface Prefill {
  customerId?: string
  leadId?: string
  orderId?: string
  productId?: string
  dueDate?: string
  dueTime?: string
}

export const prefillNames = ['customerId', 'leadId', 'orderId', 'productId', 'dueDate', 'dueTime'] as const

export const newPath = (collection: PagedCollection): string => `/${folders[collection]}/new`

/**
 * What a link to the form of a new record needs: `<Button component={Link} {...newLink('orders', {customerId})}>`.
 * The router's types know no search of an address that is a plain string, so the cast is made here, once.
 */
export const newLink = (collection: PagedCollection, prefill: Prefill = {}) => ({
  to: newPath(collection),
  search: prefill as never,
})
