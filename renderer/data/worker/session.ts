/**
 * Who is signed in on this device, and the tokens that prove it to the server. The refresh token, the
 * person and the device id are kept in the secret store, so that the app starts without a network; the
 * access token lives in memory only. Refresh tokens rotate: one tab at a time exchanges the stored one,
 * and reads it inside the lock, because another tab may have done so just before.
 */
import { BehaviorSubject } from 'rxjs'
import { v7 as uuid } from 'uuid'
import { coded } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { sameJson } from '../../../shared/same-json.ts'
import { oldestServerProtocol, protocolHeader, protocolVersion } from '../../../shared/sync/protocol.ts'
import type { SessionAnswer } from '../../../shared/sync/protocol.ts'
import type { ActionResult, SecretStore, Surroundings } from '../contract.ts'
import { readKept, serverOf, signedInBy } from '../kept-session.ts'
import type { KeptSession, SignedIn } from '../kept-session.ts'
import { Unreachable, callServer } from './server-api.ts'
import type { Answer, Fetch, Method } from './server-api.ts'
import { sentence } from '../../../shared/phrase.ts'

export type { SignedIn }

export interface Session {
  /** Undefined while nobody is signed in; also kept while the server asks to sign in again. */
  signedIn$: BehaviorSubject<SignedIn | undefined>
  server$: BehaviorSubject<string>
  /** The server ended the session; local work goes on. */
  signInNeeded$: BehaviorSubject<boolean>
  /** An administrator signed this device out or deactivated the person; then `signInNeeded$` holds too. */
  revoked$: BehaviorSubject<boolean>
  updateRequired$: BehaviorSubject<boolean>
  /** Reads what is stored; call again when another tab changed it, with what that tab has `written`. */
  load(written?: string): Promise<void>
  open(route: '/session' | '/setup', body: object): Promise<ActionResult>
  setServer(url: string): Promise<ActionResult>
  /** Asks the server who the person is now: their role or teams have changed. Throws Unreachable. */
  renew(): Promise<void>
  /** Forgets the person; tells the server when it can be reached. */
  end(): Promise<void>
  /** A request in the name of the person. Throws Unreachable. */
  call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>>
  /** A request without a person. Throws Unreachable. */
  callOpenly<T>(method: Method, path: string): Promise<Answer<T>>
  /** `fetch` with a valid token, for the event stream. */
  fetch: Fetch
  /** For the records of one person: nothing is sent in the name of another who signs in meanwhile. */
  onlyAs(personId: string): Pick<Session, 'call' | 'fetch'>
}

/** Milliseconds after which what another tab wrote is taken for overwritten. */
const longestDelay = 2_000

export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>

