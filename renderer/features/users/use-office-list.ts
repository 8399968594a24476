/**
 * Lists that only the server has, for administrators: fetched when the page opens and again after each
 * change. They are not on the device, so without a network there is nothing to show, and that is said.
 */
import { useCallback, useEffect, useState } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import { request, useSync } from '../../data/index.ts'

export interface OfficeList<T> {
  items: readonly T[]
  loading: boolean
  error?: CodedError
  reload: () => Promise<void>
}

export function useOfficeList<T>(path: string): OfficeList<T> {
  const [state, setState] = useState<{ items: readonly T[]; loading: boolean; error?: CodedError }>({
    items: [],
    loading: true,
  })
  const online = useSync().connection === 'online'
  const reload = useCallback(
    () =>
      request<T[]>('GET', path).then((answer) =>
        setState((before) =>
          answer.ok
            ? { items: answer.value, loading: false }
            : { items: before.items, loading: false, error: answer.error },
        ),
      ),
    [path],
  )
  useEffect(() => {
    void reload()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- asked again when the network comes back
  }, [reload, online])
  return { ...state, reload }
}
