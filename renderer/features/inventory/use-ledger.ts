/** The ledger of one product, with what lies behind each movement as far as this device knows. */
import { useMemo } from 'react'
import type { Call } from '../../../shared/entities/call.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useRecords, useView } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import { ledgerOf, sourcesOf } from './ledger.ts'
import type { LedgerEntry, LedgerSource } from './ledger.ts'

/** One view names no more sources. */
const mostSources = 500
const all = { offset: 0, limit: mostSources }

const behind = (list: 'orders' | 'calls', ids: readonly string[]): ListView | undefined =>
  ids.length === 0 ? undefined : { list, where: [{ column: 'ledgerSource', is: 'one-of', values: [...ids] }] }

/** The orders and calls behind these movements, by the id that the movements carry; of the first 500 sources. */
export function useSources(movements: readonly StockMovement[]): ReadonlyMap<string, LedgerSource> {
  const named = [...new Set(movements.flatMap(({ sourceId }) => sourceId ?? []))]
  const ids = named.slice(0, mostSources).sort().join(' ')
  const [orderView, callView] = useMemo(() => {
    const list = ids.split(' ').filter(Boolean)
    return [behind('orders', list), behind('calls', list)]
  }, [ids])
  const orders = useView(orderView, all).rows as readonly unknown[] as readonly Order[]
  const calls = useView(callView, all).rows as readonly unknown[] as readonly Call[]
  return useMemo(() => sourcesOf(orders, calls), [orders, calls])
}

/** All movements of one product: their balance is counted from the first. */
export function useLedger(productId: string): {
  entries: readonly LedgerEntry[]
  loading: boolean
  error?: Error
} {
  const query = useMemo<Query>(() => ({ selector: { productId } }), [productId])
  const { records: movements, ...rest } = useRecords('stockMovements', query)
  const newest = useMemo(() => movements.toSorted((a, b) => b.at.localeCompare(a.at)), [movements])
  const sources = useSources(newest)
  return { ...rest, entries: useMemo(() => ledgerOf(movements, sources), [movements, sources]) }
}
