/**
 * The document store on CouchDB 3, for any number of servers on one database. Compare-and-set is CouchDB's
 * own: a write names the revision it replaces, and its answer is the durable acknowledgement.
 */
import { randomUUID } from 'node:crypto'
import { connect } from './couchdb-connection.ts'
import type { Connection } from './couchdb-connection.ts'
import { dropBranches, readBranches } from './couchdb-branches.ts'
import { changedState, couchId, fromCouch, isStored, toCouch } from './couchdb-documents.ts'
import type { CouchDocument } from './couchdb-documents.ts'
import { createCouchFeed } from './couchdb-feed.ts'
import type { DocumentStore, Key, Sequence, StoredDocument, Write, WriteResult } from './document-store.ts'
import { SatchelError } from '../../shared/errors.ts'
import { toJson } from './json.ts'
import { unavailable } from './unavailable.ts'

/** Documents of one request, and its size in characters of JSON: CouchDB's own limit is 8 MB a document. */
const mostDocuments = 500
const mostCharacters = 4_000_000
const listPage = 500
const pingTimeout = 5_000

const designId = '_design/satchel'
const views = {
  byParent: {
    map: 'function (doc) { if (doc.parent && doc.deleted === false) emit(doc.parent, null) }',
  },
  childrenPending: {
    map: 'function (doc) { if (doc.childrenPending) emit(null, null) }',
  },
}

interface Row {
  id?: string
  doc?: CouchDocument | null
}

interface BulkResult {
  id: string
  rev?: string
  error?: string
  reason?: string
}

/** A store in this database of the CouchDB server at `url`; `open` makes it when it is not there. */
export function createCouchStore({ url, database }: { url: string; database: string }): DocumentStore {
  const line = connect(url, database)
  let identity: string | undefined
  let closing = new AbortController()
  const couch = (): Connection => {
    if (identity === undefined) throw unavailable('the CouchDB store is not open')
    return line
  }
  // Marks the sequences of this database, so that those of another one are recognised as unknown.
  const mark = () => `${identity?.slice(0, 8)}.`
  const sequenceOf = (couchSequence: string | number): Sequence => `${mark()}${couchSequence}`
  const couchSequenceOf = (sequence: Sequence | undefined): string =>
    sequence?.startsWith(mark()) ? sequence.slice(mark().length) : '0'

  async function rowsOf(path: string, qs: Record<string, string | number | boolean>, keys?: string[]) {
    const { rows } = await couch().demand<{ rows: Row[] }>({
      path,
      qs: { ...qs, include_docs: true },
      ...(keys && { method: 'POST', body: toJson({ keys }) }),
      repeatable: true,
    })
    return rows
  }

  const feed = createCouchFeed(couch, { sequenceOf, couchSequenceOf })

  async function write(writes: readonly Write[]): Promise<WriteResult[]> {
    const results: WriteResult[] = writes.map(() => ({ ok: false, reason: 'conflict' }))
    for (const batch of batchesOf(writes)) {
      const answer = await couch().ask<BulkResult[]>({
        method: 'POST',
        path: '_bulk_docs',
        body: `{"docs":[${batch.map(({ json }) => json).join(',')}]}`,
        timeout: 60_000,
      })
      if (!answer.ok) throw refusedWrite(answer.status, answer.reason)
      const byId = new Map(answer.value.map((result) => [result.id, result]))
      for (const { id, index, state } of batch) {
        const result = byId.get(id)
        if (result?.rev !== undefined && result.error === undefined) {
          results[index] = { ok: true, revision: result.rev }
          feed.wrote(id, result.rev, state)
        } else if (result?.error !== 'conflict')
          throw unavailable(`_bulk_docs: ${result?.error} ${result?.reason}`)
      }
    }
    return results
  }

  return {
    async open() {
      identity ??= await prepareDatabase(line)
      if (closing.signal.aborted) closing = new AbortController()
    },
    async close() {
      identity = undefined
      closing.abort()
    },
    async identity() {
      couch()
      return identity ?? ''
    },
    async get(key) {
      const path = encodeURIComponent(couchId(key))
      const answer = await couch().ask<CouchDocument>({ path, repeatable: true })
      if (answer.ok) return isStored(answer.value) ? fromCouch(answer.value) : undefined
      if (answer.status === 404 && /^(missing|deleted)$/.test(answer.reason)) return undefined
      throw unavailable(`GET /${database}: ${answer.status} ${answer.reason}`)
    },
    async getMany(keys) {
      const found: (StoredDocument | undefined)[] = []
      for (let start = 0; start < keys.length; start += mostDocuments) {
        const rows = await rowsOf('_all_docs', {}, keys.slice(start, start + mostDocuments).map(couchId))
        found.push(...rows.map(({ doc }) => (isStored(doc) ? fromCouch(doc) : undefined)))
      }
      return found
    },
    write: async (writes) => write(writes),
    async *list(kind) {
      // Ids are ordered by their bytes, and a semicolon is next to the colon that ends the kind.
      const endkey = `${kind};`
      let startkey: string | undefined = `${kind}:`
      while (startkey !== undefined) {
        const qs = { startkey, endkey, inclusive_end: false, limit: listPage + 1 }
        const rows: Row[] = await rowsOf('_all_docs', qs)
        startkey = rows[listPage]?.id
        const page = rows
          .slice(0, listPage)
          .flatMap(({ doc }) => (isStored(doc) && !doc.deleted ? [fromCouch(doc)] : []))
        if (page.length > 0) yield page
      }
    },
    async children(parent: Key) {
      const key = couchId(parent)
      const rows = await rowsOf(`${designId}/_view/byParent`, { key })
      // The document is newer than the view's row when it changed in between.
      return rows.flatMap(({ doc }) =>
        isStored(doc) && doc.parent === key && !doc.deleted ? [fromCouch(doc)] : [],
      )
    },
    async pendingParents() {
      const rows = await rowsOf(`${designId}/_view/childrenPending`, {})
      return rows.flatMap(({ doc }) => (isStored(doc) && doc.childrenPending ? [fromCouch(doc)] : []))
    },
    changes: async ({ since, limit }) => feed.changes(since, limit),
    async waitForChange(since, { timeout, signal }) {
      const ended = new AbortController()
      const end = () => ended.abort()
      // Not every server ends the wait itself.
      const timer = setTimeout(end, timeout)
      const signals = [signal, closing.signal]
      for (const each of signals) each.addEventListener('abort', end, { once: true })
      if (signal.aborted) end()
      try {
        const qs = { feed: 'longpoll', since: couchSequenceOf(since), timeout, limit: 1 }
        await couch().demand({ path: '_changes', qs, timeout: timeout + 1000, signal: ended.signal })
      } catch (error) {
        if (!ended.signal.aborted) throw error
      } finally {
        clearTimeout(timer)
        for (const each of signals) each.removeEventListener('abort', end)
      }
    },
    branches: async (key) => readBranches(couch(), key),
    dropBranches: async (key, revisions) => dropBranches(couch(), key, revisions),
    async ping() {
      await couch().demand({ path: '', timeout: pingTimeout })
    },
  }
}

