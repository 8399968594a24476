/**
 * Names of the records that others refer to. Give the collections that are needed; only those are read.
 */
import { useCallback, useMemo } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Entity } from '../../../shared/entities/define-entity.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import type { NameOf } from './field-text.ts'

const all: Query = {}
const nothing: Query = { selector: { id: '' }, limit: 1 }

export function useReferenceNames(collections: readonly CollectionName[]): NameOf {
  const customers = useNames('customers', collections)
  const leads = useNames('leads', collections)
  const salesReps = useNames('salesReps', collections)
  const products = useNames('products', collections)
  const orders = useNames('orders', collections)
  const settings = useNames('settings', collections)
  return useCallback<NameOf>(
    (collection, id) => {
      const known: Partial<Record<CollectionName, ReadonlyMap<string, string>>> = {
        customers,
        leads,
        salesReps,
        products,
        orders,
        settings,
      }
      return known[collection]?.get(id)
    },
    [customers, leads, salesReps, products, orders, settings],
  )
}

function useNames(
  collection: CollectionName,
  wanted: readonly CollectionName[],
): ReadonlyMap<string, string> {
  const { records } = useRecords(collection, wanted.includes(collection) ? all : nothing)
  return useMemo(() => {
    const { title } = entityOf(collection)
    return new Map(records.map((record) => [record.id, title(record)]))
  }, [collection, records])
}

/** The collections that these fields of an entity refer to. */
export function referencedBy(entity: Entity, names: readonly string[]): CollectionName[] {
  const targets = new Set<CollectionName>()
  for (const name of names) {
    const field = entity.fields[name]
    if (field?.kind === 'reference' && field.to) targets.add(field.to as CollectionName)
    if (field?.kind === 'value') targets.add('settings')
  }
  return [...targets]
}
