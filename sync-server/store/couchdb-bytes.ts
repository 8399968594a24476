/**
 * The bytes of files in a CouchDB database of their own, for any number of servers. What arrives is kept as it
 * comes, each request's bytes as the attachment of a document of its own, `part:<key>:<offset>:<length>`, so
 * that any server takes up an upload where another one left it; a whole file is a document `bytes:<sha256>`
 * that names its parts. Nothing is copied together, and a range needs no more than its own parts.
 *
 * nano neither ends nor fails when a line breaks within an attachment; within JSON it does. So parts travel to
 * and from CouchDB as inline attachments, a megabyte at a time.
 */
import { createHash } from 'node:crypto'
import type { ByteStore } from './byte-store.ts'
import { connect } from './couchdb-connection.ts'
import type { Answer, Connection } from './couchdb-connection.ts'
import { toJson } from './json.ts'
import { unavailable } from './unavailable.ts'

interface Part {
  id: string
  offset: number
  length: number
}

interface Whole {
  size: number
  parts: Part[]
}

interface Row {
  id: string
  value: { rev: string }
}

const listPage = 1000
const timeout = 60_000
const attachment = 'bytes'
/** Wide enough for any size, so that ids sort by offset. */
const digits = (value: number) => String(value).padStart(12, '0')
const path = (id: string) => encodeURIComponent(id)

