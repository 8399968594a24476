/**
 * One row of an import + what is stored around it -> the record's new state, and whether that is a new record, a
 * change or nothing. Writes nothing; throws what is wrong with the row.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { entityOf } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import type {
  ImportCollection,
  ImportResult,
  ImportRow,
  KeyReference,
} from '../../shared/import/import-messages.ts'
import { mergedIntoOf } from '../../shared/merged-records.ts'
import type { Context, ServerWrite } from '../context.ts'
import type { StoredDocument } from '../store/document-store.ts'
import { invalidDocument } from '../sync/document-errors.ts'
import { applyRow, changesBetween } from './apply-row.ts'
import type { ImportKeys } from './import-keys.ts'
import { checkPerson, settlePerson } from './import-people.ts'
import { openingId, openingStock } from './opening-stock.ts'
import { resolveReferences } from './references.ts'

/** A row that has been judged and, in a commit, is still to be written. */
export interface Judged {
  result: ImportResult
  after: AnyDocument
  before?: AnyDocument
  /** In the order in which they have to be stored; the last is the record itself. */
  writes: ServerWrite[]
}

export interface Around {
  /** `kind:id` -> stored documents that rows are about, their opening stock, and products of their lines. */
  stored: ReadonlyMap<string, StoredDocument>
  idOf: (row: ImportRow) => string
}

export async function surroundingsOf(
  context: Context,
  keys: ImportKeys,
  collection: ImportCollection,
  rows: readonly ImportRow[],
): Promise<Around> {
  const idOf = ({ key, values, defaults }: ImportRow): string => {
    const known = keys.idOf(collection, key)
    if (known !== undefined) return known
    const email = values['email'] ?? defaults?.['email']
    const person =
      collection === 'salesReps' && typeof email === 'string' && context.people.findByEmail(email)
    return person ? person.id : keys.newId(collection, key)
  }
  const wanted = rows.map((row) => ({ kind: collection as CollectionName, id: idOf(row) }))
  if (collection === 'products')
    wanted.push(...rows.map(({ key }) => ({ kind: 'stockMovements' as const, id: openingId(keys, key) })))
  const products = new Set(collection === 'orders' ? rows.flatMap((row) => productsOf(row, keys)) : [])
  wanted.push(...[...products].map((id) => ({ kind: 'products' as const, id })))
  const stored = wanted.length > 0 ? await context.store.getMany(wanted) : []
  return {
    idOf,
    stored: new Map(stored.flatMap((one) => (one ? [[`${one.kind}:${one.id}`, one] as const] : []))),
  }
}

function linesOf({ values }: Pick<ImportRow, 'values'>): Record<string, unknown>[] {
  return Array.isArray(values['lines'])
    ? values['lines'].filter(
        (line): line is Record<string, unknown> => typeof line === 'object' && line !== null,
      )
    : []
}

function productsOf(row: ImportRow, keys: ImportKeys): string[] {
  return linesOf(row).flatMap(({ productId, description }) => {
    const reference = productId as Partial<KeyReference> | undefined
    if (description !== undefined || typeof reference?.importKey !== 'string') return []
    return keys.idOf('products', reference.importKey) ?? []
  })
}

export interface Judging {
  context: Context
  keys: ImportKeys
  collection: ImportCollection
  around: Around
  find: (reference: KeyReference) => string | undefined
  /** Whose name the record carries; undefined for the server itself. */
  personId: string | undefined
}

