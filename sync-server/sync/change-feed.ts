/**
 * The one reader of the store's changes feed in this process. It reads from the beginning at every start
 * and tells its subscribers each page in order; they must take a repeated line for what it is.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { SatchelError } from '../../shared/errors.ts'
import type { ChangesPage, DocumentStore, Sequence } from '../store/document-store.ts'

export interface ChangeFeed {
  /** Resolves when the feed was read to its end for the first time; throws when the store cannot be read. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Subscribers are called in the order they came, synchronously. */
  subscribe(listener: (page: ChangesPage) => void): void
  /** Tells the feed that this process wrote something: it reads on at once. */
  wrote(): void
  /** Resolves when everything that this process wrote before has been told; throws STORE_UNAVAILABLE. */
  catchUp(): Promise<void>
}

const pageSize = 1000
const longestWait = 25_000
const pauseAfterError = 1000
const patience = 10_000

export function createChangeFeed(store: DocumentStore, onError: (error: unknown) => void): ChangeFeed {
  const listeners: ((page: ChangesPage) => void)[] = []
  const stopping = new AbortController()
  let waiters: { mark: number; done: () => void }[] = []
  let writes = 0
  /** Writes before this count have been told. */
  let told = 0
  let idle = new AbortController()
  let since: Sequence | undefined
  let running: Promise<void> | undefined

  async function readToEnd() {
    for (;;) {
      const mark = writes
      const page = await store.changes({ since, limit: pageSize })
      for (const listener of listeners) listener(page)
      since = page.last
      if (page.more) continue
      told = mark
      for (const waiter of waiters) if (waiter.mark <= told) waiter.done()
      waiters = waiters.filter((waiter) => waiter.mark > told)
      if (writes === told) return
    }
  }

  async function waitForMore() {
    idle = new AbortController()
    if (writes > told) return
    const signal = AbortSignal.any([idle.signal, stopping.signal])
    await store.waitForChange(since, { timeout: longestWait, signal })
  }

  async function run() {
    while (!stopping.signal.aborted)
      try {
        await waitForMore()
        // Whoever wrote is answered first; their next request travels while this one is taken up.
        await nextTurn()
        if (!stopping.signal.aborted) await readToEnd()
      } catch (error) {
        if (stopping.signal.aborted) return
        onError(error)
        await pause(pauseAfterError, stopping.signal)
      }
  }

  return {
    async start() {
      await readToEnd()
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
    subscribe: (listener) => void listeners.push(listener),
    wrote() {
      writes++
      idle.abort()
    },
    catchUp() {
      if (told >= writes) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters = waiters.filter((waiter) => waiter.done !== done)
          reject(new SatchelError('STORE_UNAVAILABLE'))
        }, patience)
        const done = () => {
          clearTimeout(timer)
          resolve()
        }
        waiters.push({ mark: writes, done })
      })
    },
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
}

/** The same store, whose writes the feed learns of at once. */
export function tellWrites(store: DocumentStore, wrote: () => void): DocumentStore {
  return {
    open: () => store.open(),
    close: () => store.close(),
    identity: () => store.identity(),
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    list: (kind) => store.list(kind),
    children: (parent) => store.children(parent),
    pendingParents: () => store.pendingParents(),
    changes: (options) => store.changes(options),
    waitForChange: (since, options) => store.waitForChange(since, options),
    branches: (key) => store.branches(key),
    dropBranches: (key, revisions) => store.dropBranches(key, revisions),
    ping: () => store.ping(),
    async write(writes) {
      try {
        return await store.write(writes)
      } finally {
        wrote()
      }
    },
  }
}
