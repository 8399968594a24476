/**
 * The embedded document store: one SQLite file, one process. Documents with compare-and-set and one gapless
 * sequence over all kinds; the newest state of each document is its only line in the feed.
 *
 * Statements run in the process itself, so every one of them is kept short: at most a thousand rows between
 * two turns of the event loop.
 */
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  Change,
  DocumentStore,
  Key,
  Sequence,
  StoredDocument,
  Write,
  WriteResult,
} from './document-store.ts'
import { openFile, storeError } from './embedded-file.ts'
import type { EmbeddedFile } from './embedded-file.ts'
import { groupCommit } from './group-commit.ts'
import { toJson } from './json.ts'
import { createRecentChanges } from './recent-changes.ts'
import { unavailable } from './unavailable.ts'

/** Rows of one transaction and of one read. */
const mostRows = 1000
const listPage = 500
/** Bytes of the log, about, after which it is taken into the file. */
const longLog = 4 * 1024 * 1024
/** What a commit writes at least, in pages of the table and its indexes. */
const leastOfCommit = 16 * 1024

/** A line of the table as SQLite gives it, without body for the feed. */
interface FeedRow {
  kind: string
  id: string
  revision: string
  sequence: number
  deleted: number
  pending: number
  parent: string | null
  channels: string
  former: string
}

interface Row extends FeedRow {
  applied: string
  body: string
}

interface PreparedWrite {
  kind: string
  id: string
  expected: string | undefined
  /** The columns from `deleted` to `body`. */
  state: (string | number | null)[]
  /** Characters of the body. */
  size: number
  write: Write
}

const feedColumns = 'kind, id, revision, sequence, deleted, pending, parent, channels, former'
const columns = `${feedColumns}, applied, body`

/**
 * A store in `folder/satchel.sqlite`; ':memory:' keeps it in memory. `patience`: how many milliseconds `open`
 * waits for another process to give the file free before it throws STORE_UNAVAILABLE.
 */
export function createEmbeddedStore({
  folder,
  patience = 3000,
}: {
  folder: string
  patience?: number
}): DocumentStore {
  let opened: OpenStore | undefined
  let opening: Promise<OpenStore> | undefined
  function use<Result>(work: (store: OpenStore) => Result): Result {
    if (!opened) throw unavailable('the embedded store is not open')
    try {
      return work(opened)
    } catch (error) {
      throw storeError(error)
    }
  }

  return {
    async open() {
      opening ??= openFile(folder, patience).then(onFile)
      try {
        opened = await opening
      } catch (error) {
        opening = undefined
        throw error
      }
    },
    async close() {
      const closing = opened
      opened = undefined
      opening = undefined
      await closing?.close()
    },
    identity: async () => use((store) => store.identity),
    get: async (key) => use((store) => store.get(key)),
    async getMany(keys) {
      const found: (StoredDocument | undefined)[] = []
      for (let start = 0; start < keys.length; start += mostRows) {
        if (start > 0) await nextTurn()
        found.push(...use((store) => keys.slice(start, start + mostRows).map(store.get)))
      }
      return found
    },
    async write(writes) {
      const results: WriteResult[] = []
      for (let start = 0; start < writes.length; start += mostRows)
        results.push(...(await use((store) => store.write(writes.slice(start, start + mostRows)))))
      return results
    },
    async *list(kind) {
      let after = ''
      for (;;) {
        const page = use((store) => store.page(kind, after))
        if (page.length > 0) yield page
        if (page.length < listPage) return
        after = page.at(-1)?.id ?? after
        await nextTurn()
      }
    },
    async children(parent) {
      const all: StoredDocument[] = []
      for (;;) {
        const page = use((store) => store.children(parent, all.at(-1)))
        all.push(...page)
        if (page.length < mostRows) return all
        await nextTurn()
      }
    },
    pendingParents: async () => use((store) => store.pendingParents()),
    changes: async ({ since, limit }) => use((store) => store.changes(since, limit)),
    waitForChange: async (since, options) => use((store) => store.waitForChange(since, options)),
    // One process writes one file: nobody writes unseen.
    branches: async () => undefined,
    dropBranches: async () => undefined,
    ping: async () => use((store) => store.ping()),
  }
}

type OpenStore = ReturnType<typeof onFile>

