/**
 * Who may read and write what: the whole role table, asked by the server for every document and by the
 * device before it offers an action.
 *
 * Reading is decided by channels: a document lies in channels, a person is granted channels, and the
 * document is readable when the two meet. Both sides are pure functions, so the server can store a
 * document's channels with it and send a person what their channels hold without asking anything else.
 *
 * Writing is decided by rules on the stored document and on the proposed one; both must allow it.
 */
import type { AnyDocument, CollectionName } from './entities/index.ts'
import { entityOf } from './entities/index.ts'
import type { Order } from './entities/order.ts'
import type { Product } from './entities/product.ts'
import { everyone, mayShareWith, shareOf } from './lists/view-share.ts'
import { isOpenToEdits, mayEditTo, settledByPlacing } from './order-lifecycle.ts'
import type { Person } from './roles.ts'
import { sameJson } from './same-json.ts'

/** What a rule may look at beside the document. On the server all of it is read from the store. */
export interface Surroundings {
  /** The lead or customer that this document belongs to, when it names one and it exists. */
  parent?: AnyDocument | undefined
  /** The parent's channels; a child lies in its parent's. */
  parentChannels?: readonly string[] | undefined
  /** The teams of a person; empty for an unknown one. */
  teamsOf: (personId: string) => readonly string[]
  /** Milliseconds since 1970, by the server's clock on the server. */
  now: number
}

type Action = 'create' | 'update' | 'delete'

/** May the person do this to the document in this state? */
type Rule = (who: Person, document: AnyDocument, around: Surroundings) => boolean

interface RoleRules {
  create?: Rule
  update?: Rule
  delete?: Rule
  /** The fields this role may change, or this person of it in the stored document; all when absent. */
  fields?: readonly string[] | ((who: Person, stored: AnyDocument) => readonly string[])
  /** What the proposed state must fulfil, beside the rule for the stored one, and the field it is about. */
  proposed?: readonly { rule: Rule; field: string }[]
}

interface CollectionAccess {
  channels: (document: AnyDocument, around: Pick<Surroundings, 'parentChannels'>) => string[]
  sales_rep: RoleRules
  support: RoleRules
  /** What nobody, not even an administrator, does by a push: the server makes these. */
  serverOnly?: readonly Action[]
  /** The field that nobody may change in this way, because it takes a procedure. */
  takesProcedure?: (stored: AnyDocument | undefined, proposed: AnyDocument | undefined) => string | undefined
}

const everybody = 'everybody'
const day = 24 * 60 * 60 * 1000

const isOwner: Rule = (who, document) => document.ownerId === who.id
const isOwn = (who: Person, document: AnyDocument) =>
  document.ownerId === who.id || document.createdBy === who.id
const leads = (who: Person, teamId: string | undefined) =>
  teamId !== undefined && who.leadsTeamIds.includes(teamId)
const isIn = (who: Person, teamId: string | undefined) => teamId !== undefined && who.teamIds.includes(teamId)
const isLeader: Rule = (who, document) => leads(who, document.teamId)
const isUnassignedIn = (who: Person, document: AnyDocument) =>
  document.ownerId === undefined && (document.teamId === undefined || isIn(who, document.teamId))
/** Own, unassigned in an own team, or of a team this person leads. */
export const isInBook = (who: Person, document: AnyDocument): boolean =>
  document.ownerId === who.id || leads(who, document.teamId) || isUnassignedIn(who, document)
/** The parent is in the person's book. */
const parentIsInBook: Rule = (who, _, around) => around.parent !== undefined && isInBook(who, around.parent)
const hasParent: Rule = (_, __, around) => around.parent !== undefined
const acceptedWithin =
  (milliseconds: number): Rule =>
  (_, document, around) =>
    document.acceptedAt === undefined || around.now - Date.parse(document.acceptedAt) <= milliseconds
const both =
  (...rules: Rule[]): Rule =>
  (...given) =>
    rules.every((rule) => rule(...given))
const yes: Rule = () => true
const inState =
  (...states: string[]): Rule =>
  (_, document) =>
    states.includes(String(document['status']))

