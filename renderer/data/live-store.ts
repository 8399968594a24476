/**
 * Shares live subscriptions between the components of the page: equal questions to the worker are asked
 * once, and a question whose last component has gone is kept for a moment, because the next screen often
 * asks it again.
 */

export interface Snapshot<T> {
  value: T | undefined
  loading: boolean
  error?: Error
}

type Watch<T> = (listener: (value: T) => void) => Promise<() => void>

interface Entry {
  snapshot: Snapshot<unknown>
  listeners: Set<() => void>
  stop?: () => void
  stopTimer?: ReturnType<typeof setTimeout>
}

const lingering = 5_000
const loading: Snapshot<never> = { value: undefined, loading: true }

export interface LiveStores {
  /** Subscribes to what `watch` delivers under this key; the first subscriber starts it. */
  subscribe<T>(key: string, watch: Watch<T>, changed: () => void): () => void
  read<T>(key: string): Snapshot<T>
  /** Forgets every value, such as after a sign-out; living subscriptions start over. */
  clear(): void
}

export function liveStores(): LiveStores {
  const entries = new Map<string, Entry>()

  function start<T>(key: string, watch: Watch<T>): Entry {
    const entry: Entry = { snapshot: loading, listeners: new Set() }
    entries.set(key, entry)
    const tell = (snapshot: Snapshot<T>) => {
      entry.snapshot = snapshot
      for (const listener of entry.listeners) listener()
    }
    watch((value) => tell({ value, loading: false })).then(
      (stop) => {
        if (entries.get(key) === entry) entry.stop = stop
        else stop()
      },
      (reason: unknown) =>
        tell({
          value: undefined,
          loading: false,
          error: reason instanceof Error ? reason : new Error(String(reason)),
        }),
    )
    return entry
  }

  function end(key: string, entry: Entry) {
    if (entries.get(key) === entry) entries.delete(key)
    entry.stop?.()
  }

  return {
    subscribe(key, watch, changed) {
      const entry = entries.get(key) ?? start(key, watch)
      clearTimeout(entry.stopTimer)
      entry.listeners.add(changed)
      return () => {
        entry.listeners.delete(changed)
        if (entry.listeners.size === 0) entry.stopTimer = setTimeout(() => end(key, entry), lingering)
      }
    },
    read: <T>(key: string) => (entries.get(key)?.snapshot ?? loading) as Snapshot<T>,
    clear() {
      for (const [key, entry] of entries) if (entry.listeners.size === 0) end(key, entry)
    },
  }
}
