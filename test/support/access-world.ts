/**
 * A small company in which every rule of access has something to bite on: people of every role and team
 * position, and in every collection documents of every combination of owner, team, state and parent.
 */
import type { Fields } from '../../shared/entities/fields.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { entityOf } from '../../shared/entities/index.ts'
import { aDocument, anId } from './a-document.ts'
import type { OraclePerson } from './access-oracle.ts'

export const teams = { north: anId(), south: anId(), west: anId() }

const aMember = (changes: Partial<OraclePerson>): OraclePerson => ({
  id: anId(),
  role: 'sales_rep',
  teamIds: [],
  leadsTeamIds: [],
  active: true,
  ...changes,
})

/** Who is asked about. Nobody is in team west: it serves as a team that is claimed and never given. */
export const people = {
  admin: aMember({ role: 'admin' }),
  owner: aMember({ teamIds: [teams.north] }),
  colleague: aMember({ teamIds: [teams.north] }),
  leader: aMember({ teamIds: [teams.north], leadsTeamIds: [teams.north] }),
  stranger: aMember({ teamIds: [teams.south] }),
  strangerLeader: aMember({ teamIds: [teams.south], leadsTeamIds: [teams.south] }),
  both: aMember({ teamIds: [teams.north, teams.south] }),
  support: aMember({ role: 'support' }),
  secondSupport: aMember({ role: 'support' }),
  deactivated: aMember({ teamIds: [teams.north], active: false }),
}
export type PersonName = keyof typeof people
export const personNames = Object.keys(people) as PersonName[]

export interface Placed {
  collection: CollectionName
  document: AnyDocument
}

const owners = [people.owner.id, people.stranger.id, undefined]
const teamIds = [teams.north, teams.south, undefined]
const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** Parents come before their children. `now` dates what is too old to be edited, ISO UTC. */
export function accessDocuments(now: number): Placed[] {
  const placed: Placed[] = []
  const place = (collection: CollectionName, fields: Record<string, unknown> = {}) => {
    const document = given(
      aDocument(collection, { acceptedAt: new Date(now - 3_600_000).toISOString(), ...fields }),
    ) as AnyDocument
    placed.push({ collection, document })
    return document
  }
  const longAgo = new Date(now - 3 * 86_400_000).toISOString()
  const parents = owners.flatMap((ownerId) => teamIds.map((teamId) => ({ ownerId, teamId })))
  const customers = parents.map((fields) => place('customers', { ...fields, createdBy: people.colleague.id }))
  const leads = parents.map((fields) => place('leads', { ...fields, createdBy: people.colleague.id }))
  const products = [place('products'), place('products', { discontinued: true })]

  for (const parent of [...customers, ...leads]) {
    const on = customers.includes(parent)
      ? { customerId: parent.id }
      : { leadId: parent.id, customerId: undefined }
    for (const ownerId of [people.owner.id, people.support.id, undefined])
      place('interactions', { ...on, ownerId, type: ownerId === people.support.id ? 'support' : 'call' })
    place('interactions', { ...on, ownerId: people.owner.id, acceptedAt: longAgo })
    place('interactions', { ...on, ownerId: people.support.id, type: 'visit' })
  }
  for (const customer of customers) {
    for (const status of ['draft', 'submitted', 'rejected', 'confirmed', 'fulfilled', 'cancelled'])
      place('orders', { customerId: customer.id, status, ownerId: people.owner.id })
    for (const ownerId of [people.support.id, people.secondSupport.id, undefined])
      place('cases', { customerId: customer.id, ownerId })
  }
  for (const ownerId of [people.owner.id, people.stranger.id, people.support.id, undefined])
    for (const createdBy of [people.owner.id, people.strangerLeader.id, people.secondSupport.id])
      for (const teamId of teamIds) place('tasks', { ownerId, createdBy, teamId })
  place('priceLists')
  for (const product of products) place('stockMovements', { productId: product.id })
  for (const person of Object.values(people))
    place('settings', { kind: 'view', ownerId: person.id, createdBy: person.id })
  for (const person of Object.values(people))
    place('calls', { ownerId: person.id, createdBy: person.id, status: 'accepted' })
  place('settings', { kind: 'company', name: 'Northwind' })
  return placed
}

/** Values that differ from the present one, valid where the field has a shape; several for who owns it. */
export function otherValues(
  collection: CollectionName,
  document: AnyDocument,
  field: string,
  references: Record<string, readonly string[]>,
): unknown[] {
  if (field === 'ownerId')
    return [...Object.values(people).map(({ id }) => id), undefined].filter((id) => id !== document.ownerId)
  if (field === 'teamId') return [teams.west, undefined].filter((id) => id !== document.teamId)
  const definition = entityOf(collection).fields[field]
  if (!definition) return []
  if (definition.kind === 'choice')
    return (definition.options ?? []).map(({ value }) => value).filter((value) => value !== document[field])
  if (definition.kind === 'reference')
    return (references[definition.to ?? ''] ?? []).filter((id) => id !== document[field])
  return [valueOf(definition.kind, definition.fields, document[field])]
}

function valueOf(kind: string, fields: Fields | undefined, present: unknown): unknown {
  switch (kind) {
    case 'email':
      return 'forged@other.example'
    case 'integer':
    case 'minorUnits':
    case 'basisPoints':
      return Number(present ?? 0) + 1
    case 'money':
      return { amount: 4711, currency: 'USD' }
    case 'currency':
      return 'EUR'
    case 'date':
      return '2031-01-02'
    case 'instant':
      return '2024-01-02T03:04:05.000Z'
    case 'boolean':
      return present !== true
    case 'tags':
      return [teams.west]
    case 'value':
      return Array.isArray(present) ? [teams.west] : { forged: true }
    case 'object':
      return Object.fromEntries(Object.keys(fields ?? {}).map((name) => [name, 'forged']))
    case 'list':
      return [
        Object.fromEntries(
          Object.entries(fields ?? {})
            .filter(([, field]) => field.required)
            .map(([name, field]) => [
              name,
              field.kind === 'reference' || name === 'id' ? anId() : itemValue(field.kind),
            ]),
        ),
      ]
    default:
      return 'forged'
  }
}

const itemValue = (kind: string) =>
  kind === 'text' || kind === 'multiline' ? 'forged' : valueOf(kind, undefined, 0)
