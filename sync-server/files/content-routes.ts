/**
 * The bytes of files: where an upload stands, its next bytes, and any range of what is here. Who may is asked of
 * the file's record at every request.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { SatchelError } from '../../shared/errors.ts'
import { largestChunk, largestFile } from '../../shared/files/file-types.ts'
import { needsSession, sessionOf } from '../plugins/auth.ts'
import { bySession } from '../routes/route-words.ts'
import type { Services } from '../services.ts'
import type { FileService } from './file-service.ts'

interface FileRoute {
  Params: { id: string }
}

const octets = 'application/octet-stream'
const params = Type.Object({ id: Type.String({ maxLength: 200 }) })
const stateSchema = Type.Object({
  offset: Type.Integer({ description: 'Bytes that are here.' }),
  size: Type.Integer(),
  complete: Type.Boolean(),
})

export async function addFileContent(
  app: FastifyInstance,
  services: Services,
  files: FileService,
): Promise<void> {
  const { uploads, bytes } = files
  const authenticate = needsSession(services)
  const words = (summary: string) => ({ tags: ['files'], security: bySession, summary, params })

  app.get<FileRoute>(
    '/files/:id/upload',
    {
      onRequest: authenticate,
      schema: { ...words('Where the upload of a file goes on'), response: { 200: stateSchema } },
    },
    async (request) => uploads.state(sessionOf(request).person, request.params.id),
  )

  await app.register(async (content) => {
    content.removeAllContentTypeParsers()
    content.addContentTypeParser(octets, { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    content.put<FileRoute & { Querystring: { offset: number }; Body: Buffer }>(
      '/files/:id/content',
      {
        onRequest: [
          authenticate,
          async (request) => {
            if (Number(request.headers['content-length']) > largestFile)
              throw new SatchelError('FILE_TOO_LARGE')
          },
        ],
        // Before the schema, which takes a query's text for no number.
        preValidation: async (request) => {
          const { offset } = request.query as { offset?: unknown }
          if (typeof offset !== 'string' || !/^\d{1,12}$/.test(offset))
            throw new SatchelError('INVALID_REQUEST', { field: 'offset' })
          request.query.offset = Number(offset)
        },
        bodyLimit: largestChunk,
        schema: {
          ...words(`The next bytes of a file, up to ${largestChunk} at once`),
          querystring: Type.Object({ offset: Type.Integer({ minimum: 0 }) }),
          consumes: [octets],
          response: { 200: stateSchema },
        },
      },
      async (request) => {
        const { params: given, query, body } = request
        const state = await uploads.take(
          sessionOf(request).person,
          given.id,
          query.offset,
          body ?? new Uint8Array(),
        )
        services.metrics.count('file_bytes_received_total', body?.length ?? 0)
        return state
      },
    )
  })

  app.get<FileRoute>(
    '/files/:id/content',
    { onRequest: authenticate, schema: words('The bytes of a file, or a range of them') },
    async (request, reply) => {
      const { sha256, size, type } = await uploads.open(sessionOf(request).person, request.params.id)
      const etag = `"${sha256}"`
      reply.headers({
        etag,
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        // Whatever it is, no browser shows it as a page of ours.
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const range = rangeOf(request.headers.range, size)
      if (range === 'unsatisfiable') return tooFar(reply, size)
      const { from, to } = range ?? { from: 0, to: size }
      if (range) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`)
      services.metrics.count('file_bytes_sent_total', to - from)
      return reply
        .type(type)
        .header('content-length', to - from)
        .send(Readable.from(bytes.read(sha256, from, to), { objectMode: false }))
    },
  )
}

const tooFar = (reply: FastifyReply, size: number) =>
  reply.code(416).header('content-range', `bytes */${size}`).send(new SatchelError('INVALID_REQUEST').error)

/** One range, `to` excluded; undefined when all is asked for, or several ranges, which may be ignored. */
function rangeOf(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return { from: Math.max(0, size - Number(last)), to: size }
  const from = Number(first)
  const to = last === '' ? size : Math.min(Number(last) + 1, size)
  return from < to ? { from, to } : 'unsatisfiable'
}
