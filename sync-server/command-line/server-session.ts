/** A session of a command with a running server: signs in, calls the API, renews its token, signs out. */
import { hostname } from 'node:os'
import { SatchelError, isErrorCode } from '../../shared/errors.ts'
import type { CodedError } from '../../shared/errors.ts'
import { protocolHeader, protocolVersion } from '../../shared/sync/protocol.ts'
import type { SessionAnswer } from '../../shared/sync/protocol.ts'

export type Answer<T> = { ok: true; value: T } | { ok: false; error: CodedError }

export interface ServerSession {
  user: SessionAnswer['user']
  /** `path` below /api/v1. */
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  end(): Promise<void>
}

/** Throws the server's coded error, or STORE_UNAVAILABLE when nothing answers at that address. */
export async function signInToServer(
  server: string,
  email: string,
  password: string,
): Promise<ServerSession> {
  const url = (path: string) => `${server.replace(/\/+$/, '')}/api/v1${path}`
  const device = { name: `Command on ${hostname()}`.slice(0, 120), platform: process.platform }
  const signedIn = await send<SessionAnswer>(url('/session'), 'POST', { email, password, device })
  if (!signedIn.ok) throw new SatchelError(signedIn.error.code, signedIn.error)
  let session = signedIn.value

  return {
    user: session.user,
    async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
      const answer = await send<T>(url(path), method, body, session.accessToken)
      if (answer.ok || answer.error.code !== 'SIGN_IN_REQUIRED') return answer
      const renewed = await send<SessionAnswer>(url('/session/refresh'), 'POST', {
        refreshToken: session.refreshToken,
      })
      if (!renewed.ok) return renewed
      session = renewed.value
      return send<T>(url(path), method, body, session.accessToken)
    },
    async end() {
      await send(url('/session'), 'DELETE', undefined, session.accessToken)
    },
  }
}

async function send<T>(url: string, method: string, body: unknown, token?: string): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers: {
        [protocolHeader]: String(protocolVersion),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    const { origin } = new URL(url)
    return failed({ code: 'STORE_UNAVAILABLE', message: `No Satchel server answers at ${origin}.` })
  }
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return { ok: true, value: answer as T }
  const error = (answer as { error?: CodedError } | undefined)?.error
  return failed(
    error && isErrorCode(error.code)
      ? error
      : { code: 'INTERNAL', message: `The server answered with status ${response.status}.` },
  )
}

const failed = (error: CodedError): Answer<never> => ({ ok: false, error })
