/** The entity list. Database, replication, server and import iterate it; a new entity is one line here. */
import type { CommonFields, DocumentOf, Entity } from './define-entity.ts'
import { call } from './call.ts'
import { customer } from './customer.ts'
import { interaction } from './interaction.ts'
import { lead } from './lead.ts'
import { order } from './order.ts'
import { priceList } from './price-list.ts'
import { product } from './product.ts'
import { salesRep } from './sales-rep.ts'
import { setting } from './setting.ts'
import { stockMovement } from './stock-movement.ts'
import { supportCase } from './support-case.ts'
import { task } from './task.ts'

export const entities = {
  customers: customer,
  leads: lead,
  salesReps: salesRep,
  products: product,
  priceLists: priceList,
  stockMovements: stockMovement,
  orders: order,
  interactions: interaction,
  tasks: task,
  cases: supportCase,
  settings: setting,
  calls: call,
} as const

export type CollectionName = keyof typeof entities
export type DocumentIn<C extends CollectionName> = DocumentOf<(typeof entities)[C]>

export const collectionNames = Object.keys(entities) as CollectionName[]

export const isCollectionName = (name: string): name is CollectionName => Object.hasOwn(entities, name)

/**
 * A document of any collection: the common fields, and the rest to be read with care. What iterates all
 * entities (replication, the server) works with this; screens use the exact types.
 */
export type AnyDocument = CommonFields & { ownerId?: string; teamId?: string } & Record<string, unknown>

/** The definition of a collection, for code that works on all of them. */
export const entityOf = (collection: CollectionName): Entity => entities[collection] as unknown as Entity
