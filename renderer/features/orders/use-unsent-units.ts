/** What orders of this device take that the office has not heard of yet, in units by product. */
import { useMemo } from 'react'
import { useRecords, useWaitingIds } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'

/** `except` is the order that is looked at: it does not compete with itself. Drafts claim nothing. */
export function useUnsentUnits(except: string | undefined): ReadonlyMap<string, number> {
  const waiting = useWaitingIds('orders')
  const query = useMemo<Query>(
    () => ({ selector: { id: { $in: [...waiting].filter((id) => id !== except) } } }),
    [waiting, except],
  )
  const { records } = useRecords('orders', query)
  return useMemo(() => {
    const units = new Map<string, number>()
    for (const { status, lines } of records)
      if (status === 'submitted')
        for (const { productId, quantity } of lines)
          units.set(productId, (units.get(productId) ?? 0) + quantity)
    return units
  }, [records])
}
