/**
 * Turns a lead into a customer, exactly one however often and from wherever it is asked: the customer's id
 * follows from the lead's. What was talked about and what is still to be done moves along; what arrives for
 * the lead while that happens is looked for once more, and what arrives later is led to the customer when it
 * is taken in. With items, the customer's first order is written as a draft.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { isInBook } from '../access.ts'
import { customerIdOfLead, derivedId } from '../derived-id.ts'
import type { AnyDocument } from '../entities/index.ts'
import { entityOf } from '../entities/index.ts'
import { currencySchema, dateSchema, instantSchema, uuidSchema } from '../entities/fields.ts'
import type { Customer } from '../entities/customer.ts'
import type { Lead } from '../entities/lead.ts'
import type { PriceList } from '../entities/price-list.ts'
import type { Product } from '../entities/product.ts'
import { follow } from '../merged-records.ts'
import { said } from '../phrase.ts'
import { listedPrice } from '../price-lists.ts'
import { authorOf, defineProcedure, inputOf, refuse } from './define-procedure.ts'
import type { Decision, ProcedureContext, ProcedureState, Write } from './define-procedure.ts'

const orderInput = inputOf({
  currency: Type.Optional({
    ...currencySchema,
    title: 'Currency',
    description: 'The first product’s when absent.',
  }),
  requiredDate: Type.Optional({ ...dateSchema, title: 'Required by' }),
  lines: Type.Array(
    inputOf({
      productId: uuidSchema,
      quantity: Type.Integer({ minimum: 1, maximum: 1_000_000, title: 'Quantity' }),
      unitPrice: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 10_000_000_000_000,
          title: 'Unit price',
          description: 'Minor units; the list price when absent.',
        }),
      ),
    }),
    { minItems: 1, maxItems: 100, title: 'Items' },
  ),
})

const input = inputOf({
  leadId: uuidSchema,
  /** How the lead was won. */
  interaction: Type.Optional(
    inputOf({
      type: Type.Enum(['call', 'visit', 'email', 'meeting', 'note']),
      at: instantSchema,
      notes: Type.Optional(Type.String({ maxLength: 20_000 })),
    }),
  ),
  order: Type.Optional(orderInput),
})
type Input = Static<typeof input>

export const convertLead = defineProcedure({
  name: 'convert_lead',
  version: 1,
  label: 'Make a customer',
  description:
    'Makes a customer of a lead; its interactions and open tasks move along, and a first order can be drafted.',
  roles: ['admin', 'sales_rep'],
  input,
  wants({ leadId, order }, state) {
    // A lead that was merged meanwhile is the one it became part of.
    const { id, passed } = leadNow(state, leadId)
    const ids = [...passed, id]
    return {
      documents: [
        ...ids.map((one) => ['leads', one] as const),
        ['customers', customerIdOfLead(id)],
        ...(order?.lines ?? []).map(({ productId }) => ['products', productId] as const),
      ],
      where: [
        ['interactions', 'leadId', id],
        ['tasks', 'leadId', id],
        ...currenciesOf(state, order).map((code) => ['priceLists', 'currency', code] as const),
      ],
    }
  },
  decide(state, asked, context) {
    const lead = state.get('leads', leadNow(state, asked.leadId).id)
    if (!lead) return refuse('NOT_FOUND', undefined, 'leadId')
    const { by } = context
    if (by !== 'server' && by.role !== 'admin' && !isInBook(by, lead)) return refuse('FORBIDDEN')
    const name = lead.company ?? lead.name
    if (lead.customerId && lead.lastCall === context.callId) return goOn(state, lead, context)
    if (lead.customerId)
      return {
        ok: true,
        ...said('{name} is a customer already.', { name }),
        result: { customerId: lead.customerId, already: true },
        writes: [],
      }
    if (context.before) return goOn(state, lead, context)
    if (lead.status === 'lost')
      return refuse('LEAD_STATE', said('{name} was lost. Reopen the lead first.', { name }), 'leadId')
    return convert(state, lead, asked, context)
  },
})

const leadNow = (state: ProcedureState, leadId: string) =>
  follow('leads', leadId, (_, id) => state.get('leads', id))

function convert(state: ProcedureState, lead: Lead, asked: Input, context: ProcedureContext): Decision {
  const name = lead.company ?? lead.name
  const customer = customerOf(lead, context)
  const drafted = asked.order && draftOf(state, customer as Customer, lead, asked.order, context)
  if (drafted && 'refusal' in drafted) return drafted.refusal
  const order = drafted?.document
  const moved = movesOf(state, lead, customer.id)
  const won: Write[] = asked.interaction
    ? [
        {
          kind: 'create',
          collection: 'interactions',
          document: {
            ...asked.interaction,
            ...ownershipOf(lead),
            ...stampsOf(context),
            id: derivedId('interaction-of-call', context.callId),
            leadId: lead.id,
            customerId: customer.id,
          },
        },
      ]
    : []
  const counts = { interactions: moved.interactions.length, tasks: moved.tasks.length }
  return {
    ok: true,
    ...wordsOf(name, counts, order !== undefined),
    result: {
      customerId: customer.id,
      already: false,
      ...counts,
      ...(order && { orderId: order.id }),
    },
    writes: [
      {
        kind: 'change',
        collection: 'leads',
        id: lead.id,
        set: { status: 'won', customerId: customer.id, lastCall: context.callId },
        subject: true,
      },
      { kind: 'create', collection: 'customers', document: customer },
      ...moved.interactions,
      ...moved.tasks,
      ...won,
      ...(order ? [{ kind: 'create' as const, collection: 'orders' as const, document: order }] : []),
    ],
    // Something may have been written down for the lead in between.
    more: true,
  }
}

