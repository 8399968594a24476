/** The way of a lead through its stages, and how long it may rest in each before somebody should look. */
import { lead as entity } from './entities/lead.ts'
import type { Lead } from './entities/lead.ts'

export type Stage = Lead['status']

export const stages: readonly Stage[] = (entity.fields.status.options ?? []).map(
  ({ value }) => value as Stage,
)

/** Days without a contact or a change after which an open lead counts as stale. */
export const daysUntilStale: Partial<Record<Stage, number>> = {
  new: 3,
  contacted: 7,
  qualified: 14,
  proposal: 10,
}

const day = 86_400_000

/**
 * Days since the lead was last touched, when that is longer than its stage allows; undefined otherwise.
 * `lastContact` is the instant of the latest interaction, `now` milliseconds since 1970.
 */
export function staleDays(
  lead: Pick<Lead, 'status' | 'updatedAt'>,
  lastContact: string | undefined,
  now: number,
): number | undefined {
  const limit = daysUntilStale[lead.status]
  if (limit === undefined) return undefined
  const touched = lastContact && lastContact > lead.updatedAt ? lastContact : lead.updatedAt
  const days = Math.floor((now - Date.parse(touched)) / day)
  return days > limit ? days : undefined
}
