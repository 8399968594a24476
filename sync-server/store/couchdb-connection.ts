/**
 * One database of a CouchDB server, asked through nano: time limits, repeated reads, and every way of not
 * answering as STORE_UNAVAILABLE. Nothing that leaves this file holds the address's user or password.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import nano from 'nano'
import type { SatchelError } from '../../shared/errors.ts'
import { unavailable } from './unavailable.ts'

export interface Question {
  method?: 'GET' | 'POST' | 'PUT'
  /** Below the database, already encoded; empty for the database itself. */
  path: string
  qs?: Record<string, string | number | boolean>
  /** JSON text. */
  body?: string
  /** Asking twice does no harm, so it is asked again when the answer does not come. */
  repeatable?: boolean
  /** Milliseconds until it counts as not answered. */
  timeout?: number
  /** Closes the request; the promise then rejects. */
  signal?: AbortSignal
}

/** `refused` is an answer too: what it means (missing, conflict) depends on the question. */
export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; reason: string }

/** No answer about the question; `again` when the next try may bring one. */
interface Silence {
  error: SatchelError
  again: boolean
}

export interface Connection {
  ask<T>(question: Question): Promise<Answer<T>>
  /** The same for a question that is only refused when something is wrong; then throws STORE_UNAVAILABLE. */
  demand<T>(question: Question): Promise<T>
}

/** Milliseconds to wait before each repetition. */
const pauses = [100, 400]
const defaultTimeout = 30_000

/** What nano does with these but its types do not say. */
interface NanoRequest extends nano.RequestOptions {
  signal: AbortSignal
  dontStringify: boolean
}

/** Throws an Error without the address when `url` is none. */
export function connect(url: string, database: string): Connection {
  const server = openServer(url)

  async function askOnce<T>(question: Question): Promise<Answer<T> | Silence> {
    const { method = 'GET', path, qs = {}, body, timeout = defaultTimeout, signal } = question
    const ended = new AbortController()
    const end = () => ended.abort()
    const timer = setTimeout(end, timeout)
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
    try {
      const request: NanoRequest = {
        db: database,
        path,
        method,
        qs,
        body,
        dontStringify: true,
        signal: ended.signal,
      }
      const value: unknown = await server.request(request)
      // nano answers with a text when the line broke in the middle of the JSON.
      if (typeof value === 'object' && value !== null) return { ok: true, value: value as T }
      return { error: unavailable(`${method} /${database}: the answer broke off`), again: true }
    } catch (error) {
      const status = statusOf(error)
      if (status !== undefined && refusals.has(status)) return { ok: false, status, reason: reasonOf(error) }
      const reason = `${method} /${database}: ${status ?? 'not reached'} ${reasonOf(error)}`
      return { error: unavailable(reason), again: status === undefined || status === 429 || status >= 500 }
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
    }
  }

  async function ask<T>(question: Question): Promise<Answer<T>> {
    const tries = question.repeatable ? pauses : []
    for (let attempt = 0; ; attempt++) {
      const answer = await askOnce<T>(question)
      if ('ok' in answer) return answer
      const pause = tries[attempt]
      if (pause === undefined || !answer.again || question.signal?.aborted) throw answer.error
      await sleep(pause)
    }
  }

  return {
    ask,
    async demand<T>(question: Question) {
      const answer = await ask<T>(question)
      if (answer.ok) return answer.value
      throw unavailable(`${question.method ?? 'GET'} /${database}: ${answer.status} ${answer.reason}`)
    },
  }
}

/** Answers about the question; all others (wrong password, overload, broken server) are about the server. */
const refusals = new Set([400, 404, 409, 412, 413])

function openServer(url: string): nano.ServerScope {
  // Not in nano's types: the address names a server, the last part of its path is no database.
  const configuration: nano.Configuration & { parseUrl: boolean } = { url, parseUrl: false }
  try {
    return nano(configuration)
  } catch {
    // The library's error quotes the address with its password.
    throw new Error('COUCHDB_URL is not an address such as http://user:password@127.0.0.1:5984')
  }
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no reason given'
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
}
