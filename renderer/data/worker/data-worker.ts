/**
 * The data worker of a page: the data service, exposed over Comlink. Callbacks arrive as proxies, and what
 * ends a subscription goes back as one.
 */
import { expose, proxy } from 'comlink'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { DataService, DataWorker, SecretStore, Surroundings } from '../contract.ts'
import { createDataService } from './data-service.ts'
import type { LocalStorage } from './open-database.ts'
import type { Lock } from './session.ts'

let service: DataService | undefined
const data = (): DataService => {
  if (!service) throw new Error('the data worker has not been started')
  return service
}

const lock: Lock = async (name, work) => navigator.locks.request(name, async () => work())

const worker: DataWorker = {
  async start(secrets: SecretStore, surroundings: Surroundings) {
    service ??= await createDataService({
      storage: getRxStorageDexie() as unknown as LocalStorage,
      multiInstance: true,
      fetch: (url, init) => fetch(url, init),
      secrets,
      surroundings,
      lock,
      network: self,
      // oxlint-disable-next-line no-console -- the only log a browser has
      report: (reason) => console.error('data worker:', reason),
    })
  },
  watchSession: async (listener) => proxy(await data().watchSession(listener)),
  watchSync: async (listener) => proxy(await data().watchSync(listener)),
  watchInbox: async (listener) => proxy(await data().watchInbox(listener)),
  live: async (collection, query, listener) => proxy(await data().live(collection, query, listener)),
  watchCount: async (collection, listener) => proxy(await data().watchCount(collection, listener)),
  setUp: async (input) => data().setUp(input),
  signIn: async (input) => data().signIn(input),
  signOut: async (options) => data().signOut(options),
  setServer: async (url) => data().setServer(url),
  pendingChanges: async () => data().pendingChanges(),
  syncNow: async () => data().syncNow(),
  find: async (collection, query) => data().find(collection, query),
  get: async (collection, id) => data().get(collection, id),
  count: async (collection) => data().count(collection),
  create: async (collection, values) => data().create(collection, values),
  save: async (collection, id, changes) => data().save(collection, id, changes),
  remove: async (collection, id) => data().remove(collection, id),
  resolveInbox: async (id, decision) => data().resolveInbox(id, decision),
  request: async (method, path, body) => data().request(method, path, body),
}

expose(worker)
