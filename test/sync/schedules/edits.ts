/** What people type: a change of a document or a new one, every text with a token of its own. */
import { aDocument } from '../../support/a-document.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { Random } from './random.ts'
import { uuidOf } from './company.ts'

export interface EditContext {
  random: Random
  token: () => string
  personId: string
  /** Who a record may be given to. */
  personIds: readonly string[]
}

const texts: Partial<Record<CollectionName, readonly string[]>> = {
  customers: ['name', 'phone', 'fax', 'website', 'notes', 'notes', 'tags', 'contacts', 'address'],
  leads: ['name', 'company', 'jobTitle', 'phone', 'notes', 'notes', 'address'],
  salesReps: ['phone', 'extension', 'notes'],
  products: ['name', 'description'],
  orders: ['notes', 'notes', 'shipVia'],
  interactions: ['notes'],
  tasks: ['title', 'notes', 'notes'],
  cases: ['subject', 'description', 'comments', 'comments'],
  settings: ['name'],
}
export const editable = Object.keys(texts) as CollectionName[]
export const creatable = [
  'customers',
  'leads',
  'orders',
  'interactions',
  'tasks',
  'cases',
  'settings',
] as const

/** One field, sometimes two, sometimes a choice beside it. */
export function anEdit(
  collection: CollectionName,
  document: AnyDocument,
  context: EditContext,
): Record<string, unknown> {
  const { random } = context
  const changes: Record<string, unknown> = {}
  for (let count = random.chance(0.25) ? 2 : 1; count > 0; count--) {
    const field = random.pick(texts[collection] ?? [])
    changes[field] = typed(collection, field, document[field], context)
  }
  const choices = Object.entries(entityOf(collection).fields).filter(
    ([, field]) => field.kind === 'choice' && field.setBy === 'person' && collection !== 'settings',
  )
  if (choices.length > 0 && random.chance(0.2)) {
    const [name, field] = random.pick(choices)
    changes[name] = random.pick(field.options ?? []).value
  }
  return changes
}

function typed(collection: CollectionName, field: string, present: unknown, context: EditContext): unknown {
  const { random, token, personId } = context
  const kind = entityOf(collection).fields[field]?.kind
  if (kind === 'multiline') {
    const text = typeof present === 'string' ? present : ''
    const lines = text === '' ? [] : text.split('\n')
    const place = random.below(10)
    if (place < 6) lines.push(`said ${token()}`)
    else if (place < 8) lines.unshift(`first ${token()}`)
    else lines.splice(random.below(lines.length + 1), 1, `instead ${token()}`)
    return lines.join('\n')
  }
  if (kind === 'tags') {
    const tags = (present as string[] | undefined) ?? []
    return random.chance(0.3) ? tags.slice(1) : [...tags, token()]
  }
  if (kind === 'object') return { ...(present as object | undefined), street: token() }
  if (kind === 'list') {
    const items = (present as { id: string }[] | undefined) ?? []
    const item =
      collection === 'cases'
        ? { id: uuidOf(random), at: '2026-05-03T08:00:00.000Z', authorId: personId, text: token() }
        : { id: uuidOf(random), name: token() }
    if (collection === 'cases' || items.length === 0 || random.chance(0.6)) return [...items, item]
    const [first, ...rest] = items
    return random.chance(0.5) ? rest : [{ ...first, name: token() }, ...rest]
  }
  return token()
}

/** A reassignment; `undefined` leaves it to the team. */
export function aHandover({ random, personIds }: EditContext): Record<string, unknown> {
  return { ownerId: random.chance(0.2) ? undefined : random.pick(personIds) }
}

/** Undefined when there is nothing that it could belong to. */
export function aNewOne(
  collection: (typeof creatable)[number],
  parent: { customer: AnyDocument | undefined; lead: AnyDocument | undefined },
  { random, token }: EditContext,
): Record<string, unknown> | undefined {
  const id = uuidOf(random)
  const { createdAt: _, updatedAt: __, ...fields } = aDocument(collection, { id })
  const { customer, lead } = parent
  switch (collection) {
    case 'customers':
    case 'leads':
    case 'settings':
      return { ...fields, name: token() }
    case 'tasks':
      return { ...fields, title: token(), ...(customer && { customerId: customer.id }) }
    case 'interactions': {
      const type = random.pick(['call', 'support'])
      if (lead && random.chance(0.4))
        return { ...fields, type, notes: token(), leadId: lead.id, customerId: undefined }
      return customer && { ...fields, type, notes: token(), customerId: customer.id }
    }
    case 'cases':
      return customer && { ...fields, subject: token(), customerId: customer.id }
    default:
      return (
        customer && {
          ...fields,
          notes: token(),
          customerId: customer.id,
          status: random.pick(['draft', 'submitted']),
        }
      )
  }
}
