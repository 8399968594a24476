/** The ledger of one product, or of all, with what lies behind each movement as far as this device knows. */
import { useMemo } from 'react'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import { ledgerOf, sourcesOf } from './ledger.ts'
import type { LedgerEntry } from './ledger.ts'

const everything: Query = {}
const stockCalls: Query = { selector: { procedure: { $in: ['receive_stock', 'adjust_stock'] } } }

export function useLedger(productId?: string): {
  entries: readonly LedgerEntry[]
  loading: boolean
  error?: Error
} {
  const query = useMemo<Query>(
    () => (productId === undefined ? everything : { selector: { productId } }),
    [productId],
  )
  const { records: movements, ...rest } = useRecords('stockMovements', query)
  const { records: orders } = useRecords('orders')
  const { records: calls } = useRecords('calls', stockCalls)
  const sources = useMemo(
    () =>
      sourcesOf(
        productId === undefined
          ? orders
          : orders.filter(({ lines }) => lines.some((line) => line.productId === productId)),
        calls,
      ),
    [orders, calls, productId],
  )
  return { ...rest, entries: useMemo(() => ledgerOf(movements, sources), [movements, sources]) }
}
