/**
 * What waits on this device, asked again whenever the number or the records change, and once more a moment
 * later while list and number disagree: the worker counts before it has looked at each record.
 */
import { useEffect, useState } from 'react'
import { pendingChanges, useSync } from '../../data/index.ts'
import type { PendingChange } from '../../data/index.ts'

const moment = 1_000

/** Undefined until the first answer. */
export function usePendingChanges(): PendingChange[] | undefined {
  const { waitingIds } = useSync()
  const [changes, setChanges] = useState<PendingChange[]>()
  useEffect(() => {
    const count = Object.values(waitingIds).flat().length
    let stale = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const list = await pendingChanges()
      if (stale) return
      setChanges(list)
      if (list.length !== count) timer = setTimeout(() => void ask(), moment)
    }
    void ask()
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [waitingIds])
  return changes
}
