/**
 * The page's end of the wire to the data worker: one worker per page, reached through Comlink. Only this
 * file knows that there is a thread in between.
 */
import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import type {
  ActionResult,
  DataService,
  DataWorker,
  SecretStore,
  SessionState,
  Surroundings,
} from './contract.ts'
import { fileServiceOf } from './files/file-wire.ts'
import { readKept, signedInBy } from './kept-session.ts'
import type { KeptSession } from './kept-session.ts'
import { pageSecretStore } from './secret-store.ts'

export interface StartedData {
  service: DataService
  /** Who was signed in when the app was left, known before the worker is; undefined when it is for the worker to say. */
  known: Promise<SessionState | undefined>
}

/** Starts the worker; every answer waits until it has started. */
export function startWorker(window: Window): StartedData {
  const worker = new Worker(new URL('./worker/data-worker.ts', import.meta.url), {
    type: 'module',
    name: 'data',
  })
  const remote = wrap<DataWorker>(worker)
  const kept = pageSecretStore(window)
  const surroundings = surroundingsOf(window)
  const secrets: SecretStore = proxy(kept)
  const started = surroundings.then((all) => remote.start(secrets, all))
  const known = surroundings.then(async ({ origin }) => sessionOf(readKept(await kept.load()), origin))
  const service = serviceOf(remote, started)
  // A good moment to look for changes, and the worker is not told of all of them.
  const comeBack = () => void service.syncNow()
  window.addEventListener('online', comeBack)
  window.desktop?.onResumed(comeBack)
  return {
    service: window.desktop ? { ...service, setServer: (url) => chooseServer(window, url) } : service,
    known: known.catch(() => undefined),
  }
}

/** As the worker will say it; where records are to be taken away nothing is shown. */
function sessionOf(kept: KeptSession, origin: string | undefined): SessionState | undefined {
  const signedIn = kept.session?.revoked ? undefined : signedInBy(kept, origin)
  if (!signedIn) return undefined
  const { person, deviceId, server: url } = signedIn
  return { phase: 'signed-in', person, deviceId, server: { url, needsSetup: false, reachable: true } }
}

/** In a browser the server is where the page came from; the desktop app keeps the one that was chosen. */
async function surroundingsOf(window: Window): Promise<Surroundings> {
  const { desktop, navigator, location } = window
  const chosen = await desktop?.serverUrl()
  const origin = desktop ? (chosen?.ok && chosen.value) || undefined : location.origin
  const platform = desktop ? 'desktop' : browserName(navigator.userAgent)
  return {
    ...(origin && { origin }),
    device: { name: `${platform} on ${systemName(navigator.userAgent)}`, platform },
  }
}

/** The desktop's window may reach one server alone, the one it was loaded for: another one needs a new load. */
async function chooseServer(window: Window, url: string): Promise<ActionResult> {
  const chosen = await window.desktop?.chooseServer(url)
  if (chosen && !chosen.ok) return chosen
  window.location.reload()
  return { ok: true, value: undefined }
}

const browserName = (agent: string) =>
  agent.includes('Edg/')
    ? 'Edge'
    : agent.includes('Firefox/')
      ? 'Firefox'
      : agent.includes('Chrome/')
        ? 'Chrome'
        : agent.includes('Safari/')
          ? 'Safari'
          : 'Browser'

const systemName = (agent: string) =>
  agent.includes('Android')
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : agent.includes('Windows')
        ? 'Windows'
        : agent.includes('Mac OS')
          ? 'macOS'
          : 'Linux'

/** Callbacks cross the thread as proxies, and nothing is asked before the worker has started. */
export function serviceOf(remote: Remote<DataService>, started: Promise<unknown>): DataService {
  const call =
    <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await started
      return method(...args)
    }
  return {
    ...fileServiceOf(remote, started),
    watchSession: call(async (listener) => remote.watchSession(proxy(listener))),
    watchSync: call(async (listener) => remote.watchSync(proxy(listener))),
    setUp: call(async (input) => remote.setUp(input)),
    signIn: call(async (input) => remote.signIn(input)),
    signOut: call(async (options) => remote.signOut(options)),
    setServer: call(async (url) => remote.setServer(url)),
    pendingChanges: call(async () => remote.pendingChanges()),
    waitingChanges: call(async () => remote.waitingChanges()),
    discardChange: call(async (collection, id) => remote.discardChange(collection, id)),
    checkAndRepair: call(async () => remote.checkAndRepair()),
    syncNow: call(async () => remote.syncNow()),
    live: call(async (collection, query, listener) => remote.live(collection, query, proxy(listener))),
    find: call(async (collection, query) => remote.find(collection, query)),
    get: call(async (collection, id) => remote.get(collection, id)),
    count: call(async (collection) => remote.count(collection)),
    watchCount: call(async (collection, listener) => remote.watchCount(collection, proxy(listener))),
    watchView: call(async (view, window, listener) => remote.watchView(view, window, proxy(listener))),
    viewIds: call(async (view) => remote.viewIds(view)),
    placeInView: call(async (view, id) => remote.placeInView(view, id)),
    listRows: call(async (list, ids) => remote.listRows(list, ids)),
    names: call(async (collection, ids) => remote.names(collection, ids)),
    watchNames: call(async (listener) => remote.watchNames(proxy(listener))),
    search: call(async (text, options) => remote.search(text, options)),
    setLanguage: call(async (language) => remote.setLanguage(language)),
    create: call(async (collection, values) => remote.create(collection, values)),
    save: call(async (collection, id, changes) => remote.save(collection, id, changes)),
    remove: call(async (collection, id) => remote.remove(collection, id)),
    restore: call(async (collection, document) => remote.restore(collection, document)),
    watchInbox: call(async (listener) => remote.watchInbox(proxy(listener))),
    resolveInbox: call(async (id, decision) => remote.resolveInbox(id, decision)),
    restoreInbox: call(async (entry) => remote.restoreInbox(entry)),
    request: async (method, path, body) => {
      await started
      return remote.request(method, path, body) as never
    },
  }
}
