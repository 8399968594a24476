/**
 * The data service as a plain object: what the worker exposes to its page, and what tests run many of in
 * one process. It ties the session to the workspace of whoever is signed in.
 */
import {
  BehaviorSubject,
  EMPTY,
  distinctUntilChanged,
  filter,
  firstValueFrom,
  of,
  switchMap,
  merge,
} from 'rxjs'
import type { Observable } from 'rxjs'
import { sameJson } from '../../../shared/same-json.ts'
import { checkListView } from '../../../shared/lists/list-view.ts'
import type {
  ActionResult,
  DataService,
  SecretStore,
  ServerState,
  SessionState,
  Surroundings,
  ViewHandle,
} from '../contract.ts'
import type { FileSummary } from '../files/file-contract.ts'
import type { FileWorkspace } from '../files/file-workspace.ts'
import type { FilePlatform } from '../files/pouch.ts'
import { stateBeforeSignIn } from '../state-before-sign-in.ts'
import type { LocalStorage } from './open-database.ts'
import { isTroubleOfDevice, troubleOf } from './device-storage.ts'
import { Unreachable } from './server-api.ts'
import type { Fetch, Method } from './server-api.ts'
import { createSession, unreachable } from './session.ts'
import type { Lock, SignedIn } from './session.ts'
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

export interface RunningDataService extends DataService {
  /** Ends everything and leaves the data where they are. */
  close(): Promise<void>
}

/** `changed`: read the session that was written. `removing`: let go of the database, it is about to be removed. */
type TabMessage = { changed: string } | 'removing'

const noFiles: FileSummary = { waiting: [], kept: 0 }
const probeEvery = 3_000
/** For other tabs to close the database; a late one has it closed by the browser. */
const timeToLeave = 300

/** Resolves when whoever is signed in has their database open, or it has to wait for room on the device. */
export async function createDataService(options: DataServiceOptions): Promise<RunningDataService> {
  const { service, opened } = await beginDataService(options)
  await opened
  return service
}

/**
 * Resolves when it is known who is signed in, so that a page is drawn while their database opens: what is asked
 * meanwhile waits for that. `opened` rejects, and so does what waits, when the database cannot be opened.
 */
