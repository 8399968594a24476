/**
 * Which fields a person may change outside of a form: in a cell of a list, or in many records at once. What takes
 * steps of its own (the state of an order, winning a lead) stays with those steps; each change is judged again
 * when it is saved.
 */
import { access } from '../../../shared/access.ts'
import type { Field, FieldKind } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'

const inCells: readonly FieldKind[] = [
  'text',
  'email',
  'phone',
  'url',
  'integer',
  'basisPoints',
  'money',
  'minorUnits',
  'choice',
  'date',
  'reference',
]
/** An amount without a currency of its own means another thing in each record. */
const inMany: readonly FieldKind[] = [
  ...inCells.filter((kind) => kind !== 'minorUnits'),
  'boolean',
  'tags',
  'multiline',
]

const bySteps: Partial<Record<CollectionName, readonly string[]>> = {
  orders: ['status', 'currency', 'customerId'],
  interactions: ['customerId', 'leadId'],
  cases: ['customerId'],
  tasks: ['status', 'recurrence'],
}

/** Could this role change or delete records of this kind at all? */
export function couldDo(person: Person, collection: CollectionName, action: 'update' | 'delete'): boolean {
  const rules = access[collection]
  if (rules.serverOnly?.includes(action)) return false
  return person.role === 'admin' || rules[person.role][action] !== undefined
}

function changeable(
  person: Person,
  collection: CollectionName,
  kinds: readonly FieldKind[],
): [string, Field][] {
  if (!couldDo(person, collection, 'update')) return []
  const limits = person.role === 'admin' ? undefined : access[collection][person.role].fields
  // Limits that depend on the record are told when it is saved.
  const allowed = typeof limits === 'function' ? undefined : limits
  return Object.entries(entityOf(collection).fields).flatMap(([name, field]): [string, Field][] => {
    const may =
      kinds.includes(field.kind) &&
      field.setBy !== 'server' &&
      !bySteps[collection]?.includes(name) &&
      (!allowed || allowed.includes(name)) &&
      (name !== 'teamId' || person.role === 'admin')
    return may ? [[name, withoutSteps(collection, name, field)]] : []
  })
}

/** A lead is won by making it a customer. */
const withoutSteps = (collection: CollectionName, name: string, field: Field): Field =>
  collection === 'leads' && name === 'status'
    ? { ...field, options: field.options?.filter(({ value }) => value !== 'won') }
    : field

export const cellFields = (person: Person, collection: CollectionName): ReadonlyMap<string, Field> =>
  new Map(changeable(person, collection, inCells))

export const bulkFields = (person: Person, collection: CollectionName): ReadonlyMap<string, Field> =>
  new Map(changeable(person, collection, inMany))