const ownTask: Rule = (who, document) => isOwn(who, document) || leads(who, document.teamId)
const contactFields = ['phone', 'fax', 'email', 'website', 'address', 'location', 'contacts', 'notes', 'tags']
const profileFields = ['phone', 'extension', 'address', 'notes']
const isView: Rule = (_, document) => document['kind'] === 'view'
const isSupportType: Rule = (_, document) => document['type'] === 'support'
/** Their own, and those of teams that they lead. */
const isTheirView: Rule = (who, document) => document.ownerId === who.id || leads(who, shareOf(document))
const ownView: RoleRules = {
  create: isView,
  update: both(isTheirView, isView),
  delete: both(isTheirView, isView),
  // A view that became a team or the company's setting would be everybody's.
  proposed: [
    { rule: isView, field: 'kind' },
    { rule: (who, document) => mayShareWith(who, shareOf(document)), field: 'value' },
  ],
}
/** A shared view lies with whom it is shared; what a person keeps for themselves with them alone. */
function channelsOfView(document: AnyDocument): string[] {
  const share = shareOf(document)
  return [
    ...(document.ownerId ? [`settings:person:${document.ownerId}`] : []),
    ...(share === everyone ? [everybody] : share === undefined ? [] : [`settings:team:${share}`]),
  ]
}
const ownProfile: RoleRules = { update: (who, document) => document.id === who.id, fields: profileFields }
/** Of a directory entry: the person is in a team that this one leads. */
const leadsPerson = (who: Person, document: AnyDocument) =>
  (document['teamIds'] as readonly string[] | undefined)?.some((id) => who.leadsTeamIds.includes(id)) ?? false
const ownProfileOrTargets: RoleRules = {
  update: (who, document) => document.id === who.id || leadsPerson(who, document),
  fields: (who, document) => [
    ...(document.id === who.id ? profileFields : []),
    ...(leadsPerson(who, document) ? ['targets'] : []),
  ],
}
const forEverybody: CollectionAccess['channels'] = () => [everybody]
const fromParent: CollectionAccess['channels'] = (_, { parentChannels }) => [...(parentChannels ?? [])]

export const access: Record<CollectionName, CollectionAccess> = {
  customers: {
    channels: (document) => [
      'customers:all',
      ...(document.teamId ? [`customers:team:${document.teamId}`] : []),
      ...(document.ownerId ? [`customers:owner:${document.ownerId}`] : []),
    ],
    sales_rep: { create: yes, update: isInBook, delete: isLeader },
    support: { update: yes, fields: contactFields },
    takesProcedure: deletingMerged,
  },
  leads: {
    channels: (document) => [
      'leads:all',
      ...(document.teamId ? [`leads:leader:${document.teamId}`] : []),
      ...(document.ownerId
        ? [`leads:owner:${document.ownerId}`]
        : document.teamId
          ? [`leads:unassigned:${document.teamId}`]
          : []),
    ],
    sales_rep: { create: yes, update: isInBook, delete: isInBook },
    support: {},
    takesProcedure: deletingMerged,
  },
  interactions: {
    channels: fromParent,
    sales_rep: {
      create: hasParent,
      update: both(isOwner, acceptedWithin(day)),
      delete: both(isOwner, acceptedWithin(day)),
    },
    support: {
      create: both(hasParent, isSupportType),
      update: both(isOwner, acceptedWithin(day), isSupportType),
      delete: both(isOwner, acceptedWithin(day)),
      proposed: [{ rule: isSupportType, field: 'type' }],
    },
  },
  tasks: {
    channels: (document) => [
      'tasks:all',
      ...(document.teamId ? [`tasks:leader:${document.teamId}`] : []),
      ...new Set(
        [document.ownerId, document.createdBy]
          .filter((id) => id !== undefined)
          .map((id) => `tasks:person:${id}`),
      ),
    ],
    sales_rep: { create: yes, update: ownTask, delete: ownTask },
    support: { create: yes, update: isOwn, delete: isOwn },
  },
  orders: {
    channels: fromParent,
    sales_rep: {
      create: both(parentIsInBook, inState('draft', 'submitted')),
      update: both(parentIsInBook, inState('draft', 'submitted', 'rejected')),
      delete: both(parentIsInBook, inState('draft')),
    },
    support: {},
    takesProcedure: orderByProcedure,
  },
  products: {
    channels: forEverybody,
    sales_rep: {},
    support: {},
    // What orders are waiting for cannot vanish.
    takesProcedure: (stored, proposed) =>
      proposed === undefined && ((stored as Product | undefined)?.stockReserved ?? 0) > 0
        ? 'stockReserved'
        : undefined,
  },
  priceLists: { channels: forEverybody, sales_rep: {}, support: {} },
  stockMovements: {
    channels: forEverybody,
    sales_rep: {},
    support: {},
    serverOnly: ['create', 'update', 'delete'],
  },
  salesReps: {
    channels: forEverybody,
    sales_rep: ownProfileOrTargets,
    support: ownProfile,
    serverOnly: ['create', 'delete'],
  },
  cases: {
    channels: fromParent,
    sales_rep: { create: hasParent, update: yes, fields: ['comments'] },
    support: { create: hasParent, update: yes, delete: yes },
  },
  settings: {
    channels: (document) => (document['kind'] === 'view' ? channelsOfView(document) : [everybody]),
    sales_rep: ownView,
    support: ownView,
  },
  calls: {
    channels: (document) => ['calls:all', ...(document.ownerId ? [`calls:person:${document.ownerId}`] : [])],
    sales_rep: { create: yes },
    support: { create: yes },
    serverOnly: ['update', 'delete'],
  },
}

