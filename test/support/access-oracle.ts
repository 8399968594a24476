/**
 * Who may see and do what, told a second time: written from the role table of the product's documentation,
 * role by role and in plain conditions, without channels and without a line of `shared/access.ts`. The
 * access tests judge the server by it, so a mistake has to be made twice, in two shapes, to go unnoticed.
 *
 * Where the table is coarse the reading is the strict one: only a team's leader deletes a customer, only a
 * draft order is deleted, a saved view is its owner's alone, support edits its own `support` interactions.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'

export interface OraclePerson {
  id: string
  role: 'admin' | 'sales_rep' | 'support'
  teamIds: readonly string[]
  leadsTeamIds: readonly string[]
  active: boolean
}

export type Lookup = (collection: CollectionName, id: string) => AnyDocument | undefined

/** The company as it is: the oracle looks records and people up in it and nowhere else. */
export interface OracleWorld {
  person: (id: string) => OraclePerson | undefined
  /** The living document, or undefined. */
  document: Lookup
  /** The living document, or what it was before it was deleted: what belonged to it stays where it was. */
  last: Lookup
  now: number
}

/** What happens to a pushed change of one field. */
export type FieldFate =
  /** The document, or what it would belong to, is not there for this person. */
  | 'hidden'
  /** The person may not make this change; nothing is stored. */
  | 'refused'
  /** The server sets this field: what was sent for it has no effect. */
  | 'ignored'
  | 'stored'

const dayLong = 86_400_000
const supportFieldsOfCustomers = new Set([
  'phone',
  'fax',
  'email',
  'website',
  'address',
  'location',
  'contacts',
  'notes',
  'tags',
])
const profileFields = new Set(['phone', 'extension', 'address', 'notes'])

/** Fields of every document, and of single collections, that only the server sets. */
const alwaysServerSet = new Set([
  'revision',
  'createdAt',
  'createdBy',
  // A person's device writes it, but a change of nothing else is no change.
  'updatedAt',
  'updatedBy',
  'acceptedAt',
  'importKey',
  'history',
])
const serverSet: Partial<Record<CollectionName, ReadonlySet<string>>> = {
  customers: new Set(['leadId', 'lastCall', 'mergedInto', 'absorbed', 'mergedFrom']),
  leads: new Set(['customerId', 'lastCall', 'mergedInto', 'absorbed', 'mergedFrom']),
  interactions: new Set(['mergedFrom']),
  tasks: new Set(['mergedFrom']),
  cases: new Set(['mergedFrom']),
  products: new Set(['stockOnHand', 'stockReserved', 'stockAsOf']),
  orders: new Set(['number', 'shippedDate', 'rejection', 'rejectionWords', 'lastCall', 'mergedFrom']),
  calls: new Set(['status', 'result', 'error', 'executedAt', 'deviceId']),
  salesReps: new Set(['role', 'teamIds', 'leadsTeamIds', 'active']),
}
export const isServerSet = (collection: CollectionName, field: string): boolean =>
  alwaysServerSet.has(field) || serverSet[collection]?.has(field) === true

/** Whom a view is shared with: everyone, or a team. */
const shareIn = (document: AnyDocument) => (document['value'] as { share?: string } | undefined)?.share

/** What an order consists of and where it stands, once stock was promised to it: nobody edits that. */
const settledOfOrders = new Set([
  'status',
  'customerId',
  'currency',
  'lines',
  'discount',
  'discountAmount',
  'freight',
])
const isBeforePlacing = (status: unknown) => ['draft', 'submitted', 'rejected'].includes(String(status))

/** May an edit, by whomever, turn the order's status into this one? */
function mayTurn(from: unknown, to: unknown): boolean {
  return isBeforePlacing(from) && ['draft', 'submitted', 'cancelled'].includes(String(to))
}

const idIn = (document: AnyDocument, field: 'customerId' | 'leadId') => {
  const id = document[field]
  return typeof id === 'string' ? id : ''
}

/** The lead or customer that decides who sees the document; 'none' when the collection has no such thing. */
function parentOf(
  collection: CollectionName,
  document: AnyDocument,
): { collection: 'customers' | 'leads'; id: string } | 'none' {
  if (collection === 'orders' || collection === 'cases')
    return { collection: 'customers', id: idIn(document, 'customerId') }
  if (collection !== 'interactions') return 'none'
  return document['customerId'] !== undefined
    ? { collection: 'customers', id: idIn(document, 'customerId') }
    : { collection: 'leads', id: idIn(document, 'leadId') }
}

