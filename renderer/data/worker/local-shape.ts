/**
 * The shape of a document in the local database: the travelling document and, beside it, what an index
 * needs. `updatedAtInverse` makes newest-first an ascending index (RxDB never uses one downwards), and an
 * optional field that an index names is '' where it is absent, because index fields cannot be missing.
 * Nothing of this leaves the device.
 */
import type { RxDocumentData, RxJsonSchema, WithDeleted } from 'rxdb/plugins/core'
import type { Entity } from '../../../shared/entities/define-entity.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { WireDocument } from '../../../shared/sync/protocol.ts'
import { sameJson } from '../../../shared/same-json.ts'

export type LocalRecord = AnyDocument & { updatedAtInverse: number }
export type StoredRecord = RxDocumentData<LocalRecord>

const latest = 9_000_000_000_000
const localOnly = new Set(['updatedAtInverse', '_deleted', '_rev', '_meta', '_attachments'])

const inverseOf = (updatedAt: string) => {
  const time = Date.parse(updatedAt)
  return Number.isNaN(time) ? latest : Math.min(latest, Math.max(0, latest - time))
}

const indexedFields = (entity: Entity) =>
  [...new Set(entity.indexes.flat())].filter((name) => name in entity.fields)

const blanked = new WeakMap<Entity, ReadonlySet<string>>()
function blankedFields(entity: Entity): ReadonlySet<string> {
  let names = blanked.get(entity)
  if (!names) {
    names = new Set(indexedFields(entity).filter((name) => !entity.fields[name]?.required))
    blanked.set(entity, names)
  }
  return names
}

/** The given document as the local database holds it; `_deleted` is kept. */
export function toLocal(entity: Entity, document: AnyDocument | WireDocument): WithDeleted<LocalRecord> {
  const local = { _deleted: false, ...document } as WithDeleted<LocalRecord>
  local.updatedAtInverse = inverseOf(local.updatedAt)
  for (const name of blankedFields(entity)) local[name] ??= ''
  return local
}

/** The travelling document, without anything local. */
export function fromLocal(entity: Entity, local: Readonly<Record<string, unknown>>): AnyDocument {
  const document: Record<string, unknown> = {}
  const blank = blankedFields(entity)
  for (const [name, value] of Object.entries(local))
    if (!localOnly.has(name) && value !== undefined && (value !== '' || !blank.has(name)))
      document[name] = value
  return document as AnyDocument
}

/** What stays of a document that is gone: its id and empty fields, so that no content is left behind. */
export function tombstoneOf(entity: Entity, id: string): WithDeleted<LocalRecord> {
  const empty: Record<string, unknown> = { id }
  for (const [name, field] of Object.entries(entity.fields))
    if (field.required && name !== 'id') empty[name] = emptyValues[field.kind] ?? ''
  return toLocal(entity, { ...empty, id, _deleted: true })
}

const longAgo = '1970-01-01T00:00:00.000Z'
const emptyValues: Record<string, unknown> = {
  instant: longAgo,
  integer: 0,
  minorUnits: 0,
  basisPoints: 0,
  boolean: false,
  tags: [],
  list: [],
  value: [],
  object: {},
  money: { amount: 0, currency: '' },
}

/** Equal content; two tombstones are always equal. Cheap for what differs, as most do in their revision. */
export function isSameState(a: WithDeleted<LocalRecord>, b: WithDeleted<LocalRecord>): boolean {
  if (a._deleted || b._deleted) return a._deleted === b._deleted
  if (a.revision !== b.revision || a.updatedAt !== b.updatedAt) return false
  return sameJson(withoutLocal(a), withoutLocal(b))
}

const withoutLocal = (document: object) =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !localOnly.has(name)))

/**
 * The RxDB schema of an entity: its key and its indexes. The rest of the shape is checked by the entity
 * itself before a write; RxDB would refuse to open a database whose schema changed in any other word.
 */
export function localSchema(entity: Entity): RxJsonSchema<LocalRecord> {
  const properties: Record<string, unknown> = {
    id: { type: 'string', maxLength: 36 },
    updatedAtInverse: { type: 'number', minimum: 0, maximum: latest, multipleOf: 1 },
  }
  for (const name of indexedFields(entity)) properties[name] = indexable(entity, name)
  return {
    version: entity.version,
    primaryKey: 'id',
    type: 'object',
    properties,
    required: Object.keys(properties),
    indexes: entity.indexes.map((names) => [...names]),
  } as RxJsonSchema<LocalRecord>
}

function indexable(entity: Entity, name: string) {
  const schema: { type?: string; maxLength?: number } | undefined = entity.fields[name]?.schema
  if (schema?.type !== 'string' || !schema.maxLength)
    throw new Error(`${entity.name}.${name} cannot be indexed: only strings with a maxLength can`)
  return { type: 'string', maxLength: schema.maxLength }
}
