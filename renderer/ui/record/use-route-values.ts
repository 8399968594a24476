/** What the address says: which record, and what a new one starts with. */
import { useParams, useSearch } from '@tanstack/react-router'
import { prefillNames } from './record-paths.ts'
import type { Prefill } from './record-paths.ts'

/** The `$id` of the address; empty where the address has none. */
export function useRecordId(): string {
  const params: Record<string, unknown> = useParams({ strict: false })
  return typeof params['id'] === 'string' ? params['id'] : ''
}

export function usePrefill(): Prefill {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const prefill: Prefill = {}
  for (const name of prefillNames) {
    const value = search[name]
    if (typeof value === 'string') prefill[name] = value
  }
  return prefill
}