interface BatchEntry {
  id: string
  json: string
  /** Where its result belongs. */
  index: number
  state: ReturnType<typeof changedState>
}

/** A revision that CouchDB could have given; any other makes it refuse the whole request. */
const revisionPattern = /^[1-9]\d*-[0-9a-f]{32}$/

/**
 * The writes in requests of bounded size. Two writes of one document are never in one request, where CouchDB
 * does not promise to judge them in order. A write that cannot but conflict is in none.
 */
function batchesOf(writes: readonly Write[]): BatchEntry[][] {
  const batches: BatchEntry[][] = []
  let batch: BatchEntry[] = []
  let ids = new Set<string>()
  let size = 0
  for (const [index, write] of writes.entries()) {
    if (write.expected !== undefined && !revisionPattern.test(write.expected)) continue
    const id = couchId(write)
    const json = toJson(toCouch(write))
    const full = batch.length >= mostDocuments || size + json.length > mostCharacters
    if (batch.length > 0 && (full || ids.has(id))) {
      batches.push(batch)
      batch = []
      ids = new Set()
      size = 0
    }
    batch.push({ id, json, index, state: changedState(write) })
    ids.add(id)
    size += json.length
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

function refusedWrite(status: number, reason: string): SatchelError {
  return status === 413
    ? new SatchelError('DOCUMENT_TOO_LARGE')
    : unavailable(`_bulk_docs: ${status} ${reason}`)
}

/** Makes the database, its views and its identity where they are missing; the identity. */
async function prepareDatabase(couch: Connection): Promise<string> {
  const known = await couch.ask({ path: '', repeatable: true })
  if (!known.ok) {
    const made = await couch.ask({ method: 'PUT', path: '', repeatable: true })
    // 412: another server was faster.
    if (!made.ok && made.status !== 412) throw unavailable(`the database cannot be made: ${made.reason}`)
  }
  await prepareViews(couch)
  return prepareIdentity(couch)
}

async function prepareViews(couch: Connection): Promise<void> {
  const stored = await couch.ask<{ _rev: string; views?: unknown }>({ path: designId, repeatable: true })
  if (stored.ok && JSON.stringify(stored.value.views) === JSON.stringify(views)) return
  const design = {
    _id: designId,
    ...(stored.ok && { _rev: stored.value._rev }),
    language: 'javascript',
    views,
  }
  const answer = await couch.ask({ method: 'PUT', path: designId, body: toJson(design) })
  // 409: another server was faster.
  if (!answer.ok && answer.status !== 409) throw unavailable(`the views cannot be made: ${answer.reason}`)
}

/** Of all servers that start at once on a new database the first to write decides. */
async function prepareIdentity(couch: Connection): Promise<string> {
  const question = { path: 'satchel', repeatable: true }
  const stored = await couch.ask<{ identity: string }>(question)
  if (stored.ok) return stored.value.identity
  const answer = await couch.ask({ method: 'PUT', path: 'satchel', body: toJson({ identity: randomUUID() }) })
  if (!answer.ok && answer.status !== 409)
    throw unavailable(`the identity cannot be stored: ${answer.reason}`)
  return (await couch.demand<{ identity: string }>(question)).identity
}

/**
 * After a backup was put back: gives the database another identity, so that no position that anybody
 * remembers is taken for one of the new history. No server may run on it meanwhile. Throws STORE_UNAVAILABLE.
 */
export async function renewCouchIdentity({
  url,
  database,
}: {
  url: string
  database: string
}): Promise<void> {
  const line = connect(url, database)
  const { _rev } = await line.demand<{ _rev: string }>({ path: 'satchel', repeatable: true })
  await line.demand({ method: 'PUT', path: 'satchel', body: toJson({ _rev, identity: randomUUID() }) })
}
