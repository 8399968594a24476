/**
 * The part of CouchDB's replication protocol that PouchDB needs, at `/api/v1/files`, for file documents and one
 * person's view of them. Bodies and statuses are CouchDB's own; errors of a whole request are Satchel's. The
 * database is always there, so that no client tries to make it.
 */
import { once } from 'node:events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { SatchelError } from '../../shared/errors.ts'
import { needsSession, sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession } from '../routes/route-words.ts'
import { acceptFiles } from './accept-files.ts'
import { bodyOf, readFiles } from './file-reader.ts'
import type { ReadableFile } from './file-reader.ts'
import type { FileService } from './file-service.ts'
import { grantsOf } from './list-files.ts'
import type { FileChanges } from './list-files.ts'
import { isRevision, knows, toReplicated } from './revisions.ts'
import type { ReplicatedFile } from './revisions.ts'

const largestBody = 8 * 1024 * 1024
const mostChanges = 1000
const mostDocuments = 1000
/** Milliseconds that a long poll waits at most, and between two signs of life. */
const longestPoll = 50_000
const heartbeats = { shortest: 1000, usual: 10_000, longest: 25_000 }

const anything = Type.Record(Type.String(), Type.Unknown())
const text = Type.String({ maxLength: 2000 })
const query = Type.Record(Type.String(), text)
type Query = Record<string, string | undefined>

const revsDiffSchema = Type.Record(
  Type.String({ maxLength: 200 }),
  Type.Array(Type.String(), { maxItems: 100 }),
)
const bulkGetSchema = Type.Object({
  docs: Type.Array(Type.Object({ id: text, rev: Type.Optional(text) }), { maxItems: mostDocuments }),
})
const bulkDocsSchema = Type.Object({
  docs: Type.Array(Type.Intersect([Type.Object({ _id: text, _rev: text }), anything]), {
    maxItems: mostDocuments,
  }),
  new_edits: Type.Optional(Type.Boolean()),
})

const notFound = (reply: FastifyReply) => reply.code(404).send({ error: 'not_found', reason: 'missing' })

