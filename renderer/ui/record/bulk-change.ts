/**
 * One change to many records, one after the other and in one undo step. Who stops it keeps what was done so far,
 * and can take it back. A record that is refused does not hold up the others: it is told with its reason.
 */
import type { ListRow } from '../../../shared/lists/list-columns.ts'

export interface Refused {
  id: string
  /** Why, in a person's words. */
  reason: string
}

export interface BulkOutcome {
  changed: number
  /** They were so already. */
  same: number
  /** Deleted, or no longer on this device. */
  gone: number
  refused: Refused[]
  /** How many were not looked at, because the person stopped it. */
  rest: number
}

export interface BulkOptions {
  ids: readonly string[]
  /** These records as they are now, without those that are gone. */
  read: (ids: readonly string[]) => Promise<readonly ListRow[]>
  /** The fields to set; undefined when the record needs no change. */
  changesFor: (row: ListRow) => Record<string, unknown> | undefined
  /** The reason when it was refused. */
  write: (id: string, changes: Record<string, unknown>) => Promise<string | undefined>
  onProgress?: (done: number) => void
  isStopped?: () => boolean
  step?: number
}

export async function changeMany(options: BulkOptions): Promise<BulkOutcome> {
  const { ids, read, changesFor, write, onProgress, isStopped, step = 100 } = options
  const outcome: BulkOutcome = { changed: 0, same: 0, gone: 0, refused: [], rest: 0 }
  let done = 0
  for (let from = 0; from < ids.length; from += step) {
    const wanted = ids.slice(from, from + step)
    const rows = new Map((await read(wanted)).map((row) => [row.id, row]))
    for (const id of wanted) {
      if (isStopped?.()) return { ...outcome, rest: ids.length - done }
      const row = rows.get(id)
      const changes = row && changesFor(row)
      if (!row) outcome.gone++
      else if (!changes) outcome.same++
      else {
        const reason = await write(id, changes)
        if (reason === undefined) outcome.changed++
        else outcome.refused.push({ id, reason })
      }
      done++
      onProgress?.(done)
    }
  }
  return outcome
}

/** What one field of a record becomes: a value, or tags added and taken away. */
export type BulkValue = { set: unknown } | { add: readonly string[] } | { remove: readonly string[] }

/** The change that makes it so; undefined when the record is so already. */
export function changeTo(field: string, value: BulkValue, row: ListRow): Record<string, unknown> | undefined {
  const before = row[field]
  let after: unknown
  if ('set' in value) after = value.set
  else {
    const tags = Array.isArray(before) ? (before as string[]) : []
    const kept =
      'add' in value
        ? [...tags, ...value.add.filter((tag) => !tags.includes(tag))]
        : tags.filter((tag) => !value.remove.includes(tag))
    after = kept.length === 0 ? undefined : kept
    if (kept.length === tags.length) return undefined
  }
  const isEqual = JSON.stringify(before ?? null) === JSON.stringify(after ?? null)
  return isEqual ? undefined : { [field]: after }
}

/** Refusals by their reason, the most frequent first. */
export function byReason(refused: readonly Refused[]): { reason: string; ids: string[] }[] {
  const reasons = new Map<string, string[]>()
  for (const { id, reason } of refused) reasons.set(reason, [...(reasons.get(reason) ?? []), id])
  return [...reasons].map(([reason, ids]) => ({ reason, ids })).sort((a, b) => b.ids.length - a.ids.length)
}
