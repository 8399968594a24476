/** A store whose process dies at a chosen write: that many rows are still stored, nothing after. */
import { SatchelError } from '../../shared/errors.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'

export interface BreakingStore extends DocumentStore {
  /** From now on so many rows are stored; then every call fails, as in a process that is gone. */
  breakAfter(rows: number): void
  isBroken(): boolean
}

export function breakingStore(store: DocumentStore): BreakingStore {
  let left = Infinity
  let broken = false
  const alive = <T>(work: () => T): T => {
    if (broken) throw new SatchelError('STORE_UNAVAILABLE')
    return work()
  }
  return {
    breakAfter(rows) {
      left = rows
    },
    isBroken: () => broken,
    open: () => store.open(),
    close: async () => undefined,
    identity: () => store.identity(),
    get: async (key) => alive(() => store.get(key)),
    getMany: async (keys) => alive(() => store.getMany(keys)),
    list: (kind) => alive(() => store.list(kind)),
    children: async (parent) => alive(() => store.children(parent)),
    pendingParents: async () => alive(() => store.pendingParents()),
    changes: async (options) => alive(() => store.changes(options)),
    waitForChange: (since, options) => store.waitForChange(since, options),
    branches: async (key) => alive(() => store.branches(key)),
    dropBranches: async (key, revisions) => alive(() => store.dropBranches(key, revisions)),
    ping: async () => alive(() => store.ping()),
    async write(writes) {
      return alive(async () => {
        const stored = writes.slice(0, left)
        left -= stored.length
        const results = stored.length > 0 ? await store.write(stored) : []
        if (stored.length < writes.length) {
          broken = true
          throw new SatchelError('STORE_UNAVAILABLE')
        }
        return results
      })
    },
  }
}
