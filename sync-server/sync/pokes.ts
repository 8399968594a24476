/**
 * Tells the streams of this process which collections changed for whom. A poke carries no document; it only
 * says that a pull is worth while. Pokes are gathered for a moment, so that a large push makes one.
 */
import { channelsFor } from '../../shared/access.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { Person } from '../../shared/roles.ts'
import type { Touched } from './channel-index.ts'

export interface PokeListener {
  /** The person as they are now; undefined when their session has ended. */
  person: () => Person | undefined
  changed: (collections: CollectionName[]) => void
}

const gatherFor = 50

export interface Pokes {
  add(listener: PokeListener): () => void
  touched(documents: readonly Touched[]): void
  size(): number
  close(): void
}

export function createPokes(): Pokes {
  const listeners = new Set<PokeListener>()
  const gathered = new Map<CollectionName, Set<string>>()
  let timer: NodeJS.Timeout | undefined

  function send() {
    timer = undefined
    const touched = [...gathered]
    gathered.clear()
    for (const { person, changed } of listeners) {
      const who = person()
      if (!who) continue
      const granted = channelsFor(who)
      const collections = touched.flatMap(([name, channels]) =>
        granted.some((channel) => channels.has(channel)) ? [name] : [],
      )
      if (collections.length > 0) changed(collections)
    }
  }

  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    touched(documents) {
      if (listeners.size === 0 || documents.length === 0) return
      for (const { collection, channels } of documents) {
        const known = gathered.get(collection) ?? new Set()
        for (const channel of channels) known.add(channel)
        gathered.set(collection, known)
      }
      timer ??= setTimeout(send, gatherFor)
    },
    size: () => listeners.size,
    close: () => clearTimeout(timer),
  }
}
