/**
 * Fills an empty collection for the first time: the server's pages are written straight into IndexedDB,
 * marked as the server's, which is several times as fast as replication with its own bookkeeping. Afterwards
 * replication starts at the checkpoints returned here.
 *
 * It may be interrupted at any point and goes on at the last page; people may work meanwhile, so whatever
 * holds a local change is left alone. Pages are written in steps, so that a query never waits long for its
 * turn at the database, and lists learn of what has arrived once a second.
 */
import { createRevision, now } from 'rxdb/plugins/core'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Checkpoint, PullAnswer, WireDocument } from '../../../shared/sync/protocol.ts'
import { largestPull } from '../../../shared/sync/protocol.ts'
import { insertDirectly, tellOfInserts } from './insert-directly.ts'
import type { Line } from './line.ts'
import { toLocal, tombstoneOf } from './local-shape.ts'
import type { StoredRecord } from './local-shape.ts'
import type { LocalCollection } from './open-database.ts'
import type { Answer } from './server-api.ts'
import { firstLoadContext } from './unsent.ts'
import type { Position, Unsent } from './unsent.ts'

const step = 500
/** Milliseconds between two times at which the progress is kept and lists learn of what has arrived. */
const noteEvery = 1_000

export interface LoadedTo {
  pull: Checkpoint
  /** Local writes after this position are looked at for sending. Undefined: all. */
  push: Position | undefined
}

const progressIdOf = (name: string) => `first-load-${name}`

/** The next first load starts from the beginning. */
export async function forgetFirstLoad({ database, name }: LocalCollection): Promise<void> {
  const progress = await database.getLocal(progressIdOf(name))
  await progress?.remove()
}

export async function firstLoad(options: {
  name: CollectionName
  collection: LocalCollection
  unsent: Unsent
  line: Line
  fetchPage: (checkpoint: Checkpoint | null, limit: number) => Promise<Answer<PullAnswer>>
  /** How many documents have arrived with this page. */
  progress: (documents: number) => void
}): Promise<LoadedTo> {
  const { name, collection, unsent, line, fetchPage, progress } = options
  const { database } = collection
  const entity = entityOf(name)
  const storage = collection.internalStorageInstance
  const progressId = progressIdOf(name)
  let resumed = await database.getLocal<{ checkpoint: Checkpoint }>(progressId)
  let checkpoint: Checkpoint | null = (resumed?.get('checkpoint') as Checkpoint | undefined) ?? null
  let last: Position | undefined
  let notedAt = 0

  const get = async (from: Checkpoint | null) => {
    const answer = await line.untilAnswered(() => fetchPage(from, largestPull))
    if (answer.ok) return answer.value
    if (answer.error.code === 'INVALID_CHECKPOINT' && from) return undefined
    throw new Error(`pull of ${name} answered ${answer.error.code}: ${answer.error.message}`)
  }

  function rowOf(document: WireDocument, previous: StoredRecord | undefined): StoredRecord {
    const height = previous ? Number.parseInt(previous._rev, 10) + 1 : 1
    const state = document._deleted ? tombstoneOf(entity, document.id) : toLocal(entity, document)
    // Not a copy of it: there are tens of thousands.
    return Object.assign(state, {
      _attachments: {},
      _rev: createRevision(database.token, previous),
      _meta: { lwt: now(), o: { _rev: height, hash: unsent.serverHash } },
    })
  }

  /** Nearly everything is new: what is there already is learnt from the database's refusal. */
  async function write(documents: WireDocument[], before: Promise<void>) {
    const rows = documents.filter(({ _deleted }) => !_deleted).map((document) => rowOf(document, undefined))
    const there = await insertDirectly(storage, rows)
    // A document may come twice: what came first must be written when the second looks at it.
    await before
    const written = rows.findLast(({ id }) => !there.has(id))
    if (written) last = { id: written.id, lwt: written._meta.lwt }
    const others = documents.filter(({ id, _deleted }) => _deleted || there.has(id))
    if (others.length > 0) await overwrite(others)
  }

  /** Gives the server's state to documents that are there, unless they hold a local change. */
  async function overwrite(documents: WireDocument[]) {
    const held = await storage.findDocumentsById(
      documents.map(({ id }) => id),
      true,
    )
    const holding = new Map(held.map((document) => [document.id, document]))
    const rows = documents.flatMap((document) => {
      const previous = holding.get(document.id)
      if (!previous || !unsent.fromServer(previous) || previous.revision === document['revision']) return []
      const row = rowOf(document, previous)
      last = { id: row.id, lwt: row._meta.lwt }
      return [{ previous, document: row }]
    })
    if (rows.length === 0) return
    const { error } = await storage.bulkWrite(rows, firstLoadContext)
    const broken = error.find(({ status }) => status !== 409)
    if (broken) throw new Error(`the local database refused a document of ${name} (${broken.status})`)
  }

  /** What is being written; the database takes steps in their order. */
  let writing: Promise<void> = Promise.resolve()

  /** Hands over a step while the one before is still being written: the database is never without work. */
  async function writeBehind(documents: WireDocument[]) {
    const before = writing
    writing = write(documents, before).then(() => progress(documents.length))
    // If it fails that is heard when its turn comes.
    writing.catch(() => undefined)
    await before
  }

  let next = get(checkpoint)
  for (;;) {
    let answer: PullAnswer | undefined = await next
    if (!answer) {
      checkpoint = null
      resumed = null
      next = get(null)
      continue
    }
    const { documents, more } = answer
    checkpoint = answer.checkpoint
    if (more) next = get(checkpoint)
    // The next page is being fetched; if that fails it is heard when its turn comes.
    next.catch(() => undefined)
    for (let from = 0; from < documents.length; from += step)
      await writeBehind(documents.slice(from, from + step))
    answer = undefined
    if (!more) break
    if (Date.now() - notedAt < noteEvery) continue
    notedAt = Date.now()
    // Nobody goes on behind what is not on the disk.
    await writing
    await database.upsertLocal(progressId, { checkpoint })
    if (last) await tellOfInserts(storage, last.id)
  }
  await writing
  if (last) await tellOfInserts(storage, last.id)
  return { pull: checkpoint, push: await positionBeforeUnsent(resumed !== null) }

  /** Before the first local change that still has to be sent, else behind everything loaded. */
  async function positionBeforeUnsent(isResumed: boolean): Promise<Position | undefined> {
    await unsent.settled()
    const changed = await storage.findDocumentsById([...unsent.ids$.value], true)
    const first = Math.min(...changed.map(({ _meta }) => _meta.lwt))
    if (Number.isFinite(first)) return { id: '', lwt: first - 0.01 }
    // Pages that an earlier run wrote lie before this one's; nothing in them is a local change.
    return last ?? (isResumed ? { id: '', lwt: now() - 1 } : undefined)
  }
}
