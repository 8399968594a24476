/** Names of records by their id, for lists and pages that show whom or what a record belongs to. */
import { useCallback, useMemo } from 'react'
import { entityOf } from '../../shared/entities/index.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import { useRecords } from './index.ts'

/** Undefined for a record that this device does not hold, or not yet. */
export type NameOf = (id: string | undefined) => string | undefined

export function useNames(collection: CollectionName): NameOf {
  const { records } = useRecords(collection)
  const names = useMemo(() => {
    const { title } = entityOf(collection)
    return new Map(records.map((record) => [record.id, title(record as never)]))
  }, [collection, records])
  return useCallback((id) => (id === undefined ? undefined : names.get(id)), [names])
}
