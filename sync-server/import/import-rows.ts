/**
 * Takes the rows of an import, one collection and one call at a time. A row finds its record by its import
 * key, so that the same row again changes nothing. A dry run goes the same way up to the write and therefore
 * answers exactly what a commit would do. Each row is judged alone; one that is refused touches no other.
 */
import { v7 as uuidv7 } from 'uuid'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { entityOf } from '../../shared/entities/index.ts'
import { mergedIntoOf } from '../../shared/merged-records.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import type {
  ImportCollection,
  ImportRequest,
  ImportResult,
  ImportRow,
  KeyReference,
} from '../../shared/import/import-messages.ts'
import type { Context, ServerWrite } from '../context.ts'
import type { StoredDocument } from '../store/document-store.ts'
import { orderNumberOf, raiseOrderNumbers } from '../procedures/journal.ts'
import { invalidDocument } from '../sync/document-errors.ts'
import { applyRow, changesBetween } from './apply-row.ts'
import { openImportKeys } from './import-keys.ts'
import type { ImportKeys } from './import-keys.ts'
import { contentOf, createImportLog } from './import-log.ts'
import type { ImportLog, LogEntry } from './import-log.ts'
import { checkPerson, contentOfPerson, createPerson, settlePerson, updatePerson } from './import-people.ts'
import { resolveReferences } from './references.ts'

export interface ImportBy {
  /** Whose name the records carry; undefined for the server itself. */
  personId?: string | undefined
  /** False: new people get no password and cannot sign in until an administrator gives them one. */
  signIns?: boolean
}

export interface Importer {
  /** Results in the order of the rows. Calls wait for each other. Throws only when the store fails. */
  importRows(collection: ImportCollection, request: ImportRequest, by: ImportBy): Promise<ImportResult[]>
  /** Runs beside no import: between two calls, so that nothing is taken back while it is being written. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

/** A row that has been judged and, in a commit, is still to be written. */
interface Judged {
  result: ImportResult
  after: AnyDocument
  before?: AnyDocument
  /** In the order in which they have to be stored; the last is the record itself. */
  writes: ServerWrite[]
}

export function createImporter(
  context: Context,
  log: ImportLog = createImportLog(context.store, context.now),
): Importer {
  let keys: Promise<ImportKeys> | undefined
  let last: Promise<unknown> = Promise.resolve()
  const openKeys = async () => {
    try {
      return await (keys ??= openImportKeys(context.store))
    } catch (error) {
      keys = undefined
      throw error
    }
  }
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const answer = last.then(work, work)
    last = answer.catch(() => undefined)
    return answer
  }
  return {
    importRows: (collection, request, by) =>
      alone(async () => importAll(context, log, await openKeys(), collection, request, by)),
    alone,
  }
}

async function importAll(
  context: Context,
  log: ImportLog,
  keys: ImportKeys,
  collection: ImportCollection,
  {
    rows,
    commit,
    pending = [],
    import: header = { id: uuidv7({ msecs: context.now() }), files: [] },
  }: ImportRequest,
  by: ImportBy,
): Promise<ImportResult[]> {
  await keys.refresh()
  const intend = (judged: readonly (Judged | ImportResult)[]) =>
    log.intend(
      header,
      by.personId,
      countsOf(judged),
      entriesOf(collection, judged),
      collection === 'orders' ? highestNumber(judged) : 0,
    )
  const coming = new Map(
    commit ? [] : pending.map(({ collection: to, importKey, id }) => [`${to}:${importKey}`, id] as const),
  )
  const find = ({ collection: to, importKey }: KeyReference) =>
    keys.idOf(to, importKey) ?? coming.get(`${to}:${importKey}`)
  const around = await surroundingsOf(context, keys, collection, rows)
  const seen = new Set<string>()
  const judge = (row: ImportRow): Judged | ImportResult => {
    const { row: number, key } = row
    try {
      if (seen.has(key))
        throw new SatchelError('INVALID_DOCUMENT', { message: `The key '${key}' comes twice in this call.` })
      seen.add(key)
      const judged = judgeRow({ context, keys, collection, around, find, by }, row)
      coming.set(`${collection}:${key}`, judged.after.id)
      return judged
    } catch (error) {
      return refusal(number, key, error)
    }
  }
  if (collection === 'salesReps') {
    const results: ImportResult[] = []
    for (const row of rows) {
      const judged = judge(row)
      if (commit) await intend([judged])
      results.push('result' in judged ? await finishPerson(context, judged, commit, by) : judged)
      const failed = 'result' in judged && judged.result.action !== results.at(-1)?.action
      if (commit && failed) await log.failed(header.id, [judged.result.action])
    }
    return results
  }
  const judged = rows.map(judge)
  if (commit && collection === 'orders') await raiseOrderNumbers(context.store, highestNumber(judged))
  if (!commit) return judged.map(plannedOf)
  await intend(judged)
  const results = await writeAll(context, judged)
  const planned = judged.map((row) => plannedOf(row).action)
  await log.failed(
    header.id,
    planned.filter((action, index) => action !== results[index]?.action),
  )
  return results
}

