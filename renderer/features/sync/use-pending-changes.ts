/** What waits on this device, asked again whenever the number or the records change. */
import { useEffect, useState } from 'react'
import { pendingChanges, useSync } from '../../data/index.ts'
import type { PendingChange } from '../../data/index.ts'

/** Undefined until the first answer. */
export function usePendingChanges(): PendingChange[] | undefined {
  const { waiting, waitingIds } = useSync()
  const [changes, setChanges] = useState<PendingChange[]>()
  useEffect(() => {
    let stale = false
    void pendingChanges().then((list) => {
      if (!stale) setChanges(list)
    })
    return () => {
      stale = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- they say that the answer has changed
  }, [waiting, waitingIds])
  return changes
}
