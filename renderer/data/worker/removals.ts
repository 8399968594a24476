/**
 * Which records are just being taken from the device. They go before replication notes how far it has got;
 * when the app is killed in between, and their person may see them again by the next pull, the server has
 * nothing new to tell of them and they would be missing for good. So their ids are on disk before they go,
 * until that place is, and the next start asks for them.
 */
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { LocalCollection } from './open-database.ts'

export interface Removals {
  /** Resolves when it is on disk that these records are about to go. */
  begin(ids: readonly string[]): Promise<void>
  /** How far replication has got is on disk. */
  ended(): Promise<void>
  /** What an earlier run of the app may have taken away without noting it. */
  interrupted(): Promise<string[]>
}

export function removalsOf(collection: LocalCollection, name: CollectionName): Removals {
  const { database } = collection
  const noteId = `removing-${name}`
  const going = new Set<string>()
  const keep = () => database.upsertLocal(noteId, { ids: [...going] })
  return {
    async begin(ids) {
      if (ids.length === 0) return
      for (const id of ids) going.add(id)
      await keep()
    },
    async ended() {
      if (going.size === 0) return
      going.clear()
      await keep()
    },
    async interrupted() {
      const note = await database.getLocal<{ ids: string[] }>(noteId)
      const ids = (note?.get('ids') ?? []) as string[]
      for (const id of ids) going.add(id)
      return ids
    },
  }
}