const plannedOf = (row: Judged | ImportResult): ImportResult => ('result' in row ? row.result : row)

function countsOf(judged: readonly (Judged | ImportResult)[]) {
  const counts = { create: 0, update: 0, unchanged: 0, refused: 0 }
  for (const row of judged) counts[plannedOf(row).action]++
  return counts
}

/** What the log keeps of the rows that are about to be written. */
function entriesOf(collection: ImportCollection, judged: readonly (Judged | ImportResult)[]): LogEntry[] {
  return judged.flatMap((row) => {
    if (!('result' in row) || row.result.action === 'unchanged') return []
    const { after, before, result, writes } = row
    const opening = writes.find((write) => write.collection === 'stockMovements')
    return {
      collection,
      id: after.id,
      key: result.key,
      title: entityOf(collection).title(after),
      ...(before
        ? { changes: result.changes ?? {} }
        : { made: collection === 'salesReps' ? contentOfPerson(after) : contentOf(after) }),
      ...(opening && { opening: opening.document.id }),
    }
  })
}

interface Around {
  /** `kind:id` -> stored documents that rows are about, their opening stock, and products of their lines. */
  stored: ReadonlyMap<string, StoredDocument>
  idOf: (row: ImportRow) => string
}

async function surroundingsOf(
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

const openingId = (keys: ImportKeys, key: string) => keys.newId('stockMovements', `${key}:opening`)

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

interface Judging {
  context: Context
  keys: ImportKeys
  collection: ImportCollection
  around: Around
  find: (reference: KeyReference) => string | undefined
  by: ImportBy
}

function judgeRow({ context, keys, collection, around, find, by }: Judging, row: ImportRow): Judged {
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
  if (!living && by.personId !== undefined) after.createdBy = by.personId
  if ('teamId' in entity.fields) settleTeam(context, after, living)
  if (collection === 'salesReps') after = settlePerson(after)
  const opening =
    collection === 'products' && !living ? openingStock(keys, around, row, after, stored, at) : undefined

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
  if (action !== 'unchanged' && by.personId !== undefined) after.updatedBy = by.personId
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

/**
 * A new product's stock is the sum of its movements from the first moment: the movement is stored first, and
 * one that an interrupted import left behind is taken as it is.
 */
function openingStock(
  keys: ImportKeys,
  around: Around,
  row: ImportRow,
  after: AnyDocument,
  deleted: StoredDocument | undefined,
  at: string,
): ServerWrite | undefined {
  const id = openingId(keys, row.key)
  const made = around.stored.get(`stockMovements:${id}`)
  after['stockAsOf'] = at
  // Reverted together with its product: it begins once more.
  const isTakenBack = made?.deleted === true
  if (!isTakenBack && (deleted || made)) {
    after['stockOnHand'] = deleted?.body['stockOnHand'] ?? made?.body['quantity'] ?? 0
    return undefined
  }
  after['stockOnHand'] = row.stock ?? 0
  if (!row.stock) return undefined
  return {
    collection: 'stockMovements',
    stored: made,
    document: {
      id,
      productId: after.id,
      quantity: row.stock,
      reason: 'opening',
      at,
      createdAt: at,
      updatedAt: at,
      ...(after.createdBy !== undefined && { createdBy: after.createdBy, updatedBy: after.createdBy }),
    },
  }
}

async function finishPerson(
  context: Context,
  judged: Judged,
  commit: boolean,
  by: ImportBy,
): Promise<ImportResult> {
  const { result, before, after } = judged
  if (!commit || result.action === 'unchanged') return result
  try {
    if (before) await updatePerson(context, before, after)
    else {
      const signIn = await createPerson(context.people, after, by.signIns ?? true)
      if (signIn) return { ...result, signIn }
    }
    return result
  } catch (error) {
    return refusal(result.row, result.key, error)
  }
}

async function writeAll(
  context: Context,
  judged: readonly (Judged | ImportResult)[],
): Promise<ImportResult[]> {
  const writes = judged.flatMap((row) => ('result' in row ? row.writes : []))
  const answers = writes.length > 0 ? await context.documents.write(writes) : []
  let next = 0
  return judged.map((row) => {
    if (!('result' in row)) return row
    const own = answers.slice(next, (next += row.writes.length))
    const failed = own.find((answer) => !answer.ok)
    return failed && !failed.ok ? refused(row.result.row, row.result.key, failed.error) : row.result
  })
}

const refused = (row: number, key: string, error: CodedError): ImportResult => ({
  row,
  key,
  action: 'refused',
  error,
})

function highestNumber(judged: readonly (Judged | ImportResult)[]): number {
  return Math.max(0, ...judged.map((row) => ('after' in row ? orderNumberOf(row.after['number']) : 0)))
}

/** What is wrong with the row; anything else is not the row's fault and goes on. */
function refusal(row: number, key: string, error: unknown): ImportResult {
  if (!(error instanceof SatchelError) || error.error.code === 'STORE_UNAVAILABLE') throw error
  return refused(row, key, error.error)
}
