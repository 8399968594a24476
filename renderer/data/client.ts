/**
 * The page's end of the wire to the data worker: one worker per page, reached through Comlink. Only this
 * file knows that there is a thread in between.
 */
import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import type { DataService, DataWorker, SecretStore, Surroundings } from './contract.ts'
import { pageSecretStore } from './secret-store.ts'

/** Starts the worker; every answer waits until it has started. */
export function startWorker(window: Window): DataService {
  const worker = new Worker(new URL('./worker/data-worker.ts', import.meta.url), {
    type: 'module',
    name: 'data',
  })
  const remote = wrap<DataWorker>(worker)
  const secrets: SecretStore = proxy(pageSecretStore(window))
  const started = remote.start(secrets, surroundingsOf(window))
  return serviceOf(remote, started)
}

function surroundingsOf(window: Window): Surroundings {
  const { navigator, location } = window
  const inBrowser = location.protocol === 'http:' || location.protocol === 'https:'
  const platform = inBrowser ? browserName(navigator.userAgent) : 'desktop'
  return {
    ...(inBrowser && { origin: location.origin }),
    device: { name: `${platform} on ${systemName(navigator.userAgent)}`, platform },
  }
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
function serviceOf(remote: Remote<DataWorker>, started: Promise<void>): DataService {
  const call =
    <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await started
      return method(...args)
    }
  return {
    watchSession: call(async (listener) => remote.watchSession(proxy(listener))),
    watchSync: call(async (listener) => remote.watchSync(proxy(listener))),
    setUp: call(async (input) => remote.setUp(input)),
    signIn: call(async (input) => remote.signIn(input)),
    signOut: call(async (options) => remote.signOut(options)),
    setServer: call(async (url) => remote.setServer(url)),
    pendingChanges: call(async () => remote.pendingChanges()),
    syncNow: call(async () => remote.syncNow()),
    live: call(async (collection, query, listener) => remote.live(collection, query, proxy(listener))),
    find: call(async (collection, query) => remote.find(collection, query)),
    get: call(async (collection, id) => remote.get(collection, id)),
    count: call(async (collection) => remote.count(collection)),
    watchCount: call(async (collection, listener) => remote.watchCount(collection, proxy(listener))),
    create: call(async (collection, values) => remote.create(collection, values)),
    save: call(async (collection, id, changes) => remote.save(collection, id, changes)),
    remove: call(async (collection, id) => remote.remove(collection, id)),
    watchInbox: call(async (listener) => remote.watchInbox(proxy(listener))),
    resolveInbox: call(async (id, decision) => remote.resolveInbox(id, decision)),
    request: async (method, path, body) => {
      await started
      return remote.request(method, path, body) as never
    },
  }
}
