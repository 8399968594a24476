/**
 * One import, from choosing files to its result. It lives outside the page, so that a person may look at
 * something else while rows are on their way; another person who signs in starts with nothing.
 */
import { t } from '@lingui/core/macro'
import { create } from 'zustand'
import type { CodedError } from '../../../shared/errors.ts'
import { coded } from '../../../shared/errors.ts'
import type { FileKind } from '../../../shared/import/file-kinds.ts'
import { fileKinds } from '../../../shared/import/file-kinds.ts'
import { mappingProblem, suggestMapping } from '../../../shared/import/mapping.ts'
import type { Mapping } from '../../../shared/import/mapping.ts'
import { usualOptions } from '../../../shared/import/plan.ts'
import type { PlanOptions } from '../../../shared/import/plan.ts'
import { fileError } from '../../../shared/import/read-csv.ts'
import type { ImportNote } from '../../../shared/import/read-rows.ts'
import type { ImportProgress } from '../../../shared/import/run-import.ts'
import { startImportClient } from './import-client.ts'
import type { ImportClient } from './import-client.ts'
import { forgetReverts } from './revert-state.ts'
import type { OutcomeQuery, OutcomeWindow } from './outcome-rows.ts'
import type { ReadableFile, RunSummary } from './worker-messages.ts'

export interface ChosenFile {
  file: ReadableFile
  /** Undefined until somebody says what the file holds. */
  mapping: Mapping | undefined
}

export type Phase = 'choosing' | 'checking' | 'checked' | 'importing' | 'done'

interface ImportState {
  personId: string | undefined
  phase: Phase
  reading: boolean
  files: readonly ChosenFile[]
  options: PlanOptions
  errors: readonly CodedError[]
  progress: ImportProgress | undefined
  run: RunSummary | undefined
  /** The first of `noteCount`. */
  notes: readonly ImportNote[]
  noteCount: number
}

const nothing: Omit<ImportState, 'personId'> = {
  phase: 'choosing',
  reading: false,
  files: [],
  options: usualOptions,
  errors: [],
  progress: undefined,
  run: undefined,
  notes: [],
  noteCount: 0,
}

export const useImport = create<ImportState>(() => ({ ...nothing, personId: undefined }))
const set = useImport.setState
const get = useImport.getState

let client: ImportClient | undefined
let nextId = 0

/** Starts afresh, unless this person's import is still here. */
export function beginImport(personId: string): void {
  if (get().personId === personId) return
  forgetReverts()
  startOver(personId)
}

export function startOver(personId = get().personId): void {
  client?.close()
  client = undefined
  set({ ...nothing, personId })
}

/** Adds files; one of the same name is replaced. */
export async function chooseFiles(chosen: readonly File[]): Promise<void> {
  if (chosen.length === 0) return
  set({ phase: 'choosing', reading: true, errors: [] })
  const reader = (client ??= startImportClient())
  try {
    const files = await Promise.all(
      chosen.map(async (file) => ({
        id: ++nextId,
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    )
    const opened = await reader.open(files)
    if (reader !== client) return
    const readable = opened.filter((file): file is ReadableFile => !('error' in file))
    const names = new Set(readable.map(({ name }) => name))
    for (const { file } of get().files) if (names.has(file.name)) reader.forget(file.id)
    set(({ files: before }) => ({
      reading: false,
      files: [
        ...before.filter(({ file }) => !names.has(file.name)),
        ...readable.map((file) => ({
          file,
          mapping: file.kind && suggestMapping(file.kind, file.headers),
        })),
      ],
      errors: opened.flatMap((file) => ('error' in file ? [file.error] : [])),
    }))
  } catch (error) {
    if (reader === client) set({ reading: false, errors: [unreadable(error)] })
  }
}

const unreadable = (error: unknown) =>
  coded('INVALID_FILE', { message: error instanceof Error ? error.message : t`A file could not be read.` })

export function removeFile(id: number): void {
  client?.forget(id)
  set(({ files }) => ({ phase: 'choosing', files: files.filter(({ file }) => file.id !== id), errors: [] }))
}

export const setKind = (id: number, kind: FileKind): void =>
  changeMapping(id, ({ file }) => suggestMapping(kind, file.headers))

/** `target` undefined leaves the column out. */
export const setColumn = (id: number, heading: string, target: string | undefined): void =>
  changeMapping(id, ({ mapping }) => {
    if (!mapping) return mapping
    const { [heading]: _, ...columns } = mapping.columns
    return { ...mapping, columns: target === undefined ? columns : { ...columns, [heading]: target } }
  })

function changeMapping(id: number, change: (chosen: ChosenFile) => Mapping | undefined) {
  set(({ files }) => ({
    phase: 'choosing',
    errors: [],
    files: files.map((chosen) => (chosen.file.id === id ? { ...chosen, mapping: change(chosen) } : chosen)),
  }))
}

export const setOptions = (options: Partial<PlanOptions>): void =>
  set((state) => ({ phase: 'choosing', options: { ...state.options, ...options } }))

export const backToFiles = (): void => set({ phase: 'choosing', run: undefined })

export const problemOf = ({ file, mapping }: ChosenFile): CodedError | undefined =>
  mapping
    ? mappingProblem(file.name, mapping, file.headers)
    : fileError('unknown-kind', t`Choose what ${{ name: file.name }} holds.`)

/** The dry run. */
export const checkImport = (): Promise<void> => runPhase('checking', 'checked', false)
export const runWholeImport = (): Promise<void> => runPhase('importing', 'done', true)
export const cancelImport = (): void => client?.cancel()

/** Rows of the last run; undefined when it is not here any more. */
export const readOutcomes = async (query: OutcomeQuery): Promise<OutcomeWindow | undefined> =>
  client?.rows(query).catch(() => undefined)

/** The refused rows of the last run as a file. */
export const readErrorFile = async (): Promise<string | undefined> => client?.errors()

async function runPhase(during: Phase, after: Phase, commit: boolean) {
  const { files, options } = get()
  const errors = files.flatMap((chosen) => problemOf(chosen) ?? [])
  if (!/^[A-Z]{3}$/.test(options.currency))
    errors.push(fileError('missing-columns', t`Enter a currency of three letters, such as USD.`))
  if (errors.length > 0) {
    set({ phase: 'choosing', errors })
    return
  }
  const reader = client
  if (!reader) return
  set({ phase: during, errors: [], progress: undefined, run: undefined })
  try {
    const input = files.flatMap(({ file, mapping }) => (mapping ? [{ id: file.id, mapping }] : []))
    const result = await reader.run({ files: input, options, commit }, (progress) => set({ progress }))
    if (reader !== client) return
    const failed = result.errors.length > 0
    const { run, notes, noteCount } = result
    set({ phase: failed ? 'choosing' : after, run, notes, noteCount, errors: result.errors })
  } catch (error) {
    if (reader === client) set({ phase: 'choosing', errors: [unreadable(error)] })
  }
}

export const hasEmployees = (files: readonly ChosenFile[]): boolean =>
  files.some(({ mapping }) => mapping && fileKinds[mapping.kind].collection === 'salesReps')
