/**
 * The data service as a plain object: what the worker exposes to its page, and what tests run many of in one process.
 * Each question is passed on to the workspace of whoever is signed in; what is watched goes on with the next one.
 */
import { EMPTY, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import { checkListView } from '../../../shared/lists/list-view.ts'
import type { ActionResult, DataService, ViewHandle } from '../contract.ts'
import type { FileSummary } from '../files/file-contract.ts'
import type { FileWorkspace } from '../files/file-workspace.ts'
import { stateBeforeSignIn } from '../state-before-sign-in.ts'
import { followSession } from './follow-session.ts'
import type { DataServiceOptions } from './follow-session.ts'
import { Unreachable } from './server-api.ts'
import type { Method } from './server-api.ts'
import { unreachable } from './session.ts'
import type { Reading, Workspace } from './workspace.ts'

export interface RunningDataService extends DataService {
  /** Ends everything and leaves the data where they are. */
  close(): Promise<void>
}

const noFiles: FileSummary = { waiting: [], kept: 0 }

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
  const signedIn = await followSession(options)
  const { session, state$, workspace$, reading$, opened } = signedIn
  const { report = () => undefined } = options
  const here = () => signedIn.workspace()
  const reading = () => signedIn.reading()
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
    setUp: (input) => signedIn.setUp(input),
    signIn: (input) => signedIn.signIn(input),
    signOut: (how) => signedIn.signOut(how),
    setServer: (url) => signedIn.setServer(url),
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
      signedIn.setLanguage(chosen)
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
    close: () => signedIn.close(),
  }
  return { service, opened }
}
