/** The products of an order's items as this device knows them, by id. */
import { useMemo } from 'react'
import type { Order } from '../../../shared/entities/order.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'

export function useOrderProducts({ lines }: Order): ReadonlyMap<string, Product> {
  const ids = [...new Set(lines.map(({ productId }) => productId))].sort().join(' ')
  const query = useMemo<Query>(() => ({ selector: { id: { $in: ids.split(' ') } } }), [ids])
  const { records } = useRecords('products', query)
  return useMemo(() => new Map(records.map((product) => [product.id, product])), [records])
}
