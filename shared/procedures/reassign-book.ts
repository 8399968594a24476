/**
 * Hands everything a sales representative is responsible for to another one: customers, leads, open tasks.
 * A large book moves in parts; each decision takes what is still left.
 */
import { uuidSchema } from '../entities/fields.ts'
import { said } from '../phrase.ts'
import { defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { Write } from './define-procedure.ts'

const mostAtOnce = 200
const collections = ['customers', 'leads', 'tasks'] as const

export const reassignBook = defineProcedure({
  name: 'reassign_book',
  version: 1,
  label: 'Hand over a book',
  description: 'Gives the customers, leads and open tasks of one sales representative to another.',
  roles: ['admin', 'sales_rep'],
  input: inputOf({ fromId: uuidSchema, toId: uuidSchema }),
  wants: ({ fromId, toId }) => ({
    documents: [
      ['salesReps', fromId],
      ['salesReps', toId],
    ],
    where: collections.map((collection) => [collection, 'ownerId', fromId] as const),
  }),
  decide(state, { fromId, toId }, context) {
    const from = state.get('salesReps', fromId)
    const to = state.get('salesReps', toId)
    if (!from) return refuse('NOT_FOUND', undefined, 'fromId')
    if (!to?.active || to.role !== 'sales_rep' || fromId === toId)
      return refuse('RELATED_NOT_FOUND', said('Choose another active sales representative.'), 'toId')
    const { by } = context
    if (by !== 'server' && by.role !== 'admin') {
      const led = (teamIds: readonly string[]) => teamIds.filter((id) => by.leadsTeamIds.includes(id))
      // A part of somebody's book would be a surprise: who hands it over leads every team of theirs.
      const leadsAll = from.teamIds.length > 0 && led(from.teamIds).length === from.teamIds.length
      if (!leadsAll || led(to.teamIds).length === 0) return refuse('FORBIDDEN')
    }
    const all = collections.flatMap((collection) =>
      state
        .where(collection, 'ownerId', fromId)
        .filter((document) => collection !== 'tasks' || ['open', 'in-progress'].includes(document.status))
        .map(({ id, teamId }): Write => {
          const team = teamId && to.teamIds.includes(teamId) ? teamId : to.teamIds[0]
          return {
            kind: 'change',
            collection,
            id,
            set: { ownerId: toId, ...(team && { teamId: team }) },
            when: { ownerId: fromId },
          }
        }),
    )
    const writes = all.slice(0, mostAtOnce)
    const records = Number(context.before?.['records'] ?? 0) + writes.length
    return {
      ok: true,
      ...said(
        '{records, plural, one {# record} other {# records}} of {from} {records, plural, one {is} other {are}} {to}’s now.',
        { records, from: from.name, to: to.name },
      ),
      result: { records },
      writes,
      more: all.length > writes.length,
    }
  },
})