/** What points to another record stays: links and late work find their way by it. */
function deletingMerged(stored: AnyDocument | undefined, proposed: AnyDocument | undefined) {
  return proposed === undefined && stored?.['mergedInto'] !== undefined ? 'mergedInto' : undefined
}

/** What was promised or sent cannot vanish, and neither can an official number. */
function fieldAgainstDeleting({ status, number, importKey }: Order): string | undefined {
  if (!isOpenToEdits(status) && status !== 'cancelled') return 'status'
  return number !== undefined && importKey === undefined ? 'number' : undefined
}

/** Once an order was placed, stock is promised to it: what it consists of and where it stands is settled. */
function orderByProcedure(stored: AnyDocument | undefined, proposed: AnyDocument | undefined) {
  const before = stored as Order | undefined
  const after = proposed as Order | undefined
  if (!after) return before && fieldAgainstDeleting(before)
  if (!mayEditTo(before?.status, after.status)) return 'status'
  if (!before || isOpenToEdits(before.status)) return undefined
  return settledByPlacing.find((field) => !sameJson(before[field], after[field]))
}

/** The channels a document lies in. `parentChannels` are those of its lead or customer. */
export function channelsOf(
  collection: CollectionName,
  document: AnyDocument,
  parentChannels?: readonly string[],
): string[] {
  return access[collection].channels(document, { parentChannels })
}

/** Does everybody see every document of this collection? */
export const isForEverybody = (collection: CollectionName): boolean =>
  access[collection].channels === forEverybody

/** The channels a person is granted. Children need no grants of their own: they lie in their parent's. */
export function channelsFor(who: Person): string[] {
  const own = [
    everybody,
    `tasks:person:${who.id}`,
    `settings:person:${who.id}`,
    `calls:person:${who.id}`,
    ...who.teamIds.map((teamId) => `settings:team:${teamId}`),
  ]
  if (who.role === 'admin') return [...own, 'customers:all', 'leads:all', 'tasks:all', 'calls:all']
  if (who.role === 'support') return [...own, 'customers:all']
  return [
    ...own,
    `customers:owner:${who.id}`,
    `leads:owner:${who.id}`,
    ...who.teamIds.flatMap((teamId) => [`customers:team:${teamId}`, `leads:unassigned:${teamId}`]),
    ...who.leadsTeamIds.flatMap((teamId) => [`leads:leader:${teamId}`, `tasks:leader:${teamId}`]),
  ]
}

/** May the person see a document that lies in these channels? */
export const mayRead = (who: Person, channels: readonly string[]): boolean => readerFor(who)(channels)

/** `mayRead` for many documents: the person as they are at this moment. */
export function readerFor(who: Person): (channels: readonly string[]) => boolean {
  const granted = new Set(channelsFor(who))
  return (channels) => channels.some((channel) => granted.has(channel))
}

export type Verdict = { allowed: true } | { allowed: false; field?: string }

