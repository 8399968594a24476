/**
 * What runs in the page of a device: the data worker as it is shipped, and the hands of the person in front
 * of it. `startInPage` is sent to the page as it stands, so it uses nothing from outside itself.
 */
import type { InboxEntry, SaveResult, SyncState, DataWorker } from '../../../renderer/data/contract.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { Change, DeviceState } from '../schedules/device-thread.ts'

export type Outcome = 'done' | 'sign-in needed' | 'stalled'

export interface DeviceInPage {
  signIn(email: string, password: string): Promise<string | undefined>
  /** Looks for changes until nothing waits and nothing is under way. */
  sync(limit: number): Promise<Outcome>
  any(collection: CollectionName, share: number): Promise<AnyDocument | undefined>
  change(collection: CollectionName, id: string, changes: Record<string, unknown>): Promise<Change>
  create(collection: CollectionName, values: Record<string, unknown>): Promise<Change>
  remove(collection: CollectionName, id: string): Promise<Change>
  decide(entry: InboxEntry, decision: 'mine' | 'discard'): Promise<Change>
  inbox(): InboxEntry[]
  /** Undefined while nobody is signed in. */
  state(): Promise<DeviceState | undefined>
  disk(): Promise<{ table: string; row: string }[]>
  seen(): { sync: SyncState | undefined; phase: string }
}

declare global {
  interface Window {
    comlink: typeof import('comlink')
    device: DeviceInPage
  }
}

export async function startInPage(given: {
  worker: string
  collections: readonly CollectionName[]
}): Promise<void> {
  const { wrap, proxy } = window.comlink
  const worker = new Worker(given.worker, { type: 'module', name: 'data' })
  const remote = wrap<DataWorker>(worker)
  const key = 'satchel-session'
  const secrets = proxy({
    load: async () => localStorage.getItem(key) ?? undefined,
    save: async (secret: string) => localStorage.setItem(key, secret),
    clear: async () => localStorage.removeItem(key),
  })
  await Promise.race([
    remote.start(secrets, { origin: location.origin, device: { name: 'device', platform: 'test' } }),
    new Promise((_, reject) =>
      worker.addEventListener('error', ({ message }) => reject(new Error(`the worker failed: ${message}`))),
    ),
  ])
  let sync: SyncState | undefined
  let inbox: InboxEntry[] = []
  let phase = 'starting'
  await remote.watchSession(proxy((state) => void (phase = state.phase)))
  await remote.watchSync(proxy((state) => void (sync = state)))
  await remote.watchInbox(proxy((entries) => void (inbox = entries)))

  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  /** Its records may just be taken away, or its session went down with the browser. */
  async function unlessSignedOut<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work()
    } catch (reason) {
      if (reason instanceof Error && reason.message === 'nobody is signed in') return otherwise
      throw reason
    }
  }
  async function changing(
    collection: CollectionName,
    idOf: () => string,
    work: () => Promise<SaveResult>,
  ): Promise<Change> {
    const refused: Change = { before: undefined, after: undefined, result: { ok: false, errors: [] } }
    return unlessSignedOut(async () => {
      const before = await remote.get(collection, idOf())
      const result = await work()
      const after = result.ok ? await remote.get(collection, result.id) : before
      return { before, after, result }
    }, refused)
  }
  const answered = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
    })

  window.device = {
    async signIn(email, password) {
      const answer = await remote.signIn({ email, password })
      return answer.ok ? undefined : answer.error.code
    },
    async sync(limit) {
      const end = performance.now() + limit
      while (performance.now() < end) {
        if (phase === 'signed-out' || sync?.signInNeeded) return 'sign-in needed'
        if (sync && sync.connection !== 'connecting' && !sync.firstSync) {
          // A pause between two attempts is ended by asking again.
          const idle = await Promise.race([remote.syncNow().then(() => true), wait(600)])
          const { connection, waiting, firstSync, signInNeeded } = sync
          if (idle === true && connection === 'online' && waiting === 0 && !firstSync && !signInNeeded)
            return 'done'
        }
        await wait(20)
      }
      return 'stalled'
    },
    async any(collection, share) {
      const found = await unlessSignedOut(() => remote.find(collection, {}), [])
      const all = found.sort((a, b) => (a.id < b.id ? -1 : 1))
      return all[Math.floor(share * all.length)]
    },
    change: (collection, id, changes) =>
      changing(
        collection,
        () => id,
        () => remote.save(collection, id, changes),
      ),
    create: (collection, values) =>
      changing(
        collection,
        () => String(values['id']),
        () => remote.create(collection, values),
      ),
    remove: (collection, id) =>
      changing(
        collection,
        () => id,
        () => remote.remove(collection, id),
      ),
    decide: (entry, decision) =>
      changing(
        entry.collection,
        () => entry.documentId,
        () => remote.resolveInbox(entry.id, decision),
      ),
    inbox: () => inbox,
    async state() {
      if (phase !== 'signed-in') return undefined
      const lists = await Promise.all(
        given.collections.map(async (name) => [name, await remote.find(name, {})] as const),
      )
      return {
        documents: Object.fromEntries(lists) as DeviceState['documents'],
        inbox,
        pending: await remote.pendingChanges(),
      }
    },
    async disk() {
      const rows: { table: string; row: string }[] = []
      for (const { name = '' } of await indexedDB.databases()) {
        if (name.includes('syncInbox')) continue
        const database = await answered(indexedDB.open(name))
        for (const store of database.objectStoreNames)
          for (const row of await answered(database.transaction(store).objectStore(store).getAll()))
            rows.push({ table: `${name} ${store}`, row: JSON.stringify(row) })
        database.close()
      }
      return rows
    },
    seen: () => ({ sync, phase }),
  }
}
