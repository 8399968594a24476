/** What waits to be sent in full, asked again whenever the number or the records change. */
import { useEffect, useState } from 'react'
import { useSync, waitingChanges } from '../../data/index.ts'
import type { WaitingChange } from '../../data/index.ts'

/** `changes` is undefined until the first answer. */
export function useWaitingChanges(): { changes: WaitingChange[] | undefined; failed: boolean } {
  const { waiting, waitingIds } = useSync()
  const [changes, setChanges] = useState<WaitingChange[]>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stale = false
    waitingChanges().then(
      (list) => {
        if (stale) return
        setChanges(list)
        setFailed(false)
      },
      () => {
        if (!stale) setFailed(true)
      },
    )
    return () => {
      stale = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- they say that the answer has changed
  }, [waiting, waitingIds])
  return { changes, failed }
}