export function createSession(options: {
  secrets: SecretStore
  fetch: Fetch
  surroundings: Surroundings
  lock: Lock
  /** Milliseconds since 1970. */
  now: () => number
  /** Tells other tabs to load again, what is `written` now. */
  changed: (written: string) => void
}): Session {
  const { secrets, fetch, surroundings, lock, now } = options
  const signedIn$ = new BehaviorSubject<SignedIn | undefined>(undefined)
  const server$ = new BehaviorSubject(surroundings.origin ?? '')
  const signInNeeded$ = new BehaviorSubject(false)
  const revoked$ = new BehaviorSubject(false)
  const updateRequired$ = new BehaviorSubject(false)
  let access: { token: string; until: number } | undefined
  let refreshing: Promise<string | undefined> | undefined
  let isServerTooOld = false

  const read = async (): Promise<KeptSession> => readKept(await secrets.load())
  let lastWritten = ''
  async function write(stored: KeptSession): Promise<void> {
    lastWritten = uuid()
    await secrets.save(JSON.stringify({ ...stored, written: lastWritten }))
  }
  /** A browser shows one tab's writing to the others when it comes to it, which may be after our message. */
  async function readOnce(written: string | undefined): Promise<KeptSession> {
    const end = performance.now() + longestDelay
    for (;;) {
      const stored = await read()
      if (written === undefined || stored.written === written || performance.now() > end) return stored
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const exclusively = <T>(work: () => Promise<T>) => lock('satchel-session', work)

  function show(stored: KeptSession) {
    const server = serverOf(stored, surroundings.origin)
    if (server !== server$.value) server$.next(server)
    signInNeeded$.next(stored.session?.ended ?? false)
    revoked$.next(stored.session?.revoked ?? false)
    const next = signedInBy(stored, surroundings.origin)
    if (!sameJson(next, signedIn$.value)) signedIn$.next(next)
  }

  function remember(answer: SessionAnswer) {
    access = { token: answer.accessToken, until: now() + (answer.expiresIn - 15) * 1000 }
  }

  const storedOf = (answer: SessionAnswer): KeptSession => ({
    server: server$.value,
    deviceId: answer.deviceId,
    session: { refreshToken: answer.refreshToken, person: answer.user },
  })

  /** A valid access token; undefined when the person has to sign in again. Throws Unreachable. */
  async function token(): Promise<string | undefined> {
    if (access && access.until > now()) return access.token
    refreshing ??= exclusively(refresh).finally(() => (refreshing = undefined))
    return refreshing
  }

  async function refresh(): Promise<string | undefined> {
    const stored = await read()
    if (!stored.session || stored.session.ended) {
      show(stored)
      return undefined
    }
    // Its answers would be rotated tokens that are of no use: it is asked for its version only.
    if (isServerTooOld) await refuseOldServer(callOpenly<{ protocol: number }>('GET', '/setup'))
    const answer = await callServer<SessionAnswer>(fetch, server$.value, {
      method: 'POST',
      path: '/session/refresh',
      body: { refreshToken: stored.session.refreshToken },
      timeLimit: 20_000,
    })
    if (answer.ok) {
      updateRequired$.next(false)
      const isSomebodyElse = !sameJson(answer.value.user, stored.session.person)
      await write(storedOf(answer.value))
      if (isSomebodyElse) options.changed(lastWritten)
      remember(answer.value)
      show(storedOf(answer.value))
      await refuseOldServer(Promise.resolve(answer))
      return answer.value.accessToken
    }
    if (answer.error.code === 'UPDATE_REQUIRED') updateRequired$.next(true)
    if (answer.status === 401 || answer.status === 403) {
      const revoked = answer.error.code === 'SESSION_REVOKED'
      const ended = { ...stored, session: { ...stored.session, ended: true, revoked } }
      await write(ended)
      show(ended)
      options.changed(lastWritten)
      return undefined
    }
    throw new Unreachable(answer.error)
  }

  const callOpenly: Session['callOpenly'] = (method, path) =>
    callServer(fetch, server$.value, { method, path, timeLimit: 10_000 })

  /** Throws ServerTooOld when the server says that it is of a version this device cannot talk to. */
  async function refuseOldServer(asked: Promise<Answer<{ protocol: number }>>): Promise<void> {
    const answer = await asked
    if (!answer.ok) return
    isServerTooOld = answer.value.protocol < oldestServerProtocol
    if (!isServerTooOld) return
    access = undefined
    throw new ServerTooOld()
  }

  const signInRequired: Answer<never> = { ok: false, status: 401, error: coded('SIGN_IN_REQUIRED') }

  /** Tries once more with a new token when the server no longer takes the present one. */
  async function withToken<T>(
    personId: string | undefined,
    attempt: (accessToken: string) => Promise<T>,
    refused: (answer: T) => boolean,
  ) {
    const tokenOfPerson = async () => {
      const given = await token()
      return personId === undefined || signedIn$.value?.person.id === personId ? given : undefined
    }
    const first = await tokenOfPerson()
    if (!first) return undefined
    const answer = await attempt(first)
    if (!refused(answer)) return answer
    if (access?.token === first) access = undefined
    const second = await tokenOfPerson()
    return second ? attempt(second) : undefined
  }

  function note<T>(answer: Answer<T>): Answer<T> {
    if (answer.ok) updateRequired$.next(false)
    else if (answer.error.code === 'UPDATE_REQUIRED') updateRequired$.next(true)
    return answer
  }

  const as = (personId: string | undefined): Pick<Session, 'call' | 'fetch'> => ({
    async call(method, path, body) {
      const answer = await withToken(
        personId,
        (accessToken) => callServer<never>(fetch, server$.value, { method, path, body, accessToken }),
        (given) => !given.ok && given.status === 401,
      ).catch(serverTooOld)
      return note(answer ?? signInRequired)
    },
    async fetch(url, init) {
      const answer = await withToken<Response>(
        personId,
        (accessToken) => {
          const headers = new Headers(init?.headers)
          headers.set('authorization', `Bearer ${accessToken}`)
          headers.set(protocolHeader, String(protocolVersion))
          return fetch(url, { ...init, headers })
        },
        (response) => response.status === 401,
      ).catch((reason: unknown) => {
        if (reason instanceof ServerTooOld) return new Response(null, { status: 426 })
        throw reason
      })
      if (answer?.status === 426 && !isServerTooOld) updateRequired$.next(true)
      return answer ?? new Response(null, { status: 401 })
    },
  })

  return {
    signedIn$,
    server$,
    signInNeeded$,
    revoked$,
    updateRequired$,
    async load(written) {
      access = undefined
      show(await readOnce(written))
    },
    async open(route, body) {
      const stored = await read()
      const device = { ...surroundings.device, ...(stored.deviceId && { id: stored.deviceId }) }
      const answer = await attempt(() =>
        callServer<SessionAnswer>(fetch, server$.value, {
          method: 'POST',
          path: route,
          body: { ...body, device },
          timeLimit: 30_000,
        }),
      )
      if (!answer.ok) {
        if (answer.error.code === 'UPDATE_REQUIRED') updateRequired$.next(true)
        return { ok: false, error: answer.error }
      }
      updateRequired$.next(false)
      isServerTooOld = answer.value.protocol < oldestServerProtocol
      if (isServerTooOld) return { ok: false, error: coded('SERVER_TOO_OLD') }
      await exclusively(() => write(storedOf(answer.value)))
      remember(answer.value)
      show(storedOf(answer.value))
      options.changed(lastWritten)
      return { ok: true, value: undefined }
    },
    async setServer(url) {
      if (surroundings.origin) return { ok: true, value: undefined }
      const origin = originOf(url)
      if (!origin)
        return {
          ok: false,
          error: coded('INVALID_REQUEST', { message: sentence('This is not a web address.'), field: 'url' }),
        }
      await exclusively(async () => write({ ...(await read()), server: origin }))
      server$.next(origin)
      options.changed(lastWritten)
      return { ok: true, value: undefined }
    },
    async renew() {
      access = undefined
      await token()
    },
    async end() {
      const accessToken = access?.token
      await exclusively(async () => {
        const { server, deviceId } = await read()
        await write({ ...(server && { server }), ...(deviceId && { deviceId }) })
        show({ ...(server && { server }) })
      })
      access = undefined
      options.changed(lastWritten)
      if (accessToken)
        await attempt(() =>
          callServer(fetch, server$.value, {
            method: 'DELETE',
            path: '/session',
            accessToken,
            timeLimit: 5_000,
          }),
        )
    },
    ...as(undefined),
    onlyAs: as,
    callOpenly,
  }
}

class ServerTooOld extends Error {}

/** As an answer that time may change. */
function serverTooOld(reason: unknown): Answer<never> {
  if (!(reason instanceof ServerTooOld)) throw reason
  return { ok: false, status: 426, error: coded('SERVER_TOO_OLD') }
}

/** An unreachable server as an answer, where a person is waiting for one. */
async function attempt<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work()
  } catch (reason) {
    if (!(reason instanceof Unreachable)) throw reason
    return { ok: false, status: 503, error: unreachable() }
  }
}

export const unreachable = (): CodedError =>
  coded('STORE_UNAVAILABLE', { message: sentence('The server cannot be reached. Check your connection.') })

function originOf(text: string): string | undefined {
  const url = URL.parse(text.includes('://') ? text : `https://${text}`)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined
}