export function judgeRow(
  { context, keys, collection, around, find, personId }: Judging,
  row: ImportRow,
): Judged {
  const entity = entityOf(collection)
  const id = around.idOf(row)
  const stored = around.stored.get(`${collection}:${id}`)
  const living = stored && !stored.deleted ? (stored.body as AnyDocument) : undefined
  if (living?.importKey !== undefined && living.importKey !== row.key && collection !== 'settings')
    throw new SatchelError('EMAIL_TAKEN', {
      field: 'email',
      message: `${entity.title(living)} was imported with the key '${living.importKey}' and has this email address.`,
    })
  const values = resolveReferences(withDescriptions(row, keys, around), find)
  const defaults = resolveReferences(row.defaults ?? {}, find)
  const at = new Date(context.now()).toISOString()
  const begun: AnyDocument = living ?? {
    id,
    createdAt: firstMoment(values) ?? at,
    updatedAt: firstMoment(values) ?? at,
  }
  let after = applyRow(entity, begun, { values, defaults }, (field, item) =>
    keys.newId(`${collection}.${field}`, `${row.key}:${item}`),
  )
  after.importKey = living?.importKey ?? row.key
  if (!living && personId !== undefined) after.createdBy = personId
  if ('teamId' in entity.fields) settleTeam(context, after, living)
  if (collection === 'salesReps') after = settlePerson(after)
  const opening =
    collection === 'products' && !living
      ? openingStock({
          id: openingId(keys, row.key),
          row,
          after,
          made: around.stored.get(`stockMovements:${openingId(keys, row.key)}`),
          deleted: stored,
          at,
        })
      : undefined

  const changes = living && changesBetween(living, after)
  const adopted = living !== undefined && living.importKey === undefined
  const action = !living
    ? 'create'
    : Object.keys(changes ?? {}).length > 0 || adopted
      ? 'update'
      : 'unchanged'
  // What the file says of it may be older than what it is part of now: a person decides.
  if (action === 'update' && mergedIntoOf(living) !== undefined) throw new SatchelError('RECORD_MERGED')
  if (action === 'update') after.updatedAt = at
  if (action !== 'unchanged' && personId !== undefined) after.updatedBy = personId
  const errors = entity.check(after)
  if (errors.length > 0) throw new SatchelError('INVALID_DOCUMENT', invalidDocument(errors))
  if (collection === 'salesReps') checkPerson(context.people, after)
  return {
    result: {
      row: row.row,
      key: row.key,
      action,
      id,
      ...(action === 'update' && {
        changes: { ...changes, ...(adopted && { importKey: [undefined, row.key] }) },
      }),
    },
    after,
    ...(living && { before: living }),
    writes:
      action === 'unchanged' ? [] : [...(opening ? [opening] : []), { collection, document: after, stored }],
  }
}

/** When a record of the past began, so that an imported history stands in its order. */
function firstMoment({ orderDate, at }: Record<string, unknown>): string | undefined {
  if (typeof at === 'string') return at
  return typeof orderDate === 'string' ? `${orderDate}T12:00:00.000Z` : undefined
}

/** An order item without a description gets the product's name. */
function withDescriptions(row: ImportRow, keys: ImportKeys, around: Around): Record<string, unknown> {
  if (!Array.isArray(row.values['lines'])) return row.values
  const lines = row.values['lines'].map((line: unknown) => {
    if (typeof line !== 'object' || line === null || 'description' in line) return line
    const reference = (line as { productId?: Partial<KeyReference> }).productId
    const id =
      typeof reference?.importKey === 'string' ? keys.idOf('products', reference.importKey) : undefined
    const name = id === undefined ? undefined : around.stored.get(`products:${id}`)?.body['name']
    return name === undefined ? line : { ...line, description: name }
  })
  return { ...row.values, lines }
}

/** The team follows the owner, as it does everywhere. */
function settleTeam({ people }: Context, after: AnyDocument, before: AnyDocument | undefined) {
  if (after.ownerId === undefined) return
  const teams = people.teamsOf(after.ownerId)
  const isTheirs = after.teamId !== undefined && (teams.length === 0 || teams.includes(after.teamId))
  const isUntouched =
    before !== undefined && before.ownerId === after.ownerId && before.teamId === after.teamId
  if (isTheirs || isUntouched) return
  if (teams[0] !== undefined) after.teamId = teams[0]
}