export async function beginDataService(
  options: DataServiceOptions,
): Promise<{ service: RunningDataService; opened: Promise<void> }> {
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
  /** There before the workspace is, and gone with it. */
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
  const filesHere = async (): Promise<FileWorkspace> => {
    const { files } = await here()
    if (!files) throw new Error('this device keeps no files')
    return files
  }
  /** Follows the workspace of whoever is signed in, now and later. */
  const fromWorkspace = <T>(
    pick: (workspace: Workspace) => Observable<T>,
    otherwise: Observable<T> = EMPTY,
  ) => workspace$.pipe(switchMap((workspace) => (workspace ? pick(workspace) : otherwise)))
  /** Follows what can be read by whoever is signed in, now and later. */
  const fromReading = <T>(pick: (reading: Reading) => Observable<T>) =>
    reading$.pipe(switchMap((each) => (each ? pick(each) : EMPTY)))
  const watch = async <T>(source: Observable<T>, listener: (value: T) => unknown) => {
    const subscription = source.subscribe({
      next: (value) => void listener(value),
      error: report,
    })
    return () => subscription.unsubscribe()
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

  const service: RunningDataService = {
    watchSession: (listener) => watch(state$, listener),
    async watchSync(listener) {
      await opened
      return watch(
        fromWorkspace((workspace) => workspace.sync$, of(stateBeforeSignIn)),
        listener,
      )
    },
    watchInbox: (listener) =>
      watch(
        fromWorkspace((workspace) => workspace.inbox$, of([])),
        listener,
      ),
    async watchFiles(records, listener) {
      let stop = () => {}
      let stale = false
      const subscription = workspace$.subscribe((workspace) => {
        stop()
        stop = () => {}
        void workspace?.files?.watchFiles(records, listener).then((end) => {
          if (stale || workspace$.value !== workspace) end()
          else stop = end
        }, report)
      })
      return () => {
        stale = true
        subscription.unsubscribe()
        stop()
      }
    },
    watchFileSummary: (listener) =>
      watch(
        fromWorkspace(({ files }) => files?.summary$ ?? of(noFiles), of(noFiles)),
        listener,
      ),
    addFile: async (record, file) => (await filesHere()).addFile(record, file),
    removeFile: async (id) => (await filesHere()).removeFile(id),
    restoreFile: async (id) => (await filesHere()).restoreFile(id),
    openFile: async (id) => (await filesHere()).openFile(id),
    stopTransfer: async (id) => (await filesHere()).stopTransfer(id),
    retryTransfer: async (id) => (await filesHere()).retryTransfer(id),
    freeFileSpace: async () => (await filesHere()).freeFileSpace(),
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
    pendingChanges: async () => (await here()).pending(),
    waitingChanges: async () => (await here()).waitingChanges(),
    discardChange: async (collection, id) => (await here()).discardChange(collection, id),
    checkAndRepair: async () => workspace$.value?.checkAndRepair(),
    syncNow: async () => workspace$.value?.syncNow(),
    live: (collection, query, listener) =>
      watch(
        fromReading(({ queries }) => queries.live(collection, query)),
        listener,
      ),
    watchCount: (collection, listener) =>
      watch(
        fromReading(({ queries }) => queries.liveCount(collection)),
        listener,
      ),
    async watchView(view, window, listener) {
      const problems = checkListView(view)
      if (problems.length > 0) throw new Error(`not a view: ${problems.join('; ')}`)
      let wanted = window
      let handle: ViewHandle | undefined
      const following = reading$.subscribe((each) => {
        void handle?.stop()
        handle = each?.lists.watchView(view, wanted, listener)
      })
      return {
        async move(next) {
          wanted = next
          await handle?.move(next)
        },
        async stop() {
          following.unsubscribe()
          await handle?.stop()
        },
      }
    },
    viewIds: async (view) => (await reading()).lists.viewIds(view),
    placeInView: async (view, id) => (await reading()).lists.placeInView(view, id),
    listRows: async (list, ids) => (await reading()).lists.listRows(list, ids),
    names: async (collection, ids) => (await reading()).lists.names(collection, ids),
    async watchNames(listener) {
      let stop: (() => void) | undefined
      const following = reading$.subscribe((each) => {
        stop?.()
        stop = each?.lists.watchNames(listener)
      })
      return () => {
        following.unsubscribe()
        stop?.()
      }
    },
    async search(text, asked) {
      if (!reading$.value) await opened
      return (await reading$.value?.lists.search(text, asked)) ?? []
    },
    async setLanguage(chosen) {
      language = chosen
      reading$.value?.lists.setLanguage(chosen)
    },
    find: async (collection, query) => (await reading()).queries.find(collection, query),
    get: async (collection, id) => (await reading()).queries.get(collection, id),
    count: async (collection) => (await reading()).queries.count(collection),
    create: async (collection, values) => (await here()).create(collection, values),
    save: async (collection, id, changes) => (await here()).save(collection, id, changes),
    remove: async (collection, id) => (await here()).remove(collection, id),
    restore: async (collection, document) => (await here()).restore(collection, document),
    resolveInbox: async (id, decision) => (await here()).resolveInbox(id, decision),
    restoreInbox: async (entry) => (await here()).restoreInbox(entry),
    async request<T>(method: Method, path: string, body?: unknown): Promise<ActionResult<T>> {
      try {
        const answer = await session.call<T>(method, path, body)
        return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error }
      } catch (reason) {
        if (!(reason instanceof Unreachable)) throw reason
        return { ok: false, error: unreachable() }
      }
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
  return { service, opened }
}
