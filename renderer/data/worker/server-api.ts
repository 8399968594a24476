/**
 * One request to the sync server: protocol header, JSON, a time limit, and coded errors. A server that
 * cannot be reached throws `Unreachable`; whatever it answers is returned.
 */
import { coded, isErrorCode } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { protocolHeader, protocolVersion } from '../../../shared/sync/protocol.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>
export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; error: CodedError }

export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause })
    this.name = 'Unreachable'
  }
}

/** Long enough for a large import on a slow line; a dead line is noticed by the browser much earlier. */
const timeLimit = 120_000

export const headersOf = (accessToken: string | undefined): Record<string, string> => ({
  [protocolHeader]: String(protocolVersion),
  accept: 'application/json',
  ...(accessToken && { authorization: `Bearer ${accessToken}` }),
})

export const apiUrl = (server: string, path: string) => `${server}/api/v1${path}`

export async function callServer<T>(
  fetch: Fetch,
  server: string,
  request: {
    method: Method
    path: string
    body?: unknown
    accessToken?: string | undefined
    timeLimit?: number
  },
): Promise<Answer<T>> {
  let response: Response
  let text: string
  try {
    response = await fetch(apiUrl(server, request.path), {
      method: request.method,
      headers: {
        ...headersOf(request.accessToken),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: AbortSignal.timeout(request.timeLimit ?? timeLimit),
      cache: 'no-store',
    })
    text = await response.text()
  } catch (reason) {
    throw new Unreachable(reason)
  }
  const parsed = parse(text)
  // What was cut short on the way is no answer, whatever the status in front of it says.
  if (response.ok && (!parsed || (text === '' && response.status !== 204)))
    throw new Unreachable('the answer was cut short')
  if (response.ok && parsed) return { ok: true, value: parsed.value as T }
  return { ok: false, status: response.status, error: codedError(parsed?.value) }
}

function parse(text: string): { value: unknown } | undefined {
  if (text === '') return { value: undefined }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Anything between device and server may answer; what is not ours is told as unavailable. */
function codedError(value: unknown): CodedError {
  const error = (value as { error?: Partial<CodedError> } | undefined)?.error
  return isErrorCode(error?.code) ? coded(error.code, { ...error }) : coded('STORE_UNAVAILABLE')
}
