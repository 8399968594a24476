/**
 * The way of a lead through its stages, and how long it may rest in each before somebody should look. A company sets
 * that in its `settings` document (`value.staleDays`); what is read there was written by any device and is checked.
 */
import { lead as entity } from './entities/lead.ts'
import type { Lead } from './entities/lead.ts'

export type Stage = Lead['status']

export const stages: readonly Stage[] = (entity.fields.status.options ?? []).map(
  ({ value }) => value as Stage,
)

/** Stages in which a lead can rest too long: what is won or lost rests for good. */
export const openStages: readonly Stage[] = stages.filter((stage) => stage !== 'won' && stage !== 'lost')

/**
 * Days without a contact or a change after which an open lead counts as stale, by its stage; a stage that is
 * absent is not watched.
 */
export type StaleDays = Readonly<Partial<Record<Stage, number>>>

/** Of a company that has set nothing else. */
export const usualStaleDays: StaleDays = {
  new: 3,
  contacted: 7,
  qualified: 14,
  proposal: 10,
}

export const mostStaleDays = 365

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a company's settings say; the usual days where they say nothing. */
export function staleDaysOf(company: { value?: unknown } | undefined): StaleDays {
  const value = isRecord(company?.value) ? company.value['staleDays'] : undefined
  if (!isRecord(value)) return usualStaleDays
  const days: Partial<Record<Stage, number>> = {}
  for (const stage of openStages) {
    const set = value[stage]
    if (Number.isInteger(set) && Number(set) >= 1 && Number(set) <= mostStaleDays) days[stage] = Number(set)
  }
  return days
}

const day = 86_400_000

/**
 * Days since the lead was last touched, when that is longer than its stage allows; undefined otherwise.
 * `limits` are the company's; `lastContact` is the instant of the latest interaction, `now` milliseconds since 1970.
 */
export function staleDays(
  lead: Pick<Lead, 'status' | 'updatedAt'>,
  lastContact: string | undefined,
  now: number,
  limits: StaleDays,
): number | undefined {
  const limit = limits[lead.status]
  if (limit === undefined) return undefined
  const touched = lastContact && lastContact > lead.updatedAt ? lastContact : lead.updatedAt
  const days = Math.floor((now - Date.parse(touched)) / day)
  return days > limit ? days : undefined
}