export function createCouchBytes({ url, database }: { url: string; database: string }): ByteStore {
  const couch = connect(url, database)

  async function* rows(startkey: string, endkey: string): AsyncIterable<Row[]> {
    let from: string | undefined = startkey
    while (from !== undefined) {
      const { rows: page }: { rows: Row[] } = await couch.demand<{ rows: Row[] }>({
        path: '_all_docs',
        qs: { startkey: from, endkey, limit: listPage + 1 },
        repeatable: true,
      })
      from = page[listPage]?.id
      yield page.slice(0, listPage)
    }
  }

  /** The parts of an upload up to its first gap. */
  async function partsOf(key: string): Promise<Part[]> {
    const parts: Part[] = []
    let end = 0
    for await (const page of rows(`part:${key}:`, `part:${key};`))
      for (const { id } of page) {
        const part = toPart(id)
        // Of two that begin at the same place one is taken.
        if (part?.offset !== end) continue
        parts.push(part)
        end += part.length
      }
    return parts
  }

  async function remove(found: readonly Row[]): Promise<void> {
    if (found.length === 0) return
    const docs = found.map(({ id, value }) => ({ _id: id, _rev: value.rev, _deleted: true }))
    await couch.demand({ method: 'POST', path: '_bulk_docs', body: toJson({ docs }), timeout })
  }

  async function discard(key: string): Promise<void> {
    for await (const page of rows(`part:${key}:`, `part:${key};`)) await remove(page)
  }

  async function bytesOf({ id, length }: Part): Promise<Uint8Array> {
    const { _attachments } = await couch.demand<{ _attachments?: Record<string, { data?: string }> }>({
      path: path(id),
      qs: { attachments: true },
      repeatable: true,
      timeout,
    })
    const bytes = Buffer.from(_attachments?.[attachment]?.data ?? '', 'base64')
    if (bytes.length !== length) throw unavailable(`${id} holds ${bytes.length} bytes`)
    return bytes
  }

  async function wholeOf(sha256: string): Promise<(Whole & { _rev: string }) | undefined> {
    const answer = await couch.ask<Whole & { _rev: string }>({
      path: path(`bytes:${sha256}`),
      repeatable: true,
    })
    return answer.ok ? answer.value : missing(answer)
  }

  return {
    open: () => prepareDatabase(couch),
    received: async (key) => endOf(await partsOf(key)),
    async append(key, offset, bytes) {
      const id = `part:${key}:${digits(offset)}:${bytes.length}`
      const body = {
        at: Date.now(),
        _attachments: {
          [attachment]: {
            content_type: 'application/octet-stream',
            data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
          },
        },
      }
      const answer = await couch.ask({ method: 'PUT', path: path(id), body: toJson(body), timeout })
      // 409: the same bytes are there, from a request whose answer was lost.
      if (!answer.ok && answer.status !== 409) throw refused('PUT', answer)
    },
    async finish(key, sha256, size) {
      const parts = await partsOf(key)
      const hash = createHash('sha256')
      for (const part of parts) hash.update(await bytesOf(part))
      if (endOf(parts) !== size || hash.digest('hex') !== sha256) {
        await discard(key)
        return false
      }
      const whole: Whole = { size, parts }
      const answer = await couch.ask({
        method: 'PUT',
        path: path(`bytes:${sha256}`),
        body: toJson(whole),
        timeout,
      })
      if (!answer.ok && answer.status !== 409) throw refused('PUT', answer)
      if (!answer.ok) await discardUnlessUsed(sha256, key)
      return true
    },
    discard,
    has: async (sha256) => (await wholeOf(sha256)) !== undefined,
    async *read(sha256, from, to) {
      const whole = await wholeOf(sha256)
      if (!whole) throw unavailable(`bytes:${sha256} is not there`)
      for (const part of whole.parts) {
        if (part.offset >= to || part.offset + part.length <= from) continue
        const bytes = await bytesOf(part)
        yield bytes.subarray(Math.max(0, from - part.offset), Math.min(part.length, to - part.offset))
      }
    },
    async remove(sha256) {
      const whole = await wholeOf(sha256)
      if (!whole) return
      await remove([{ id: `bytes:${sha256}`, value: { rev: whole._rev } }])
      const keys = new Set(whole.parts.map(({ id }) => keyOf(id)))
      for (const key of keys) await discard(key)
    },
    async *list() {
      for await (const page of rows('bytes:', 'bytes;')) yield page.map(({ id }) => id.slice('bytes:'.length))
    },
    async unfinished() {
      const keys = new Map<string, string>()
      for await (const page of rows('part:', 'part;')) for (const { id } of page) keys.set(keyOf(id), id)
      for await (const page of rows('bytes:', 'bytes;'))
        for (const { id } of page)
          for (const part of (await wholeOf(id.slice('bytes:'.length)))?.parts ?? [])
            keys.delete(keyOf(part.id))
      const found: { key: string; at: number }[] = []
      for (const [key, id] of keys) {
        const answer = await couch.ask<{ at?: number }>({ path: path(id), repeatable: true })
        found.push({ key, at: (answer.ok ? answer.value : missing(answer))?.at ?? 0 })
      }
      return found
    },
  }

  /** The bytes were there already, from another upload: these parts are spare. */
  async function discardUnlessUsed(sha256: string, key: string): Promise<void> {
    const whole = await wholeOf(sha256)
    if (whole && !whole.parts.some(({ id }) => keyOf(id) === key)) await discard(key)
  }
}

const keyOf = (partId: string) => partId.split(':')[1] ?? ''
const endOf = (parts: readonly Part[]) => parts.reduce((end, { length }) => end + length, 0)

function toPart(id: string): Part | undefined {
  const [, offset, length] = /^part:[0-9a-f]+:(\d{12}):(\d{1,9})$/.exec(id) ?? []
  return offset && length ? { id, offset: Number(offset), length: Number(length) } : undefined
}

type Refusal = Extract<Answer<never>, { ok: false }>

const refused = (method: string, { status, reason }: Refusal) =>
  unavailable(`${method} files: ${status} ${reason}`)

function missing(answer: Refusal): undefined {
  if (answer.status === 404) return undefined
  throw refused('GET', answer)
}

async function prepareDatabase(couch: Connection): Promise<void> {
  const known = await couch.ask({ path: '', repeatable: true })
  if (known.ok) return
  const made = await couch.ask({ method: 'PUT', path: '', repeatable: true })
  // 412: another server was faster.
  if (!made.ok && made.status !== 412)
    throw unavailable(`the database of files cannot be made: ${made.reason}`)
}
