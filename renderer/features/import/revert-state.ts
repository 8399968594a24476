/** A revert of an import; like the import itself it goes on while the person looks at something else. */
import { create } from 'zustand'
import type { CodedError } from '../../../shared/errors.ts'
import type { PastImport, RevertAnswer } from '../../../shared/import/import-log.ts'
import { runRevert } from '../../../shared/import/run-revert.ts'
import type { RevertRun } from '../../../shared/import/run-revert.ts'
import { request } from '../../data/index.ts'

export interface ListedImport extends PastImport {
  /** Empty for somebody who is not there any more. */
  userName: string
}

interface RevertState {
  imports: readonly ListedImport[] | undefined
  error: CodedError | undefined
  /** The import that is being reverted, or was. */
  past: ListedImport | undefined
  /** Between 0 and 1. */
  share: number
  run: RevertRun | undefined
}

const nothing: RevertState = {
  imports: undefined,
  error: undefined,
  past: undefined,
  share: 0,
  run: undefined,
}

export const useRevert = create<RevertState>(() => nothing)
const set = useRevert.setState
const get = useRevert.getState

let cancelled = false
/** Rises when another person signs in, so that what was on its way is dropped. */
let turn = 0

export function forgetReverts(): void {
  turn++
  cancelled = true
  set(nothing)
}

export async function readImports(): Promise<void> {
  const mine = turn
  const answer = await request<{ imports: ListedImport[] }>('GET', '/admin/imports')
  if (mine !== turn) return
  set(answer.ok ? { imports: answer.value.imports, error: undefined } : { error: answer.error })
}

/** Goes on where an earlier revert of it ended; of one that is reverted it shows the result again. */
export async function revertImport(past: ListedImport): Promise<void> {
  const mine = turn
  cancelled = false
  set({ past, share: 0, run: undefined })
  const run = await runRevert(
    past,
    (id, part) => request<RevertAnswer>('POST', `/admin/imports/${id}/revert`, { part }),
    {
      isCancelled: () => cancelled,
      onProgress: (done, total) => mine === turn && set({ share: total === 0 ? 1 : done / total }),
    },
  )
  if (mine === turn && get().past === past) set({ run })
}

export const cancelRevert = (): void => {
  cancelled = true
}

export const closeRevert = (): void => set({ past: undefined, run: undefined })
