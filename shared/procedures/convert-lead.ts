/**
 * Turns a lead into a customer, exactly one however often and from wherever it is asked: the customer's id
 * follows from the lead's. What was talked about and what is still to be done moves along.
 */
import { Type } from 'typebox'
import { isInBook } from '../access.ts'
import { customerIdOfLead, derivedId } from '../derived-id.ts'
import type { AnyDocument } from '../entities/index.ts'
import { instantSchema, uuidSchema } from '../entities/fields.ts'
import type { Lead } from '../entities/lead.ts'
import { authorOf, counted, defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { ProcedureContext, Write } from './define-procedure.ts'

export const convertLead = defineProcedure({
  name: 'convert_lead',
  version: 1,
  label: 'Make a customer',
  description: 'Makes a customer of a lead; its interactions and open tasks move along.',
  roles: ['admin', 'sales_rep'],
  input: inputOf({
    leadId: uuidSchema,
    /** How the lead was won. */
    interaction: Type.Optional(
      inputOf({
        type: Type.Enum(['call', 'visit', 'email', 'meeting', 'note']),
        at: instantSchema,
        notes: Type.Optional(Type.String({ maxLength: 20_000 })),
      }),
    ),
  }),
  wants: ({ leadId }) => ({
    documents: [
      ['leads', leadId],
      ['customers', customerIdOfLead(leadId)],
    ],
    where: [
      ['interactions', 'leadId', leadId],
      ['tasks', 'leadId', leadId],
    ],
  }),
  decide(state, { leadId, interaction }, context) {
    const lead = state.get('leads', leadId)
    if (!lead) return refuse('NOT_FOUND', undefined, 'leadId')
    const { by } = context
    if (by !== 'server' && by.role !== 'admin' && !isInBook(by, lead)) return refuse('FORBIDDEN')
    const name = lead.company ?? lead.name
    if (lead.customerId)
      return {
        ok: true,
        message: `${name} is a customer already.`,
        result: { customerId: lead.customerId, already: true },
        writes: [],
      }
    if (lead.status === 'lost')
      return refuse('LEAD_STATE', `${name} was lost. Reopen the lead first.`, 'leadId')

    const customerId = customerIdOfLead(leadId)
    const interactions = state
      .where('interactions', 'leadId', leadId)
      .filter((document) => document.customerId === undefined)
    const tasks = state
      .where('tasks', 'leadId', leadId)
      .filter(
        ({ customerId: own, status }) => own === undefined && (status === 'open' || status === 'in-progress'),
      )
    const move = (collection: 'interactions' | 'tasks', id: string): Write => ({
      kind: 'change',
      collection,
      id,
      set: { customerId },
      when: { customerId: null },
    })
    const won: Write[] = interaction
      ? [
          {
            kind: 'create',
            collection: 'interactions',
            document: {
              ...interaction,
              ...ownershipOf(lead),
              ...stampsOf(context),
              id: derivedId('interaction-of-call', context.callId),
              leadId,
              customerId,
            },
          },
        ]
      : []
    return {
      ok: true,
      message:
        `${name} is a customer now. ${counted(interactions.length, 'interaction')} and ` +
        `${counted(tasks.length, 'open task')} moved along.`,
      result: { customerId, already: false, interactions: interactions.length, tasks: tasks.length },
      writes: [
        {
          kind: 'change',
          collection: 'leads',
          id: leadId,
          set: { status: 'won', customerId, lastCall: context.callId },
          subject: true,
        },
        { kind: 'create', collection: 'customers', document: customerOf(lead, context) },
        ...interactions.map(({ id }) => move('interactions', id)),
        ...tasks.map(({ id }) => move('tasks', id)),
        ...won,
      ],
    }
  },
})

const ownershipOf = ({ ownerId, teamId }: Lead) => ({
  ...(ownerId && { ownerId }),
  ...(teamId && { teamId }),
})
const stampsOf = (context: ProcedureContext) => ({
  createdAt: context.at,
  updatedAt: context.at,
  ...authorOf(context),
})

/** A lead with a company becomes the company, and the person its first contact. */
function customerOf(lead: Lead, context: ProcedureContext): AnyDocument {
  const { company, name, jobTitle, email, phone, address, notes } = lead
  const reach = { ...(email && { email }), ...(phone && { phone }) }
  return {
    id: customerIdOfLead(lead.id),
    ...stampsOf(context),
    name: company ?? name,
    status: 'active',
    ...reach,
    ...(address && { address }),
    ...(notes && { notes }),
    ...(company && {
      contacts: [
        { id: derivedId('contact-of-lead', lead.id), name, ...(jobTitle && { jobTitle }), ...reach },
      ],
    }),
    leadId: lead.id,
    ...ownershipOf(lead),
  }
}
