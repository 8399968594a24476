/**
 * The data service as another thread calls it: callbacks arrive as Comlink proxies, and what ends a
 * subscription goes back as one.
 */
import { proxy } from 'comlink'
import type { DataService } from '../contract.ts'
import { filesOverTheWire } from '../files/file-wire.ts'

export function overTheWire(data: () => DataService): DataService {
  return {
    ...filesOverTheWire(data),
    watchSession: async (listener) => proxy(await data().watchSession(listener)),
    watchSync: async (listener) => proxy(await data().watchSync(listener)),
    watchInbox: async (listener) => proxy(await data().watchInbox(listener)),
    live: async (collection, query, listener) => proxy(await data().live(collection, query, listener)),
    watchCount: async (collection, listener) => proxy(await data().watchCount(collection, listener)),
    watchView: async (view, window, listener) => proxy(await data().watchView(view, window, listener)),
    watchNames: async (listener) => proxy(await data().watchNames(listener)),
    viewIds: async (view) => data().viewIds(view),
    placeInView: async (view, id) => data().placeInView(view, id),
    listRows: async (list, ids) => data().listRows(list, ids),
    names: async (collection, ids) => data().names(collection, ids),
    search: async (text, options) => data().search(text, options),
    setLanguage: async (language) => data().setLanguage(language),
    setUp: async (input) => data().setUp(input),
    signIn: async (input) => data().signIn(input),
    signOut: async (options) => data().signOut(options),
    setServer: async (url) => data().setServer(url),
    pendingChanges: async () => data().pendingChanges(),
    waitingChanges: async () => data().waitingChanges(),
    discardChange: async (collection, id) => data().discardChange(collection, id),
    checkAndRepair: async () => data().checkAndRepair(),
    syncNow: async () => data().syncNow(),
    find: async (collection, query) => data().find(collection, query),
    get: async (collection, id) => data().get(collection, id),
    count: async (collection) => data().count(collection),
    create: async (collection, values) => data().create(collection, values),
    save: async (collection, id, changes) => data().save(collection, id, changes),
    remove: async (collection, id) => data().remove(collection, id),
    restore: async (collection, document) => data().restore(collection, document),
    resolveInbox: async (id, decision) => data().resolveInbox(id, decision),
    restoreInbox: async (entry) => data().restoreInbox(entry),
    request: async (method, path, body) => data().request(method, path, body),
  }
}
