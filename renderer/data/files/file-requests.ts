/** The bytes of files over the line: where an upload stands, its next piece, a range of what is there. */
import { coded, isErrorCode } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { apiUrl } from '../worker/server-api.ts'
import type { Fetch } from '../worker/server-api.ts'

export interface UploadState {
  offset: number
  size: number
  complete: boolean
}

/** The office answered, and repeating cannot change it. */
export class Refused extends Error {
  readonly error: CodedError
  constructor(error: CodedError) {
    super(error.message)
    this.name = 'Refused'
    this.error = error
  }
}

/** Milliseconds for one piece: a line slower than 64 KiB in this time is as good as none. */
const patience = 60_000

export function fileRequests(server: string, fetch: Fetch) {
  const path = (id: string, what: string) => apiUrl(server, `/files/${encodeURIComponent(id)}/${what}`)

  async function ask(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    if (response.ok) return response
    const error = codedError(await response.json().catch(() => undefined))
    const passes = response.status === 401 || response.status === 408 || response.status === 426
    if (error && response.status < 500 && response.status !== 429 && !passes) throw new Refused(error)
    throw new Error(`the office answered ${response.status}`)
  }

  return {
    async state(id: string, signal: AbortSignal): Promise<UploadState> {
      const response = await ask(path(id, 'upload'), {}, signal)
      return (await response.json()) as UploadState
    },
    async send(id: string, offset: number, piece: Blob, signal: AbortSignal): Promise<UploadState> {
      const headers = { 'content-type': 'application/octet-stream' }
      const response = await ask(
        path(id, `content?offset=${offset}`),
        { method: 'PUT', body: piece, headers },
        signal,
      )
      return (await response.json()) as UploadState
    },
    /** The bytes from `from` up to and without `to`. */
    async fetch(id: string, from: number, to: number, signal: AbortSignal): Promise<Blob> {
      const response = await ask(
        path(id, 'content'),
        { headers: { range: `bytes=${from}-${to - 1}` } },
        signal,
      )
      const piece = await response.blob()
      if (response.status !== 206 || piece.size !== to - from) throw new Error('the answer was cut short')
      return piece
    },
    /** Those of these files that this person may no longer see. */
    async gone(ids: readonly string[], signal: AbortSignal): Promise<string[]> {
      const response = await ask(
        apiUrl(server, '/files/_bulk_get'),
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ docs: ids.map((id) => ({ id })) }),
        },
        signal,
      )
      const { results } = (await response.json()) as { results: { id: string; docs: unknown[] }[] }
      return results.flatMap(({ id, docs }) => (docs.length === 0 ? [id] : []))
    },
  }
}

export type FileRequests = ReturnType<typeof fileRequests>

function codedError(value: unknown): CodedError | undefined {
  const error = (value as { error?: Partial<CodedError> } | undefined)?.error
  return isErrorCode(error?.code) ? coded(error.code, { ...error }) : undefined
}
