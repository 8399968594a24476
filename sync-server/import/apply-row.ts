/**
 * One imported row + the record it is about -> the record's new state. Pure. What the server alone decides
 * (stamps, stock) is never taken from a row.
 */
import { sameJson } from '../../shared/same-json.ts'
import type { Entity } from '../../shared/entities/define-entity.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'

export interface ResolvedRow {
  values: Record<string, unknown>
  defaults: Record<string, unknown>
}

const stamps = [
  'id',
  'revision',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'acceptedAt',
  'importKey',
  'history',
]
const ignored = [...stamps, 'stockOnHand', 'stockAsOf']

/** `itemId` derives the id of a list item from its key. */
export function applyRow(
  entity: Entity,
  before: AnyDocument,
  { values, defaults }: ResolvedRow,
  itemId: (field: string, key: string) => string,
): AnyDocument {
  const after: AnyDocument = { ...before }
  for (const [name, value] of Object.entries(values)) {
    if (ignored.includes(name)) continue
    const kind = entity.fields[name]?.kind
    if (kind === 'object' && isObject(value)) after[name] = { ...asObject(before[name]), ...value }
    else if (kind === 'list' && Array.isArray(value))
      after[name] = listOf(name, before[name], value, (key) => itemId(name, key))
    else if (kind === 'value' && sameMembers(before[name], value)) continue
    else after[name] = value
  }
  for (const [name, value] of Object.entries(defaults))
    if (!ignored.includes(name) && isEmpty(after[name]) && !isEmpty(value)) after[name] = value
  return after
}

/** Field -> [old, new], without the stamps. */
export function changesBetween(before: AnyDocument, after: AnyDocument): Record<string, [unknown, unknown]> {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(
    fields
      .filter((field) => !stamps.includes(field) && !sameJson(before[field], after[field]))
      .map((field) => [field, [before[field], after[field]]]),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const asObject = (value: unknown) => (isObject(value) ? value : {})
const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)

function sameMembers(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && b.every((item) => a.includes(item))
}

/** Items of a file find theirs by derived id. Contacts are added to those there are, order items replace them. */
function listOf(field: string, before: unknown, items: unknown[], idOf: (key: string) => string): unknown[] {
  const old = new Map(
    (Array.isArray(before) ? before : []).filter(isObject).map((item) => [item['id'], item]),
  )
  const imported = items.map((item) => {
    if (!isObject(item) || typeof item['key'] !== 'string') return item
    const { key: _, ...values } = item
    const id = idOf(item['key'])
    const was = asObject(old.get(id))
    // The name a product had at the time of the order stays.
    const description = field === 'lines' &&
      was['description'] !== undefined && { description: was['description'] }
    return { ...was, ...values, ...description, id }
  })
  if (field !== 'contacts') return imported
  const byId = new Map(imported.filter(isObject).map((item) => [item['id'], item]))
  const kept = [...old].map(([id, item]) => byId.get(id) ?? item)
  return [...kept, ...imported.filter((item) => !isObject(item) || !old.has(item['id']))]
}