export function addFileReplication(app: FastifyInstance, services: Services, files: FileService): void {
  const { store, feed, people } = services
  const { list, checkpoints, index } = files
  const words = (summary: string) => ({ tags: ['files'], security: bySession, summary })
  const options = { onRequest: needsSession(services), bodyLimit: largestBody }

  const welcome = async () => ({ couchdb: 'Welcome', uuid: await store.identity(), version: '3.0.0' })
  app.get(
    '/',
    { ...options, schema: words('What PouchDB takes for the server of the files database') },
    welcome,
  )

  const info = async (request: FastifyRequest) => ({
    db_name: 'files',
    update_seq: list.now(sessionOf(request).person),
    doc_count: 0,
    instance_start_time: '0',
  })
  app.get('/files', { ...options, schema: words('The files database') }, info)
  app.get('/files/', { ...options, schema: { hide: true } }, info)
  app.put('/files', { ...options, schema: { hide: true } }, async (_, reply) =>
    reply.code(412).send({ error: 'file_exists', reason: 'The database is always there.' }),
  )

  app.get<{ Params: { id: string } }>(
    '/files/_local/:id',
    { ...options, schema: words('What a replication of this device remembers') },
    async (request, reply) => {
      const { person, deviceId } = sessionOf(request)
      const { id } = request.params
      const kept = await checkpoints.get(deviceId, `${grantsOf(person)}.${id}`)
      return kept ? { ...kept.content, _id: `_local/${id}`, _rev: kept.revision } : notFound(reply)
    },
  )
  app.put<{ Params: { id: string }; Body: Record<string, unknown> }>(
    '/files/_local/:id',
    { ...options, bodyLimit: 64 * 1024, schema: { ...words('Remembers it'), body: anything } },
    async (request, reply) => {
      const { person, deviceId } = sessionOf(request)
      const { id } = request.params
      const { _id: _, _rev, ...content } = request.body
      const before = typeof _rev === 'string' ? _rev : undefined
      const rev = await checkpoints.put(deviceId, `${grantsOf(person)}.${id}`, before, content)
      if (rev === undefined)
        return reply.code(409).send({ error: 'conflict', reason: 'Document update conflict.' })
      return reply.code(201).send({ ok: true, id: `_local/${id}`, rev })
    },
  )

  app.get<{ Querystring: Query }>(
    '/files/_changes',
    {
      ...options,
      schema: { ...words('What changed, for this person; may wait for it'), querystring: query },
    },
    async (request, reply) => answerChanges(request, reply, request.query),
  )
  app.post<{ Querystring: Query; Body: { doc_ids?: unknown } | undefined }>(
    '/files/_changes',
    { ...options, schema: { ...words('The same, for some documents'), querystring: query } },
    async (request, reply) => {
      const ids = request.body?.doc_ids
      const only = Array.isArray(ids) ? new Set(ids.filter((id) => typeof id === 'string')) : undefined
      return answerChanges(request, reply, request.query, only)
    },
  )

  const waiting = new Set<AbortController>()
  app.addHook('preClose', async () => {
    for (const each of waiting) each.abort()
  })

  async function answerChanges(
    request: FastifyRequest,
    reply: FastifyReply,
    given: Query,
    only?: ReadonlySet<string>,
  ): Promise<unknown> {
    const { person, deviceId } = sessionOf(request)
    const asked = Number(given['limit'] ?? mostChanges)
    const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, mostChanges) : 1
    const since = given['since'] === 'now' ? list.now(person) : (given['since'] ?? '0')
    await feed.catchUp()
    const first = await list.after(person, since, limit, only)
    if (first.results.length > 0 || given['feed'] !== 'longpoll') return toAnswer(first)

    reply.hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const ended = new AbortController()
    waiting.add(ended)
    raw.once('close', () => ended.abort())
    const isSignedIn = () =>
      people.find(person.id)?.active === true && services.devices.get(deviceId)?.refresh !== undefined
    const wake = new AbortController()
    let woken = wake
    const stops = [
      index.watch(() => woken.abort()),
      people.watch((id) => {
        if (id === person.id) woken.abort()
      }),
      services.devices.watch((id) => {
        if (id === deviceId) woken.abort()
      }),
    ]
    const beat = Number(given['heartbeat']) || heartbeats.usual
    const beating = setInterval(
      () => raw.write('\n'),
      Math.min(Math.max(beat, heartbeats.shortest), heartbeats.longest),
    )
    const until = Date.now() + longestPoll
    let answer: FileChanges = first
    let position = since
    try {
      while (!ended.signal.aborted && Date.now() < until && answer.results.length === 0 && isSignedIn()) {
        if (!woken.signal.aborted) {
          const signals = [woken.signal, ended.signal, AbortSignal.timeout(Math.max(1, until - Date.now()))]
          const any = AbortSignal.any(signals)
          if (!any.aborted) await once(any, 'abort')
        }
        woken = new AbortController()
        const who = people.find(person.id)
        if (!who || ended.signal.aborted) break
        answer = await list.after(people.toPerson(who), position, limit, only)
        position = answer.last
      }
      if (!raw.destroyed) raw.end(JSON.stringify(toAnswer(isSignedIn() ? answer : first)))
    } catch (error) {
      request.log.error({ err: error }, 'a wait for files ended')
      raw.destroy()
    } finally {
      clearInterval(beating)
      for (const stop of stops) stop()
      waiting.delete(ended)
    }
    return reply
  }

  app.post<{ Body: Record<string, string[]> }>(
    '/files/_revs_diff',
    { ...options, schema: { ...words('Which revisions are not here'), body: revsDiffSchema } },
    async (request) => {
      const ids = Object.keys(request.body)
      const places = await readFiles(store, sessionOf(request).person, ids)
      return Object.fromEntries(
        ids.flatMap((id) => {
          const file = fileAt(places.get(id))
          const missing = (request.body[id] ?? []).filter((revision) => !file || !knows(file, revision))
          return missing.length > 0 ? [[id, { missing }]] : []
        }),
      )
    },
  )

  app.post<{ Body: { docs: ReplicatedFile[]; new_edits?: boolean } }>(
    '/files/_bulk_docs',
    { ...options, schema: { ...words('Takes file documents; each is judged alone'), body: bulkDocsSchema } },
    async (request, reply) => {
      const { docs, new_edits: newEdits } = request.body
      if (newEdits !== false)
        throw new SatchelError('INVALID_REQUEST', {
          field: 'new_edits',
          message: 'Files are written by replication.',
        })
      const judgements = await acceptFiles(store, sessionOf(request).person, docs)
      services.metrics.count('files_pushed_total', docs.length)
      const refused = docs.flatMap(({ _id, _rev }, place) => {
        const error = judgements[place]
        // PouchDB tells the sender of a document that is forbidden, and goes on with the others.
        return error
          ? [{ id: _id, rev: _rev, error: 'forbidden', reason: error.message, code: error.code }]
          : []
      })
      return reply.code(201).send(refused)
    },
  )

  app.post<{ Body: { docs: { id: string; rev?: string }[] }; Querystring: Query }>(
    '/files/_bulk_get',
    { ...options, schema: { ...words('Many file documents'), body: bulkGetSchema, querystring: query } },
    async (request) => {
      const { docs } = request.body
      const places = await readFiles(
        store,
        sessionOf(request).person,
        docs.map(({ id }) => id),
      )
      return {
        results: docs.map(({ id, rev }) => ({
          id,
          docs: found(places.get(id), rev, request.query['revs'] === 'true'),
        })),
      }
    },
  )

  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/files/:id',
    { ...options, schema: { ...words('One file document'), querystring: query } },
    async (request, reply) => {
      const { id } = request.params
      const place = (await readFiles(store, sessionOf(request).person, [id])).get(id)
      const { open_revs: open, rev, revs } = request.query
      const withHistory = revs === 'true'
      if (open !== undefined) return found(place, undefined, withHistory)
      const [first] = found(place, rev, withHistory)
      return first && (rev !== undefined || !first.ok._deleted) ? first.ok : notFound(reply)
    },
  )
}

const fileAt = (place: ReadableFile | undefined) => place?.stored && bodyOf(place.stored)

/** The newest state, when the revision asked for is one that is known; nothing for what is not to be seen. */
function found(place: ReadableFile | undefined, revision: string | undefined, withHistory: boolean) {
  const file = fileAt(place)
  if (!place?.stored || !file) return []
  if (revision !== undefined && !(isRevision(revision) && knows(file, revision))) return []
  return [{ ok: toReplicated(place.id, file, place.stored.deleted, withHistory) }]
}

const toAnswer = ({ results, last, pending }: FileChanges) => ({ results, last_seq: last, pending })
