/**
 * Who is signed in on this device, and their workspace: opened and closed one after the other as people come and go,
 * in this tab or another, and taken from the device when the server revokes its access.
 */
import { BehaviorSubject, distinctUntilChanged, filter, firstValueFrom, merge } from 'rxjs'
import { sameJson } from '../../../shared/same-json.ts'
import type { DataService, SecretStore, ServerState, SessionState, Surroundings } from '../contract.ts'
import type { FilePlatform } from '../files/pouch.ts'
import type { LocalStorage } from './open-database.ts'
import { isTroubleOfDevice, troubleOf } from './device-storage.ts'
import { Unreachable } from './server-api.ts'
import type { Fetch } from './server-api.ts'
import { createSession, unreachable } from './session.ts'
import type { Lock, Session, SignedIn } from './session.ts'
import { openWorkspace } from './workspace.ts'
import type { Reading, Workspace } from './workspace.ts'

export interface DataServiceOptions {
  storage: LocalStorage
  /** Where files are kept; a device without has none. */
  files?: FilePlatform
  /** Whether other tabs share the storage. */
  multiInstance: boolean
  fetch: Fetch
  secrets: SecretStore
  surroundings: Surroundings
  /** Runs one piece of work at a time across all tabs. */
  lock: Lock
  /** First part of the names of databases and channels. */
  prefix?: string
  now?: () => number
  /** Emits `online` and `offline`. */
  network?: EventTarget
  pauses?: { shortestPause: number; longestPause: number }
  /** Deletes what the storage keeps of a removed database. */
  erase?: (databaseName: string) => Promise<void>
  report?: (reason: unknown) => void
}

/** `changed`: read the session that was written. `removing`: let go of the database, it is about to be removed. */
type TabMessage = { changed: string } | 'removing'

const probeEvery = 3_000
/** For other tabs to close the database; a late one has it closed by the browser. */
const timeToLeave = 300

export interface SignedInHere extends Pick<DataService, 'setUp' | 'signIn' | 'signOut' | 'setServer'> {
  session: Session
  state$: BehaviorSubject<SessionState>
  workspace$: BehaviorSubject<Workspace | undefined>
  /** What can be read: there before the workspace is, and gone with it. */
  reading$: BehaviorSubject<Reading | undefined>
  /**
   * Resolves when the database of whoever is signed in is open, or has to wait for room on the device; rejects when it
   * cannot be opened.
   */
  opened: Promise<void>
  /** Waits for it; rejects when nobody is signed in. */
  workspace(): Promise<Workspace>
  reading(): Promise<Reading>
  /** Of the app, for what is read in it from now on. */
  setLanguage(language: string): void
  /** Ends everything and leaves the data where they are. */
  close(): Promise<void>
}