/** What arrived for the lead while it was being converted. */
function goOn(state: ProcedureState, lead: Lead, context: ProcedureContext): Decision {
  const before = context.before ?? {}
  const customerId = lead.customerId ?? String(before['customerId'])
  const moved = lead.customerId ? movesOf(state, lead, customerId) : { interactions: [], tasks: [] }
  const counts = {
    interactions: Number(before['interactions'] ?? 0) + moved.interactions.length,
    tasks: Number(before['tasks'] ?? 0) + moved.tasks.length,
  }
  const { message: _, phrase: __, ...result } = before
  return {
    ok: true,
    ...wordsOf(lead.company ?? lead.name, counts, before['orderId'] !== undefined),
    result: { ...result, customerId, already: false, ...counts },
    writes: [...moved.interactions, ...moved.tasks],
  }
}

function wordsOf(name: string, counts: { interactions: number; tasks: number }, isOrdered: boolean) {
  const values = { name, ...counts }
  return isOrdered
    ? said(
        '{name} is a customer now, with a first order. {interactions, plural, one {# interaction} other {# interactions}} and {tasks, plural, one {# open task} other {# open tasks}} moved along.',
        values,
      )
    : said(
        '{name} is a customer now. {interactions, plural, one {# interaction} other {# interactions}} and {tasks, plural, one {# open task} other {# open tasks}} moved along.',
        values,
      )
}

function movesOf(state: ProcedureState, lead: Lead, customerId: string) {
  const move = (collection: 'interactions' | 'tasks', id: string): Write => ({
    kind: 'change',
    collection,
    id,
    set: { customerId },
    when: { customerId: null },
  })
  const isFree = (document: { customerId?: string | undefined }) => document.customerId === undefined
  return {
    interactions: state
      .where('interactions', 'leadId', lead.id)
      .filter(isFree)
      .map(({ id }) => move('interactions', id)),
    tasks: state
      .where('tasks', 'leadId', lead.id)
      .filter((task) => isFree(task) && (task.status === 'open' || task.status === 'in-progress'))
      .map(({ id }) => move('tasks', id)),
  }
}

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

const productsOf = (state: ProcedureState, { lines }: NonNullable<Input['order']>) =>
  lines.map(({ productId }) => state.get('products', productId))

/** Of the asked order, as soon as it can be told: its products have to be known for it. */
function currenciesOf(state: ProcedureState, order: Input['order']): string[] {
  if (!order) return []
  const code = order.currency ?? productsOf(state, order)[0]?.price.currency
  return code ? [code] : []
}

/** The draft of the first order, at the prices that hold today; or why it cannot be written. */
function draftOf(
  state: ProcedureState,
  customer: Customer,
  lead: Lead,
  asked: NonNullable<Input['order']>,
  context: ProcedureContext,
): { document: AnyDocument } | { refusal: Decision } {
  const products = productsOf(state, asked)
  const currency = asked.currency ?? products[0]?.price.currency ?? ''
  const lists = state.where('priceLists', 'currency', currency)
  const day = context.at.slice(0, 10)
  const lines: Record<string, unknown>[] = []
  for (const [index, { quantity, unitPrice }] of asked.lines.entries()) {
    const at = `order.lines.${index}`
    const product = products[index]
    if (!product || product.discontinued)
      return {
        refusal: refuse(
          'RELATED_NOT_FOUND',
          said('A product of the order is no longer sold.'),
          `${at}.productId`,
        ),
      }
    const listed = listedPrice({ product, customer, currency, quantity, day }, lists)
    const price = unitPrice ?? listed?.amount
    if (price === undefined)
      return {
        refusal: refuse(
          'INVALID_INPUT',
          said('{product} has no price in {currency}.', { product: product.name, currency }),
          `${at}.unitPrice`,
        ),
      }
    lines.push(lineOf(context, index, product, quantity, price, unitPrice === undefined ? listed : undefined))
  }
  const document: AnyDocument = {
    id: derivedId('order-of-call', context.callId),
    ...stampsOf(context),
    provisionalNumber: `L-${customer.id.slice(0, 8).toUpperCase()}`,
    customerId: customer.id,
    status: 'draft',
    orderDate: day,
    ...(asked.requiredDate && { requiredDate: asked.requiredDate }),
    currency,
    lines,
    freight: 0,
    ...(customer.address && { shipTo: { name: customer.name, ...customer.address } }),
    ...ownershipOf(lead),
  }
  const [error] = entityOf('orders').check(document)
  return error ? { refusal: refuse('INVALID_INPUT', undefined, `order.${error.field}`) } : { document }
}

const lineOf = (
  context: ProcedureContext,
  index: number,
  product: Product,
  quantity: number,
  unitPrice: number,
  listed: { priceListId?: PriceList['id'] } | undefined,
) => ({
  id: derivedId('line-of-call', context.callId, index),
  productId: product.id,
  description: product.name,
  ...(product.unit && { unit: product.unit }),
  quantity,
  unitPrice,
  ...(listed?.priceListId && { priceListId: listed.priceListId }),
  discount: 0,
  taxRate: product.taxRate ?? 0,
})
