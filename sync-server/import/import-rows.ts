/**
 * Takes the rows of an import, one collection and one call at a time. A row finds its record by its import
 * key, so that the same row again changes nothing. A dry run goes the same way up to the write and therefore
 * answers exactly what a commit would do. Each row is judged alone; one that is refused touches no other.
 */
import { v7 as uuidv7 } from 'uuid'
import { entityOf } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import type {
  ImportCollection,
  ImportRequest,
  ImportResult,
  ImportRow,
  KeyReference,
} from '../../shared/import/import-messages.ts'
import type { Context } from '../context.ts'
import { orderNumberOf, raiseOrderNumbers } from '../procedures/journal.ts'
import { openImportKeys } from './import-keys.ts'
import type { ImportKeys } from './import-keys.ts'
import { contentOf, createImportLog } from './import-log.ts'
import type { ImportLog, LogEntry } from './import-log.ts'
import { contentOfPerson, createPerson, updatePerson } from './import-people.ts'
import { judgeRow, surroundingsOf } from './judge-import-row.ts'
import type { Judged } from './judge-import-row.ts'

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
      const judged = judgeRow({ context, keys, collection, around, find, personId: by.personId }, row)
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
