/** Hands unassigned leads to sales representatives: by territory, to who has the fewest, or in turn. */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { uuidSchema } from '../entities/fields.ts'
import type { Lead } from '../entities/lead.ts'
import type { SalesRep } from '../entities/sales-rep.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { ProcedureContext, ProcedureState, Write } from './define-procedure.ts'

const mostLeads = 200

const input = inputOf({
  leadIds: Type.Array(uuidSchema, { minItems: 1, maxItems: mostLeads }),
  repIds: Type.Array(uuidSchema, { minItems: 1, maxItems: 50 }),
  by: Type.Enum(['territory', 'load', 'turn'], {
    description:
      'territory: whose territory names the lead’s region, country or city, and of several who has the fewest open leads; load: who has the fewest open leads; turn: one after the other, going on where the last call ended.',
  }),
})

export const assignLeads = defineProcedure({
  name: 'assign_leads',
  version: 1,
  label: 'Assign leads',
  description: 'Hands unassigned leads to sales representatives by territory, load or in turn.',
  roles: ['admin', 'sales_rep'],
  input,
  wants: ({ leadIds, repIds, by }) => ({
    documents: [
      ...leadIds.map((id) => ['leads', id] as const),
      ...repIds.map((id) => ['salesReps', id] as const),
    ],
    where:
      by === 'turn'
        ? [['calls', 'procedure', 'assign_leads']]
        : repIds.map((id) => ['leads', 'ownerId', id] as const),
  }),
  decide(state, { leadIds, repIds, by }, context) {
    const reps: SalesRep[] = []
    for (const [index, id] of [...new Set(repIds)].entries()) {
      const rep = state.get('salesReps', id)
      if (!rep?.active || rep.role !== 'sales_rep')
        return refuse('RELATED_NOT_FOUND', said('This is no active sales representative.'), `repIds.${index}`)
      reps.push(rep)
    }
    const choose = chooser(by, reps, state)
    const skipped: string[] = []
    const assigned: { leadId: string; ownerId: string }[] = []
    const writes: Write[] = []
    for (const id of new Set(leadIds)) {
      const lead = state.get('leads', id)
      if (!lead) return refuse('NOT_FOUND', undefined, 'leadIds')
      const rep = lead.ownerId === undefined && isOpen(lead) ? choose(lead) : undefined
      if (!rep) {
        skipped.push(id)
        continue
      }
      if (!mayHand(context, lead, rep)) return refuse('FORBIDDEN', undefined, 'leadIds')
      const teamId = lead.teamId && rep.teamIds.includes(lead.teamId) ? lead.teamId : rep.teamIds[0]
      assigned.push({ leadId: id, ownerId: rep.id })
      writes.push({
        kind: 'change',
        collection: 'leads',
        id,
        set: { ownerId: rep.id, ...(teamId && { teamId }) },
        when: { ownerId: null },
      })
    }
    return {
      ok: true,
      ...(skipped.length > 0
        ? said(
            '{assigned, plural, one {# lead} other {# leads}} assigned. {skipped, plural, one {# lead left as it is} other {# leads left as they are}}.',
            { assigned: assigned.length, skipped: skipped.length },
          )
        : said('{assigned, plural, one {# lead} other {# leads}} assigned.', { assigned: assigned.length })),
      result: { assigned, skipped },
      writes,
    }
  },
})

export const isOpen = ({ status, mergedInto }: Pick<Lead, 'status' | 'mergedInto'>) =>
  status !== 'won' && status !== 'lost' && mergedInto === undefined

/** Administrators may, and who leads both the lead's team and one of the new owner's. */
function mayHand({ by }: ProcedureContext, lead: Lead, rep: SalesRep): boolean {
  if (by === 'server' || by.role === 'admin') return true
  const leads = (teamId: string | undefined) => teamId !== undefined && by.leadsTeamIds.includes(teamId)
  return leads(lead.teamId) && rep.teamIds.some(leads)
}

/** Behind whom of them the last call ended with: else who stands first would get every single lead. */
function firstInTurn(reps: readonly SalesRep[], state: ProcedureState): number {
  let last: { at: string; ownerId: string } | undefined
  for (const { input: asked, result, executedAt: at = '' } of state.where(
    'calls',
    'procedure',
    'assign_leads',
  )) {
    const given = (result?.['assigned'] ?? []) as { ownerId: string }[]
    const ownerId = given.findLast((one) => reps.some(({ id }) => id === one.ownerId))?.ownerId
    if (asked['by'] === 'turn' && ownerId && (!last || at > last.at)) last = { at, ownerId }
  }
  return last ? reps.findIndex(({ id }) => id === last.ownerId) + 1 : 0
}

function chooser(
  by: Static<typeof input>['by'],
  reps: readonly SalesRep[],
  state: ProcedureState,
): (lead: Lead) => SalesRep | undefined {
  if (by === 'turn') {
    let next = firstInTurn(reps, state)
    return () => reps[next++ % reps.length]
  }
  const load = new Map(reps.map(({ id }) => [id, state.where('leads', 'ownerId', id).filter(isOpen).length]))
  return (lead) => {
    const places = [lead.address?.region, lead.address?.country, lead.address?.city].flatMap((place) =>
      place ? [place.toLowerCase()] : [],
    )
    const covers = ({ territory = '' }: SalesRep) =>
      territory
        .toLowerCase()
        .split(/[,;]/)
        .some((part) => places.includes(part.trim()))
    const [rep] = reps
      .filter((one) => by === 'load' || covers(one))
      .sort((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0))
    if (rep) load.set(rep.id, (load.get(rep.id) ?? 0) + 1)
    return rep
  }
}
