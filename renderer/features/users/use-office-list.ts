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
  const reload = useCallback(async () => {
    const answer = await request<T[]>('GET', path)
    setState((before) =>
      answer.ok
        ? { items: answer.value, loading: false }
        : { items: before.items, loading: false, error: answer.error },
    )
  }, [path])
  const online = useSync().connection === 'online'
  // Also when the network comes back while the page is open.
  useEffect(() => void reload(), [reload, online])
  return { ...state, reload }
}
