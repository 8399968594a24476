/**
 * What page and import worker say to each other. Cells stay in the worker: the page sees headings, samples
 * and the outcomes in view only. The worker has no session, so the page sends its rows to the server.
 */
import type { CodedError } from '../../../shared/errors.ts'
import type { FileKind } from '../../../shared/import/file-kinds.ts'
import type { OutcomeKind, OutcomeQuery, OutcomeWindow } from './outcome-rows.ts'
import type {
  ImportAction,
  ImportAnswer,
  ImportCollection,
  ImportRequest,
} from '../../../shared/import/import-messages.ts'
import type { Mapping } from '../../../shared/import/mapping.ts'
import type { PlanOptions } from '../../../shared/import/plan.ts'
import type { Encoding } from '../../../shared/import/read-csv.ts'
import type { ImportNote } from '../../../shared/import/read-rows.ts'
import type { ImportProgress, ImportRun } from '../../../shared/import/run-import.ts'

export interface ReadableFile {
  id: number
  name: string
  rows: number
  encoding: Encoding
  delimiter: string
  headers: string[]
  /** The first cells of each column, in the order of the headers. */
  samples: string[][]
  notes: string[]
  /** Undefined when the headings do not tell. */
  kind?: FileKind
}

export type OpenedFile = ReadableFile | { id: number; name: string; error: CodedError }

/** Of a run, all but its rows: those stay in the worker, which answers the ones in view. */
export interface RunSummary extends Omit<ImportRun, 'outcomes'> {
  counts: Record<ImportAction, number>
  total: number
  kinds: OutcomeKind[]
}

export interface RunResult {
  run: RunSummary
  /** The first of them. */
  notes: ImportNote[]
  noteCount: number
  /** About whole files; then nothing was sent. */
  errors: CodedError[]
}

export type ServerAnswer = { ok: true; value: ImportAnswer } | { ok: false; error: CodedError }

export interface RunInput {
  files: { id: number; mapping: Mapping }[]
  options: PlanOptions
  commit: boolean
}

export type ToWorker =
  | { type: 'open'; call: number; files: { id: number; name: string; bytes: Uint8Array<ArrayBuffer> }[] }
  | { type: 'run'; call: number; input: RunInput }
  | { type: 'rows'; call: number; query: OutcomeQuery }
  | { type: 'errors'; call: number }
  | { type: 'forget'; id: number }
  | { type: 'cancel' }
  | { type: 'answer'; send: number; answer: ServerAnswer }

export type WorkerResult = OpenedFile[] | RunResult | OutcomeWindow | string

export type FromWorker =
  | { type: 'done'; call: number; result: WorkerResult }
  | { type: 'failed'; call: number; reason: string }
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'send'; send: number; collection: ImportCollection; request: ImportRequest }