/** Resolves when it is known who is signed in, while their database opens. */
export async function followSession(options: DataServiceOptions): Promise<SignedInHere> {
  const {
    prefix = 'satchel',
    now = () => Date.now(),
    network,
    pauses = { shortestPause: 1_000, longestPause: 8_000 },
    erase = async () => undefined,
    report = () => undefined,
  } = options
  const tabs = options.multiInstance ? new BroadcastChannel(`${prefix}-session`) : undefined
  const session = createSession({
    ...options,
    now,
    changed: (written) => tabs?.postMessage({ changed: written } satisfies TabMessage),
  })
  const state$ = new BehaviorSubject<SessionState>({ phase: 'starting' })
  const workspace$ = new BehaviorSubject<Workspace | undefined>(undefined)
  const reading$ = new BehaviorSubject<Reading | undefined>(undefined)
  let server: ServerState = { url: '', needsSetup: false, reachable: true }
  let probing: ReturnType<typeof setTimeout> | undefined
  let following = Promise.resolve()
  let standing: () => void = () => undefined
  /** Resolves when the first opening has to wait for room. */
  const stands = new Promise<void>((resolve) => (standing = resolve))
  let closed = false
  let language: string | undefined
  /** Whose records were taken from this device since their session was revoked. */
  let withdrawn: string | undefined

  /** A device that is full is waited for; what was wanted may change meanwhile. Undefined then. */
  async function openFor(
    signedIn: SignedIn,
    readable: (reading: Reading) => void,
  ): Promise<Workspace | undefined> {
    const given = { ...options, prefix, session, now, pauses, erase, report, readable }
    for (let failures = 0; ; failures++)
      try {
        return await openWorkspace(signedIn, given)
      } catch (reason) {
        reading$.next(undefined)
        if (!isTroubleOfDevice(reason)) throw reason
        state$.next({ phase: 'starting', error: troubleOf(reason) })
        standing()
        await new Promise((resolve) =>
          setTimeout(
            resolve,
            Math.min(pauses.longestPause, pauses.shortestPause * 2 ** Math.min(failures, 16)),
          ),
        )
        if (closed || session.signedIn$.value?.person.id !== signedIn.person.id) return undefined
      }
  }

  function letGo() {
    reading$.next(undefined)
    workspace$.next(undefined)
  }

  /** Opens and closes workspaces one after the other, until the open one is that of the person signed in. */
  function follow(): Promise<void> {
    following = following.then(async () => {
      const wanted = closed ? undefined : session.signedIn$.value
      const open = workspace$.value
      if (open && (open.signedIn.person.id !== wanted?.person.id || open.signedIn.server !== wanted.server)) {
        letGo()
        await open.close()
      }
      if (!session.revoked$.value) withdrawn = undefined
      else if (wanted && withdrawn !== wanted.person.id) {
        const there = workspace$.value ?? (await openFor(wanted, () => undefined))
        letGo()
        await there?.withdraw()
        withdrawn = wanted.person.id
      }
      if (wanted && !workspace$.value) {
        workspace$.next(
          await openFor(wanted, (reading) => {
            if (language) reading.lists.setLanguage(language)
            reading$.next(reading)
          }),
        )
      }
      if (!closed) show()
    })
    return following
  }

  function show() {
    const signedIn = session.signedIn$.value
    server = { ...server, url: session.server$.value }
    clearTimeout(probing)
    if (signedIn) {
      const { person, deviceId } = signedIn
      const state: SessionState = { phase: 'signed-in', person, deviceId, server }
      // Every page that asks who is here is drawn anew when it is told.
      if (!sameJson(state, state$.value)) state$.next(state)
    } else {
      state$.next({ phase: 'signed-out', server })
      if (server.url && (!server.reachable || server.needsSetup))
        probing = setTimeout(() => void probe().then(show), probeEvery)
    }
  }

  /** Whether the server answers, and whether it has an administrator yet. */
  async function probe(): Promise<void> {
    const url = session.server$.value
    if (!url) {
      server = { url, needsSetup: false, reachable: false }
      return
    }
    try {
      const answer = await session.callOpenly<{ needsSetup: boolean }>('GET', '/setup')
      server = {
        url,
        needsSetup: answer.ok && answer.value.needsSetup,
        reachable: answer.ok || answer.status < 500,
      }
    } catch (reason) {
      if (!(reason instanceof Unreachable)) throw reason
      server = { url, needsSetup: false, reachable: false }
    }
  }

  async function entered(route: '/session' | '/setup', body: object) {
    const result = await session.open(route, body)
    if (result.ok) {
      server = { ...server, needsSetup: false, reachable: true }
      workspace$.value?.hurry()
      await follow()
    }
    return result
  }

  /** Closes what is open without ending the session. */
  function leave(): Promise<void> {
    following = following.then(async () => {
      const open = workspace$.value
      letGo()
      await open?.close()
    })
    return following
  }

  const here = async (): Promise<Workspace> => {
    if (!workspace$.value) await opened
    if (!workspace$.value) throw new Error('nobody is signed in')
    return workspace$.value
  }
  const reading = async (): Promise<Reading> => {
    if (!reading$.value)
      await Promise.race([opened, firstValueFrom(reading$.pipe(filter((each) => each !== undefined)))])
    if (!reading$.value) throw new Error('nobody is signed in')
    return reading$.value
  }
  const cameBack = () => workspace$.value?.hurry()
  network?.addEventListener('online', cameBack)
  tabs?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data === 'removing') void leave().catch(report)
    else void session.load(data.changed).then(follow).catch(report)
  })
  await session.load()
  const personChanges = merge(
    session.signedIn$.pipe(distinctUntilChanged()),
    session.revoked$.pipe(distinctUntilChanged()),
  ).subscribe(() => void follow().catch(report))
  if (session.signedIn$.value && !session.revoked$.value) show()
  // The page learns of a device without room instead of waiting for it.
  const opened = Promise.race([follow(), stands]).then(async () => {
    if (session.signedIn$.value) return
    await probe()
    show()
  })
  // Whoever waits for it is told.
  opened.catch(() => undefined)

  return {
    session,
    state$,
    workspace$,
    reading$,
    opened,
    workspace: here,
    reading,
    setUp: (input) => entered('/setup', input),
    signIn: (input) => entered('/session', input),
    async signOut({ discard }) {
      const workspace = await here()
      const pending = discard ? [] : await workspace.pending()
      if (pending.length > 0) return { ok: false, pending }
      letGo()
      if (tabs) {
        tabs.postMessage('removing' satisfies TabMessage)
        await new Promise((resolve) => setTimeout(resolve, timeToLeave))
      }
      await workspace.destroy()
      await session.end()
      await follow()
      await probe()
      show()
      return { ok: true }
    },
    async setServer(url) {
      const result = await session.setServer(url)
      if (result.ok) {
        await probe()
        show()
        if (!server.reachable) return { ok: false, error: unreachable() }
      }
      return result
    },
    setLanguage(chosen) {
      language = chosen
      reading$.value?.lists.setLanguage(chosen)
    },
    async close() {
      closed = true
      clearTimeout(probing)
      network?.removeEventListener('online', cameBack)
      personChanges.unsubscribe()
      tabs?.close()
      await follow()
    },
  }
}