/** `document` is the stored state. A parent that was deleted keeps deciding about what belonged to it. */
export function maySee(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
): boolean {
  if (!person.active) return false
  const isIn = (teamId: string | undefined) => teamId !== undefined && person.teamIds.includes(teamId)
  const leads = (teamId: string | undefined) => teamId !== undefined && person.leadsTeamIds.includes(teamId)
  const isMine = document.ownerId === person.id
  switch (collection) {
    case 'products':
    case 'priceLists':
    case 'stockMovements':
    case 'salesReps':
      return true
    case 'settings':
      if (document['kind'] !== 'view' || isMine) return true
      return shareIn(document) === 'everyone' || isIn(shareIn(document))
    case 'calls':
      return person.role === 'admin' || isMine
    case 'customers':
      return person.role !== 'sales_rep' || isMine || isIn(document.teamId)
    case 'leads':
      if (person.role === 'admin') return true
      if (person.role === 'support') return false
      return isMine || leads(document.teamId) || (document.ownerId === undefined && isIn(document.teamId))
    case 'tasks':
      if (person.role === 'admin' || isMine || document.createdBy === person.id) return true
      return person.role === 'sales_rep' && leads(document.teamId)
    default: {
      const parent = parentOf(collection, document)
      const state = parent === 'none' ? undefined : world.last(parent.collection, parent.id)
      return parent !== 'none' && state !== undefined && maySee(world, person, parent.collection, state)
    }
  }
}

/** What a rep may work on: their own, what is nobody's in their teams, and everything of teams they lead. */
function isInBook(person: OraclePerson, document: AnyDocument): boolean {
  if (document.ownerId === person.id) return true
  const { teamId } = document
  if (teamId !== undefined && person.leadsTeamIds.includes(teamId)) return true
  return document.ownerId === undefined && (teamId === undefined || person.teamIds.includes(teamId))
}

/** Targets are set by who leads a team of the colleague. */
const leadsColleague = (person: OraclePerson, entry: AnyDocument) =>
  person.role === 'sales_rep' &&
  person.leadsTeamIds.some((teamId) => (entry['teamIds'] as string[]).includes(teamId))

/** May the person work on the document as it is stored, leaving aside which fields? */
function mayWorkOn(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
): boolean {
  if (collection === 'stockMovements' || collection === 'calls') return false
  if (person.role === 'admin') return true
  const isMine = document.ownerId === person.id
  const isNewEnough =
    document.acceptedAt === undefined || world.now - Date.parse(document.acceptedAt) <= dayLong
  switch (collection) {
    case 'products':
    case 'priceLists':
      return false
    case 'salesReps':
      return document.id === person.id || leadsColleague(person, document)
    case 'settings':
      return (
        document['kind'] === 'view' &&
        (isMine || person.leadsTeamIds.some((teamId) => teamId === shareIn(document)))
      )
    case 'customers':
      return person.role === 'support' || isInBook(person, document)
    case 'leads':
      return person.role === 'sales_rep' && isInBook(person, document)
    case 'tasks':
      if (isMine || document.createdBy === person.id) return true
      return (
        person.role === 'sales_rep' &&
        document.teamId !== undefined &&
        person.leadsTeamIds.includes(document.teamId)
      )
    case 'orders': {
      const customer = world.last('customers', idIn(document, 'customerId'))
      return (
        person.role === 'sales_rep' &&
        customer !== undefined &&
        isInBook(person, customer) &&
        isBeforePlacing(document['status'])
      )
    }
    case 'interactions':
      return isMine && isNewEnough && (person.role === 'sales_rep' || document['type'] === 'support')
    default:
      return true
  }
}

/** May the person hand a stored document to somebody else, to themselves or to nobody? */
function mayHandTo(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
  ownerId: string | undefined,
): boolean {
  if (collection === 'settings') return ownerId === person.id
  if (person.role === 'admin') return true
  if (person.role === 'support' && collection === 'cases') return true
  const leads = (teamId: string | undefined) => teamId !== undefined && person.leadsTeamIds.includes(teamId)
  if (ownerId === person.id) return document.ownerId === undefined || leads(document.teamId)
  const teams = ownerId === undefined ? [document.teamId] : (world.person(ownerId)?.teamIds ?? [])
  if (collection === 'tasks')
    return teams.some((teamId) => teamId !== undefined && person.teamIds.includes(teamId))
  return leads(document.teamId) && teams.some(leads)
}

/** Judges an update of a stored, living document that changes this one field to `value`. */
export function fateOfField(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
  field: string,
  value: unknown,
): FieldFate {
  const fate = fateByRights(world, person, collection, document, field, value)
  const named = pointsInto[field]
  if (fate !== 'stored' || named === undefined || typeof value !== 'string') return fate
  const state = world.document(named, value)
  return state && maySee(world, person, named, state) ? 'stored' : 'hidden'
}

/** Fields of a person that name a document which not everybody sees. */
const pointsInto: Record<string, CollectionName> = {
  customerId: 'customers',
  leadId: 'leads',
  orderId: 'orders',
}

