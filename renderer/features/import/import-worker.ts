/** Reads files and runs imports beside the page, so that a file of 100,000 rows never holds a keystroke up. */
import { recogniseKind } from '../../../shared/import/mapping.ts'
import { planImport } from '../../../shared/import/plan.ts'
import type { ImportPlan } from '../../../shared/import/plan.ts'
import { readCsv } from '../../../shared/import/read-csv.ts'
import type { CsvTable } from '../../../shared/import/read-csv.ts'
import { errorFile } from '../../../shared/import/import-reports.ts'
import { countByAction, runImport } from '../../../shared/import/run-import.ts'
import type { ImportRun, RowOutcome } from '../../../shared/import/run-import.ts'
import { outcomeRows } from './outcome-rows.ts'
import type {
  FromWorker,
  OpenedFile,
  RunInput,
  RunResult,
  RunSummary,
  ServerAnswer,
  ToWorker,
  WorkerResult,
} from './worker-messages.ts'

const port = self as unknown as {
  postMessage(message: FromWorker): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void
}

const tables = new Map<number, CsvTable>()
const answers = new Map<number, (answer: ServerAnswer) => void>()
let sends = 0
let cancelled = false
/** Of the last run, in the order of the files. */
let outcomes: readonly RowOutcome[] = []
let rows = outcomeRows(outcomes)

port.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'open':
      settle(data.call, () => Promise.resolve(data.files.map(open)))
      break
    case 'run':
      settle(data.call, () => run(data.input))
      break
    case 'rows':
      settle(data.call, () => Promise.resolve(rows.window(data.query)))
      break
    case 'errors':
      settle(data.call, () => Promise.resolve(errorFile(outcomes)))
      break
    case 'forget':
      tables.delete(data.id)
      break
    case 'cancel':
      cancelled = true
      break
    case 'answer':
      answers.get(data.send)?.(data.answer)
      answers.delete(data.send)
      break
    default:
      data satisfies never
  }
})

function settle(call: number, work: () => Promise<WorkerResult>) {
  Promise.resolve()
    .then(work)
    .then(
      (result) => port.postMessage({ type: 'done', call, result }),
      (reason: unknown) => port.postMessage({ type: 'failed', call, reason: String(reason) }),
    )
}

function open({ id, name, bytes }: { id: number; name: string; bytes: Uint8Array }): OpenedFile {
  const result = readCsv(name, bytes)
  if (!result.ok) return { id, name, error: result.error }
  const { table } = result
  tables.set(id, table)
  const { headers, rows, encoding, delimiter, notes } = table
  const kind = recogniseKind(name, headers)
  return {
    id,
    name,
    rows: rows.length,
    encoding,
    delimiter,
    headers,
    notes,
    samples: headers.map((_, column) => samplesOf(table, column)),
    ...(kind && { kind }),
  }
}

const looked = 200
const shown = 3

function samplesOf({ rows }: CsvTable, column: number): string[] {
  const cells = new Set<string>()
  for (const row of rows.slice(0, looked)) {
    const cell = row.cells[column]
    if (cell !== undefined) cells.add(cell.length > 40 ? `${cell.slice(0, 39)}…` : cell)
    if (cells.size === shown) break
  }
  return [...cells]
}

async function run({ files, options, commit }: RunInput): Promise<RunResult> {
  cancelled = false
  // Of 100,000 rows two runs at once would not be worth their memory.
  outcomes = []
  rows = outcomeRows(outcomes)
  const chosen = files.flatMap(({ id, mapping }) => {
    const table = tables.get(id)
    return table ? [{ table, mapping }] : []
  })
  const plan = planImport(chosen, options)
  if (plan.errors.length > 0)
    return { run: summaryOf({ outcomes: [], signIns: [] }), ...notesOf(plan), errors: plan.errors }
  const result = await runImport(
    plan,
    (collection, request) =>
      new Promise((resolve) => {
        const send = ++sends
        answers.set(send, resolve)
        port.postMessage({ type: 'send', send, collection, request })
      }),
    {
      commit,
      importId: crypto.randomUUID(),
      isCancelled: () => cancelled,
      onProgress: (progress) => port.postMessage({ type: 'progress', progress }),
    },
  )
  return { run: summaryOf(result), ...notesOf(plan), errors: [] }
}

const sentNotes = 20
const notesOf = ({ notes }: ImportPlan) => ({ notes: notes.slice(0, sentNotes), noteCount: notes.length })

function summaryOf({ outcomes: all, ...rest }: ImportRun): RunSummary {
  outcomes = all
  rows = outcomeRows(all)
  return { ...rest, counts: countByAction(all), total: all.length, kinds: rows.kinds }
}
