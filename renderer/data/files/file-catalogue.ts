/**
 * The file documents of this device: what PouchDB replicates with the office. A document that this person may
 * no longer see has to leave without being deleted for everybody; the adapter cannot forget one, so the others
 * are taken over into a new database, and the old one is destroyed.
 */
import type { FileDocument, FileFacts, FileRecord } from '../../../shared/files/file-document.ts'
import { found } from './pouch.ts'
import type { FilePlatform, PouchDatabase, Revisioned } from './pouch.ts'

type Stored = FileFacts & Revisioned

const last = '\ufff0'
const batch = 100

export type FileCatalogue = ReturnType<typeof openCatalogue>

export function openCatalogue(platform: FilePlatform, name: string, generation: number) {
  let current = generation
  let database = platform.open(nameOf(current))

  function nameOf(number: number) {
    return `${name}-files-${number}`
  }

  function facts(stored: Stored): FileDocument {
    const { _rev: _, _id, ...rest } = stored
    return { ...rest, id: _id }
  }

  async function copyTo(target: PouchDatabase, without: ReadonlySet<string>) {
    const { results } = await database.changes({ since: 0 })
    const kept = results.filter(({ id }) => !without.has(id))
    for (let start = 0; start < kept.length; start += batch) {
      const docs = kept
        .slice(start, start + batch)
        .flatMap(({ id, changes }) => changes.map(({ rev }) => ({ id, rev })))
      const answer = await database.bulkGet({ docs, revs: true })
      const states = answer.results.flatMap(({ docs: states }) =>
        states.flatMap(({ ok }) => (ok ? [ok] : [])),
      )
      await target.bulkDocs(states, { new_edits: false })
    }
  }

  return {
    /** For replication. */
    database: () => database,
    generation: () => current,
    async ofRecord({ collection, id }: FileRecord): Promise<FileDocument[]> {
      const prefix = `${collection}:${id}:`
      const { rows } = await database.allDocs<Stored>({
        startkey: prefix,
        endkey: prefix + last,
        include_docs: true,
      })
      return rows.flatMap(({ doc }) => (doc ? [facts(doc)] : []))
    },
    async all(): Promise<FileDocument[]> {
      const { rows } = await database.allDocs<Stored>({ include_docs: true })
      return rows.flatMap(({ doc }) => (doc ? [facts(doc)] : []))
    },
    async ids(): Promise<string[]> {
      return (await database.allDocs()).rows.map(({ id }) => id)
    },
    async get(id: string): Promise<FileDocument | undefined> {
      const stored = await found(database.get<Stored>(id))
      return stored && facts(stored)
    },
    /** Adds it, or puts it back where it was deleted; as it is when it is there. */
    async put({ id, ...content }: FileDocument): Promise<void> {
      if (await found(database.get(id))) return
      const [gone] = (await database.allDocs({ keys: [id] })).rows as {
        value?: { rev: string; deleted?: boolean }
      }[]
      const rev = gone?.value?.deleted ? gone.value.rev : undefined
      await database.put({ _id: id, ...content, ...(rev && { _rev: rev }) })
    },
    /** As a new revision, so that replication sends it once more. */
    async again(id: string): Promise<void> {
      const stored = await found(database.get<Stored>(id))
      if (stored) await database.put(stored)
    },
    async remove(id: string): Promise<void> {
      const stored = await found(database.get(id))
      if (stored) await database.remove(id, stored._rev)
    },
    /** Forgets these documents on this device alone. Nothing may replicate meanwhile. */
    async forget(ids: ReadonlySet<string>, saved: (generation: number) => Promise<void>): Promise<void> {
      const next = platform.open(nameOf(current + 1))
      await copyTo(next, ids)
      const old = database
      database = next
      current += 1
      await saved(current)
      await old.destroy()
    },
    /** Another tab has taken over into this generation. */
    async follow(number: number): Promise<void> {
      if (number <= current) return
      const old = database
      current = number
      database = platform.open(nameOf(current))
      await old.close()
    },
    close: () => database.close(),
    destroy: () => database.destroy(),
  }
}
