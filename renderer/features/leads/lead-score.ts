/**
 * How promising a lead is, from 0 to 100, with the reasons, so that a person can agree or not. It is computed
 * from what the device holds, by fixed points; nothing is learned and nothing leaves the device.
 */
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import { staleDays } from '../../../shared/lead-stages.ts'
import type { StaleDays } from '../../../shared/lead-stages.ts'

export type ScoreReason =
  | 'reachable'
  | 'company'
  | 'recommended'
  | 'asked'
  | 'value'
  | 'closes-soon'
  | 'interested'
  | 'in-talks'
  | 'not-interested'
  | 'overdue'
  | 'stale'

export interface LeadScore {
  /** 0 to 100. */
  points: number
  heat: 'hot' | 'warm' | 'cold'
  /** What counted and how much, most first. */
  reasons: { reason: ScoreReason; points: number }[]
}

type Contact = Pick<Interaction, 'at' | 'outcome'>

/**
 * `contacts` are the lead's interactions, latest first; `today` is the person's calendar day; `limits` say how long a
 * lead of this company may rest.
 */
export function scoreOf(
  lead: Lead,
  contacts: readonly Contact[],
  now: number,
  today: string,
  limits: StaleDays,
): LeadScore {
  const reasons: LeadScore['reasons'] = []
  const count = (reason: ScoreReason, points: number, holds: boolean) => {
    if (holds) reasons.push({ reason, points })
  }
  const outcome = contacts.find((contact) => contact.outcome !== undefined)?.outcome
  count('reachable', 15, Boolean(lead.email) && Boolean(lead.phone))
  count('company', 10, Boolean(lead.company))
  count('recommended', 20, lead.source === 'referral' || lead.source === 'partner')
  count('asked', 15, lead.source === 'website' || lead.source === 'campaign')
  count('value', 10, (lead.value?.amount ?? 0) > 0)
  count('closes-soon', 15, lead.expectedClose !== undefined && isWithin(lead.expectedClose, today, 30))
  count('interested', 20, outcome === 'interested' || outcome === 'order-placed')
  count('in-talks', 10, contacts.length > 1)
  count('not-interested', -30, outcome === 'not-interested')
  count('overdue', -10, lead.expectedClose !== undefined && lead.expectedClose < today)
  count('stale', -15, staleDays(lead, contacts[0]?.at, now, limits) !== undefined)
  reasons.sort((a, b) => b.points - a.points)
  const points = Math.max(0, Math.min(100, 10 + reasons.reduce((sum, reason) => sum + reason.points, 0)))
  return { points, heat: points >= 65 ? 'hot' : points >= 35 ? 'warm' : 'cold', reasons }
}

const isWithin = (day: string, today: string, days: number) =>
  day >= today && Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`) <= days * 86_400_000
