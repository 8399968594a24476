/**
 * All records of a list. The newest ones are asked for first, so that a person who has tens of thousands sees
 * rows at once; everything follows and takes their place. A short list is complete with the first answer.
 */
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'

const firstRows = 200
const nothing: Query = { selector: { id: '' }, limit: 1 }

/** `isComplete` is false while only the first records are there. */
export function useAllRecords<C extends CollectionName>(
  collection: C,
  query: Query = {},
): { records: readonly DocumentIn<C>[]; loading: boolean; isComplete: boolean; error?: Error } {
  const limit = Math.min(firstRows, query.limit ?? firstRows)
  const first = useRecords(collection, { ...query, limit })
  const hasMore = first.records.length === firstRows && query.limit !== firstRows
  const all = useRecords(collection, hasMore ? query : nothing)
  if (!hasMore) return { ...first, isComplete: !first.loading }
  if (all.loading) return { ...first, isComplete: false }
  return { ...all, isComplete: true }
}