/**
 * May the person make this change? `stored` is undefined for a create, `proposed` for a delete. Whether
 * they may read the stored document and its parent is asked before, and separately. Fields that the server
 * sets are not looked at: call `settle` first, which gives them their true values.
 */
export function mayWrite(
  who: Person,
  collection: CollectionName,
  stored: AnyDocument | undefined,
  proposed: AnyDocument | undefined,
  around: Surroundings,
): Verdict {
  const rules = access[collection]
  const action: Action = stored === undefined ? 'create' : proposed === undefined ? 'delete' : 'update'
  if (rules.serverOnly?.includes(action)) return { allowed: false }
  const settledElsewhere = rules.takesProcedure?.(stored, proposed)
  if (who.role === 'admin')
    return settledElsewhere ? { allowed: false, field: settledElsewhere } : { allowed: true }
  const role = rules[who.role]
  const rule = role[action]
  const judged = stored ?? proposed
  if (!rule || !judged || !rule(who, judged, around)) return { allowed: false }
  if (settledElsewhere) return { allowed: false, field: settledElsewhere }
  const unmet = proposed && role.proposed?.find((wanted) => !wanted.rule(who, proposed, around))
  if (unmet) return { allowed: false, field: unmet.field }
  if (stored && proposed) {
    const changed = changedFields(stored, proposed)
    const fields = changeableFields(role.fields, who, stored)
    const withheld = fields && changed.find((field) => !fields.includes(field) && !isStamp(field))
    if (withheld) return { allowed: false, field: withheld }
    if (changed.includes('ownerId') && !mayAssign(who, collection, stored, proposed.ownerId, around))
      return { allowed: false, field: 'ownerId' }
    const parent = entityOf(collection).parent
    if (
      parent &&
      collection !== 'interactions' &&
      changed.includes('customerId') &&
      !rule(who, proposed, around)
    )
      return { allowed: false, field: 'customerId' }
  }
  return { allowed: true }
}

/**
 * May the person bring back what was deleted in the state `before`, as `proposed`? Who may delete a record may take
 * that back; what is changed on the way takes the right to change it.
 */
export function mayBringBack(
  who: Person,
  collection: CollectionName,
  before: AnyDocument,
  proposed: AnyDocument,
  around: Surroundings,
): Verdict {
  const verdict = mayWrite(who, collection, before, undefined, around)
  if (!verdict.allowed || changedFields(before, proposed).length === 0) return verdict
  return mayWrite(who, collection, before, proposed, around)
}

/** The fields of a stored document that a person's role leaves to them; undefined means all. */
export function mayChangeFields(
  who: Person,
  collection: CollectionName,
  stored: AnyDocument,
): readonly string[] | undefined {
  return who.role === 'admin' ? undefined : changeableFields(access[collection][who.role].fields, who, stored)
}

const changeableFields = (fields: RoleRules['fields'], who: Person, stored: AnyDocument) =>
  typeof fields === 'function' ? fields(who, stored) : fields

/** May the person give the document to this owner (or to nobody)? */
export function mayAssign(
  who: Person,
  collection: CollectionName,
  stored: AnyDocument | undefined,
  ownerId: string | undefined,
  around: Surroundings,
): boolean {
  // Nobody calls a procedure in another's name, and nobody's screen gets a view that its person did not make.
  if (collection === 'calls' || collection === 'settings') return ownerId === who.id
  if (who.role === 'admin' || (who.role === 'support' && collection === 'cases')) return true
  if (ownerId === who.id) return stored?.ownerId === undefined || leads(who, stored.teamId)
  const teams = ownerId === undefined ? [stored?.teamId] : around.teamsOf(ownerId)
  // Anybody may hand a task to a colleague of their own team; records are handed over by who leads the team.
  if (collection === 'tasks') return teams.some((teamId) => isIn(who, teamId))
  return teams.some((teamId) => leads(who, teamId)) && (stored === undefined || leads(who, stored.teamId))
}

const stamps = ['revision', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'acceptedAt']
const isStamp = (field: string) => stamps.includes(field)

function changedFields(before: AnyDocument, after: AnyDocument): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isStamp(field) && !sameJson(before[field], after[field]),
  )
}
