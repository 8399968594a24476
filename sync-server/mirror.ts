/**
 * The documents of one of the server's own kinds held in memory, such as users and devices, so that every
 * request can ask who somebody is now. Own writes show at once; those of other processes arrive with the
 * change feed.
 */
import type { Change, DocumentStore, StoredDocument } from './store/document-store.ts'

export interface Mirror<T> {
  get(id: string): T | undefined
  all(): T[]
  /** From memory, else from the store: another process may have made it a moment ago. */
  find(id: string): Promise<T | undefined>
  /** False when there is one with this id. */
  create(id: string, record: T): Promise<boolean>
  /**
   * Compare-and-set: `change` is called with the stored state, and again when somebody was faster. It gives
   * the new state, or undefined to leave things as they are. Answers the state that stands.
   */
  update(id: string, change: (record: T) => T | undefined): Promise<T | undefined>
  /** Takes up what the feed tells; lines of other kinds are ignored. */
  refresh(changes: readonly Change[]): Promise<void>
  /** Called with every record that changed, from here or elsewhere. */
  watch(listener: (id: string, record: T | undefined) => void): () => void
}

export async function openMirror<T extends object>(store: DocumentStore, kind: string): Promise<Mirror<T>> {
  const held = new Map<string, { record: T; revision: string }>()
  const listeners = new Set<(id: string, record: T | undefined) => void>()
  // Counts what was taken up, so that a slow read cannot put an older state back.
  const generations = new Map<string, number>()

  const recordOf = (stored: StoredDocument) => stored.body as T

  function take(id: string, state: { record: T; revision: string } | undefined) {
    generations.set(id, (generations.get(id) ?? 0) + 1)
    if (state?.revision !== undefined && held.get(id)?.revision === state.revision) return
    if (state) held.set(id, state)
    else held.delete(id)
    for (const listener of listeners) listener(id, state?.record)
  }

  async function reread(id: string): Promise<T | undefined> {
    for (;;) {
      const generation = generations.get(id)
      const stored = await store.get({ kind, id })
      if (generations.get(id) !== generation) continue
      const living = stored && !stored.deleted
      take(id, living ? { record: recordOf(stored), revision: stored.revision } : undefined)
      return living ? recordOf(stored) : undefined
    }
  }

  async function put(id: string, record: T, expected: string | undefined): Promise<boolean> {
    const [result] = await store.write([
      {
        kind,
        id,
        deleted: false,
        body: record as Record<string, unknown>,
        channels: [],
        formerChannels: [],
        applied: [],
        expected,
      },
    ])
    if (result?.ok) take(id, { record, revision: result.revision })
    return result?.ok ?? false
  }

  for await (const page of store.list(kind))
    for (const stored of page) held.set(stored.id, { record: recordOf(stored), revision: stored.revision })

  return {
    get: (id) => held.get(id)?.record,
    all: () => [...held.values()].map(({ record }) => record),
    find: async (id) => held.get(id)?.record ?? (await reread(id)),
    create: (id, record) => put(id, record, undefined),
    async update(id, change) {
      for (;;) {
        const stored = await store.get({ kind, id })
        if (!stored || stored.deleted) return undefined
        const next = change(recordOf(stored))
        if (next === undefined) return recordOf(stored)
        if (await put(id, next, stored.revision)) return next
      }
    },
    async refresh(changes) {
      for (const change of changes)
        if (change.kind === kind && held.get(change.id)?.revision !== change.revision) await reread(change.id)
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
