/**
 * Sends a plan to the server, part by part, and collects what became of every row. It can be stopped
 * between two parts and started again: rows that arrived are found by their keys and change nothing.
 */
import type { CodedError } from '../errors.ts'
import { isKeyReference } from './import-messages.ts'
import type {
  ImportAction,
  ImportAnswer,
  ImportCollection,
  ImportRequest,
  ImportRow,
  PendingRecord,
  SignIn,
} from './import-messages.ts'
import type { Batch, ImportPlan, PlannedRow } from './plan.ts'
import type { Phrase } from '../phrase.ts'

export interface RowOutcome {
  file: string
  row: number
  collection?: ImportCollection
  key: string
  title: string
  action: ImportAction
  /** Of the record; in a dry run the one that it would get. */
  id?: string
  changes?: Record<string, [old: unknown, now: unknown]>
  /** Why it was refused. */
  problem?: string
  /** The words of the problem, where they are known. */
  phrases?: readonly Phrase[]
}

export interface ImportProgress {
  done: number
  total: number
  collection: ImportCollection
}

export interface ImportRun {
  outcomes: RowOutcome[]
  /** Shown once, kept nowhere. */
  signIns: SignIn[]
  /** Why it ended early; what came before it stands. */
  stopped?: 'cancelled' | CodedError
}

export type SendRows = (
  collection: ImportCollection,
  request: ImportRequest,
) => Promise<{ ok: true; value: ImportAnswer } | { ok: false; error: CodedError }>

export interface RunOptions {
  commit: boolean
  /** Id of the import, of a commit: its calls stand as one in the list of imports. */
  importId?: string
  onProgress?: (progress: ImportProgress) => void
  /** Asked before each part. */
  isCancelled?: () => boolean
}

/** Each new person costs the server a password hash, so that few of them fill a call. */
const rowsPerCall: Partial<Record<ImportCollection, number>> = { salesReps: 10 }
const usualRows = 200
const largestCall = 500_000

export async function runImport(plan: ImportPlan, send: SendRows, options: RunOptions): Promise<ImportRun> {
  const total = plan.batches.reduce((sum, { rows }) => sum + rows.length, 0)
  const run: ImportRun = {
    outcomes: plan.refused.map(({ file, row, key, title, problem, phrases }) => ({
      file,
      row,
      key,
      title,
      problem,
      phrases,
      action: 'refused',
    })),
    signIns: [],
  }
  const pending = new Map<string, PendingRecord>()
  const { importId } = options
  const header = importId !== undefined &&
    options.commit && { import: { id: importId, files: filesOf(plan) } }
  let done = 0
  for (const batch of plan.batches)
    for (const rows of partsOf(batch)) {
      const { collection } = batch
      if (options.isCancelled?.()) return { ...run, stopped: 'cancelled' }
      options.onProgress?.({ done, total, collection })
      const known = options.commit ? [] : namedIn(rows, pending)
      const answer = await send(collection, {
        rows: rows.map(asSent),
        commit: options.commit,
        ...(known.length > 0 && { pending: known }),
        ...header,
      })
      if (!answer.ok) return { ...run, stopped: answer.error }
      for (const [index, result] of answer.value.results.entries()) {
        const planned = rows[index]
        if (!planned) continue
        if (result.action !== 'refused' && result.id !== undefined)
          pending.set(`${collection}:${result.key}`, { collection, importKey: result.key, id: result.id })
        if (result.signIn) run.signIns.push(result.signIn)
        run.outcomes.push({
          file: planned.file,
          row: planned.row,
          collection,
          key: planned.key,
          title: planned.title,
          action: result.action,
          ...(result.id !== undefined && { id: result.id }),
          ...(result.changes && { changes: result.changes }),
          ...(result.error && {
            problem: result.error.message,
            ...(result.error.phrase && { phrases: [result.error.phrase] }),
          }),
        })
      }
      done += rows.length
      options.onProgress?.({ done, total, collection })
    }
  return run
}

const mostFiles = 100
const longestName = 260

const filesOf = ({ batches }: ImportPlan): string[] =>
  [...new Set(batches.flatMap(({ rows }) => rows.map(({ file }) => file)))]
    .filter((name) => name !== '')
    .map((name) => name.slice(0, longestName))
    .slice(0, mostFiles)

function asSent(planned: PlannedRow): ImportRow {
  const { file: _, title: __, ...row } = planned
  return row
}

function* partsOf({ collection, rows }: Batch): Iterable<PlannedRow[]> {
  const most = rowsPerCall[collection] ?? usualRows
  let part: PlannedRow[] = []
  let size = 0
  for (const row of rows) {
    const own = JSON.stringify(row).length
    if (part.length === most || (part.length > 0 && size + own > largestCall)) {
      yield part
      part = []
      size = 0
    }
    part.push(row)
    size += own
  }
  if (part.length > 0) yield part
}

/** The pending records that these rows name. */
function namedIn(rows: readonly PlannedRow[], pending: ReadonlyMap<string, PendingRecord>): PendingRecord[] {
  const named = new Map<string, PendingRecord>()
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if (isKeyReference(value)) {
      const name = `${value.collection}:${value.importKey}`
      const record = pending.get(name)
      if (record) named.set(name, record)
      return
    }
    for (const inner of Object.values(value)) visit(inner)
  }
  for (const { values, defaults } of rows) {
    visit(values)
    visit(defaults)
  }
  return [...named.values()]
}

export const countByAction = (outcomes: readonly RowOutcome[]): Record<ImportAction, number> => {
  const counts = { create: 0, update: 0, unchanged: 0, refused: 0 }
  for (const { action } of outcomes) counts[action]++
  return counts
}
