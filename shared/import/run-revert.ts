/** Reverts an import part by part, from wherever an earlier try of it ended; it can be stopped between two parts. */
import type { CodedError } from '../errors.ts'
import type { PastImport, RevertAnswer, RevertResult } from './import-log.ts'

export interface RevertRun {
  results: RevertResult[]
  /** As it stands after the last part. */
  import: PastImport
  /** Why it ended early; it goes on when it is run again. */
  stopped?: 'cancelled' | CodedError
}

export type SendRevert = (
  id: string,
  part: number,
) => Promise<{ ok: true; value: RevertAnswer } | { ok: false; error: CodedError }>

export interface RevertOptions {
  onProgress?: (done: number, total: number) => void
  /** Asked before each part. */
  isCancelled?: () => boolean
}

/** Answers the results of all parts, also of those that an earlier try reverted. */
export async function runRevert(
  past: PastImport,
  send: SendRevert,
  options: RevertOptions = {},
): Promise<RevertRun> {
  const run: RevertRun = { results: [], import: past }
  for (let part = past.parts - 1; part >= 0; part--) {
    if (options.isCancelled?.()) return { ...run, stopped: 'cancelled' }
    options.onProgress?.(past.parts - 1 - part, past.parts)
    const answer = await send(past.id, part)
    if (!answer.ok) return { ...run, stopped: answer.error }
    run.import = answer.value.import
    run.results.push(...answer.value.results)
  }
  options.onProgress?.(past.parts, past.parts)
  return run
}