function fateByRights(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
  field: string,
  value: unknown,
): FieldFate {
  if (!maySee(world, person, collection, document)) return 'hidden'
  if (collection === 'stockMovements' || isServerSet(collection, field)) return 'ignored'
  if (field === 'teamId' && (person.role !== 'admin' || value === undefined)) return 'ignored'
  const changed = { ...document, [field]: value } as AnyDocument
  const parent = parentOf(collection, changed)
  const isMoved = JSON.stringify(parent) !== JSON.stringify(parentOf(collection, document))
  if (parent !== 'none' && isMoved) {
    const state = world.document(parent.collection, parent.id)
    if (!state || !maySee(world, person, parent.collection, state)) return 'hidden'
  }
  if (!mayWorkOn(world, person, collection, document)) return 'refused'
  if (collection === 'orders') {
    if (field === 'status' && !mayTurn(document['status'], value)) return 'refused'
    if (settledOfOrders.has(field) && !isBeforePlacing(document['status'])) return 'refused'
  }
  if (person.role === 'admin') return 'stored'
  if (collection === 'salesReps') {
    const isOwn = document.id === person.id && profileFields.has(field)
    if (!isOwn && !(field === 'targets' && leadsColleague(person, document))) return 'refused'
  }
  if (collection === 'customers' && person.role === 'support' && !supportFieldsOfCustomers.has(field))
    return 'refused'
  if (collection === 'cases' && person.role === 'sales_rep' && field !== 'comments') return 'refused'
  if (field === 'ownerId')
    return mayHandTo(world, person, collection, document, value as string | undefined) ? 'stored' : 'refused'
  // Moving an order to another customer needs the same right over that customer.
  if (collection === 'orders' && field === 'customerId' && !mayWorkOn(world, person, collection, changed))
    return 'refused'
  // A view stays a view, and a support interaction a support interaction: else it would leave one's rights.
  if (collection === 'interactions' && field === 'type' && person.role === 'support' && value !== 'support')
    return 'refused'
  if (collection === 'settings' && field === 'kind' && value !== 'view') return 'refused'
  return 'stored'
}

/** Judges a delete of a stored, living document. */
export function fateOfDelete(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
): Exclude<FieldFate, 'ignored'> {
  if (!maySee(world, person, collection, document)) return 'hidden'
  if (collection === 'stockMovements' || collection === 'salesReps' || collection === 'calls')
    return 'refused'
  if (collection === 'orders' && !isBeforePlacing(document['status']) && document['status'] !== 'cancelled')
    return 'refused'
  if (person.role === 'admin') return 'stored'
  const leads = document.teamId !== undefined && person.leadsTeamIds.includes(document.teamId)
  if (collection === 'customers') return person.role === 'sales_rep' && leads ? 'stored' : 'refused'
  if (collection === 'cases') return person.role === 'support' ? 'stored' : 'refused'
  if (collection === 'orders' && document['status'] !== 'draft') return 'refused'
  if (collection === 'interactions' && person.role === 'support') {
    const accepted = document.acceptedAt === undefined ? world.now : Date.parse(document.acceptedAt)
    return document.ownerId === person.id && world.now - accepted <= dayLong ? 'stored' : 'refused'
  }
  return mayWorkOn(world, person, collection, document) ? 'stored' : 'refused'
}

/** Judges a new document; `document` is what the device sends. */
export function fateOfCreate(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  document: AnyDocument,
): Exclude<FieldFate, 'ignored'> {
  const parent = parentOf(collection, document)
  if (parent !== 'none') {
    const state = world.document(parent.collection, parent.id)
    if (!state || !maySee(world, person, parent.collection, state)) return 'hidden'
  }
  if (collection === 'stockMovements' || collection === 'salesReps') return 'refused'
  if (collection === 'orders' && !['draft', 'submitted'].includes(String(document['status'])))
    return 'refused'
  if (person.role === 'admin') return 'stored'
  switch (collection) {
    case 'calls':
      return 'stored'
    case 'products':
    case 'priceLists':
      return 'refused'
    case 'settings':
      return document['kind'] === 'view' ? 'stored' : 'refused'
    case 'customers':
    case 'leads':
      return person.role === 'sales_rep' ? 'stored' : 'refused'
    case 'tasks':
    case 'cases':
      return 'stored'
    case 'interactions':
      return person.role === 'sales_rep' || document['type'] === 'support' ? 'stored' : 'refused'
    default: {
      const customer = world.document('customers', idIn(document, 'customerId'))
      return person.role === 'sales_rep' &&
        customer !== undefined &&
        isInBook(person, customer) &&
        ['draft', 'submitted'].includes(String(document['status']))
        ? 'stored'
        : 'refused'
    }
  }
}

/** Whose a new document becomes, whatever owner it claims. */
export function ownerOfNew(
  world: OracleWorld,
  person: OraclePerson,
  collection: CollectionName,
  claimed: string | undefined,
): string | undefined {
  if (collection === 'calls' || collection === 'settings') return person.id
  const makes = person.role === 'sales_rep' || ['tasks', 'interactions'].includes(collection)
  const mine = makes ? person.id : undefined
  if (collection === 'cases' && person.role === 'sales_rep') return undefined
  if (claimed === undefined) return mine
  if (person.role === 'admin' || claimed === person.id) return claimed
  if (person.role === 'support' && collection === 'cases') return claimed
  const theirs = world.person(claimed)?.teamIds ?? []
  const mayGive = theirs.some((teamId) =>
    (collection === 'tasks' ? person.teamIds : person.leadsTeamIds).includes(teamId),
  )
  return mayGive ? claimed : mine
}