/** The store's work on an open file. All of it is synchronous but for the wait of a write for its group. */
function onFile({ database, identity, openings }: EmbeddedFile) {
  const select = database.prepare(`SELECT ${columns} FROM documents WHERE kind = ? AND id = ?`)
  const selectPage = database.prepare(
    `SELECT ${columns} FROM documents WHERE kind = ? AND id > ? AND deleted = 0 ORDER BY id LIMIT ${listPage}`,
  )
  const selectChildren = database.prepare(
    `SELECT ${columns} FROM documents WHERE parent = ? AND (kind, id) > (?, ?) AND deleted = 0
       ORDER BY kind, id LIMIT ${mostRows}`,
  )
  const selectPending = database.prepare(`SELECT ${columns} FROM documents WHERE pending = 1`)
  const selectChanges = database.prepare(
    `SELECT ${feedColumns} FROM documents WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  const insert = database.prepare(
    `INSERT INTO documents (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const update = database.prepare(
    `UPDATE documents SET revision = ?, sequence = ?, deleted = ?, pending = ?, parent = ?, channels = ?,
       former = ?, applied = ?, body = ? WHERE kind = ? AND id = ? AND revision = ?`,
  )
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const shorten = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  const one = database.prepare('SELECT 1')

  const opening = openings.at(-1)
  let last = opening?.after ?? 0
  const recent = createRecentChanges(last)
  /** The last transaction, as long as its lines are not among the recent ones; `after` the sequence before it. */
  let written:
    { writes: readonly PreparedWrite[]; results: readonly WriteResult[]; after: number } | undefined
  let logged = 0
  let shortening: NodeJS.Immediate | undefined
  const bus = new EventEmitter().setMaxListeners(0)
  // Marks the sequences of this file, so that those of another one are recognised as unknown.
  const mark = identity.slice(0, 8)

  /** How far each earlier opening went. */
  const ends = new Map(openings.slice(1).map(({ after }, index) => [openings[index]?.name, after]))

  const sequenceOf = (position: number): Sequence => `${mark}.${position}.${opening?.name}`

  /** How far this sequence is; 0, the beginning, for one that this file did not give. */
  function positionOf(sequence: Sequence | undefined): number {
    const [, given, digits, name] = /^([0-9a-f]{8})\.(\d{1,15})\.([0-9a-f]{8})$/.exec(sequence ?? '') ?? []
    const position = Number(digits)
    const end = name === opening?.name ? last : (ends.get(name) ?? -1)
    return given === mark && position <= end ? position : 0
  }

  function store(write: PreparedWrite, sequence: number): WriteResult {
    const { kind, id, expected, state } = write
    const revision = revisionAfter(write)
    const { changes } =
      expected === undefined
        ? insert.run(kind, id, revision, sequence, ...state)
        : update.run(revision, sequence, ...state, kind, id, expected)
    return Number(changes) === 1 ? { ok: true, revision } : { ok: false, reason: 'conflict' }
  }

  function commitAll(writes: readonly PreparedWrite[]): WriteResult[] {
    noteWritten()
    try {
      begin.run()
      let sequence = last
      const results = writes.map((write) => {
        const result = store(write, sequence + 1)
        if (result.ok) sequence += 1
        return result
      })
      commit.run()
      if (sequence > last) {
        written = { writes, results, after: last }
        last = sequence
        logged += writes.reduce((sum, { size }) => sum + size, leastOfCommit)
        if (logged >= longLog) shortening ??= setImmediate(shortenLog)
        bus.emit('change')
      }
      return results
    } catch (error) {
      // SQLite has already rolled back after some errors, such as a full disk.
      if (database.isTransaction) rollback.run()
      throw storeError(error)
    }
  }

  /** Takes the log into the file after whoever wrote was answered: it is durable where it is. */
  function shortenLog() {
    shortening = undefined
    logged = 0
    try {
      shorten.run()
    } catch {
      // As after a commit that SQLite shortens the log for: it stays, and grows until the next time.
    }
  }

  /** Makes the lines of the feed only when somebody asks, or writes again: who wrote is answered first. */
  function noteWritten() {
    if (!written) return
    const { writes, results, after } = written
    written = undefined
    let position = after
    writes.forEach(({ write }, index) => {
      const result = results[index]
      if (!result?.ok) return
      position += 1
      recent.add(position, changeOf(write, result.revision, sequenceOf(position)))
    })
  }

  function linesAfter(from: number, limit: number): { position: number; change: Change }[] {
    const rows = selectChanges.all(from, limit) as unknown as FeedRow[]
    return rows.map((row) => ({
      position: row.sequence,
      change: { ...stateOf(row), sequence: sequenceOf(row.sequence) },
    }))
  }

  const group = groupCommit(mostRows, commitAll)
  const readAll = (rows: unknown): StoredDocument[] => (rows as Row[]).map(documentOf)

  return {
    identity,
    get: (key: Key): StoredDocument | undefined => {
      const row = select.get(key.kind, key.id) as Row | undefined
      return row && documentOf(row)
    },
    page: (kind: string, after: string) => readAll(selectPage.all(kind, after)),
    children: (parent: Key, after: Key | undefined) =>
      readAll(selectChildren.all(`${parent.kind}:${parent.id}`, after?.kind ?? '', after?.id ?? '')),
    pendingParents: () => readAll(selectPending.all()),
    // Prepared before it joins the group: what is no JSON fails its own call only.
    write: (writes: readonly Write[]) => group.add(writes.map(prepare)),
    changes(since: Sequence | undefined, limit: number) {
      noteWritten()
      const from = positionOf(since)
      const most = Math.max(1, limit)
      const lines = recent.after(from, most) ?? linesAfter(from, most)
      const end = lines.at(-1)?.position ?? from
      return { changes: lines.map(({ change }) => change), last: sequenceOf(end), more: end < last }
    },
    async waitForChange(since: Sequence | undefined, options: { timeout: number; signal: AbortSignal }) {
      if (positionOf(since) < last || options.signal.aborted) return
      const ended = new AbortController()
      const end = () => ended.abort()
      const timer = setTimeout(end, options.timeout)
      options.signal.addEventListener('abort', end, { once: true })
      try {
        await once(bus, 'change', { signal: ended.signal })
      } catch (error) {
        if (!ended.signal.aborted) throw error
      } finally {
        clearTimeout(timer)
        options.signal.removeEventListener('abort', end)
      }
    },
    ping(): void {
      one.get()
    },
    async close() {
      await group.settled()
      clearImmediate(shortening)
      database.close()
      // Whoever waits looks again and learns that the store is closed.
      bus.emit('change')
    },
  }
}

function prepare(write: Write): PreparedWrite {
  const body = toJson(write.body)
  return {
    kind: write.kind,
    id: write.id,
    expected: write.expected,
    write,
    size: body.length,
    state: [
      write.deleted ? 1 : 0,
      write.childrenPending ? 1 : 0,
      write.parent ?? null,
      listJson(write.channels),
      listJson(write.formerChannels),
      listJson(write.applied),
      body,
    ],
  }
}

/** Channels and fingerprints have nothing to escape: put together without JSON.stringify, which costs more. */
function listJson(list: readonly string[]): string {
  if (list.length === 0) return '[]'
  return list.every((text) => plain.test(text)) ? `["${list.join('","')}"]` : toJson(list)
}

const plain = /^[\w:-]*$/

/** The line of the feed that this write makes. */
function changeOf(write: Write, revision: string, sequence: Sequence): Change {
  const { kind, id, deleted, channels, formerChannels, parent, childrenPending } = write
  const change: Change = { kind, id, revision, deleted, channels, formerChannels, sequence }
  if (parent !== undefined) change.parent = parent
  if (childrenPending) change.childrenPending = childrenPending
  return change
}

/** `<how many writes>-<random>`: no two states ever share one, also when a backup was put back in between. */
function revisionAfter({ expected }: PreparedWrite): string {
  const generation = expected === undefined ? 1 : Number.parseInt(expected, 10) + 1
  return `${generation}-${randomUUID().replaceAll('-', '')}`
}

function stateOf(row: FeedRow): Omit<StoredDocument, 'body' | 'applied'> {
  return {
    kind: row.kind,
    id: row.id,
    revision: row.revision,
    deleted: row.deleted === 1,
    channels: JSON.parse(row.channels) as string[],
    formerChannels: JSON.parse(row.former) as string[],
    ...(row.parent !== null && { parent: row.parent }),
    ...(row.pending === 1 && { childrenPending: true }),
  }
}

function documentOf(row: Row): StoredDocument {
  return {
    ...stateOf(row),
    body: JSON.parse(row.body) as Record<string, unknown>,
    applied: JSON.parse(row.applied) as string[],
  }
}
