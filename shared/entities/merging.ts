/**
 * The fields that merging records leaves behind, all of them the server's. A merged record stays as a pointer
 * to the one that took it in; what belonged to it remembers where it came from, so that it can go back.
 */
import { ids, reference, value } from './fields.ts'

/** Of a record that can be merged with others of its kind. */
export const mergeFields = (collection: 'customers' | 'leads') =>
  ({
    /** The record that this one was merged into. Lists leave it out; whoever opens it is taken there. */
    mergedInto: reference('Merged into', collection, { setBy: 'server' }),
    /** What was merged into this record, by id; see `Absorbed` in `merged-records.ts`. */
    absorbed: value('Merged records', { setBy: 'server' }),
  }) as const

/** Of a record that belongs to a customer or lead: the merged records it belonged to, the first one first. */
export const mergedFrom = ids('Merged from', { setBy: 'server' })
