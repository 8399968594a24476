/**
 * The products that a page names, by id; never all of them. While others are asked for, those that were there stay,
 * so that nothing beside the lines of an order flickers when one more is chosen.
 */
import { useMemo, useState } from 'react'
import type { Product } from '../../../shared/entities/product.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'

export function useProducts(named: readonly string[]): {
  products: ReadonlyMap<string, Product>
  loading: boolean
} {
  const ids = [...new Set(named.filter(Boolean))].sort().join(' ')
  const query = useMemo<Query>(() => ({ selector: { id: { $in: ids.split(' ') } } }), [ids])
  const { records, loading } = useRecords('products', query)
  const [kept, setKept] = useState(records)
  if (!loading && kept !== records) setKept(records)
  const shown = loading ? kept : records
  return useMemo(
    () => ({ products: new Map(shown.map((product) => [product.id, product])), loading }),
    [shown, loading],
  )
}
