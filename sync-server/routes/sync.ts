/** Pull, push, verify and the event stream of a device. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { isCollectionName } from '../../shared/entities/index.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import { SatchelError } from '../../shared/errors.ts'
import { largestVerify, pullSchema, pushSchema } from '../../shared/sync/protocol.ts'
import type { VerifyEntry } from '../../shared/sync/protocol.ts'
import { needsSession, sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { acceptChanges } from '../sync/accept-changes.ts'
import { openEventStream } from '../sync/stream.ts'
import type { EventStream } from '../sync/stream.ts'
import { verifyDocuments } from '../sync/verify-documents.ts'
import { bySession } from './route-words.ts'

const largestSyncBody = 8 * 1024 * 1024

const collectionParams = Type.Object({ collection: Type.String({ maxLength: 40 }) })
const verifySchema = Type.Object(
  {
    entries: Type.Array(
      Type.Array(Type.Union([Type.String({ maxLength: 80 }), Type.Null()]), { minItems: 2, maxItems: 2 }),
      { maxItems: largestVerify },
    ),
    only: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

interface CollectionRoute {
  Params: { collection: string }
}

function collectionOf({ collection }: CollectionRoute['Params']): CollectionName {
  if (!isCollectionName(collection)) throw new SatchelError('UNKNOWN_COLLECTION')
  return collection
}

export function addSyncRoutes(app: FastifyInstance, services: Services): void {
  const { metrics } = services
  const options = { onRequest: needsSession(services), bodyLimit: largestSyncBody }
  const words = { tags: ['sync'], security: bySession, params: collectionParams }

  app.post<CollectionRoute & { Body: Static<typeof pullSchema> }>(
    '/sync/:collection/pull',
    { ...options, schema: { ...words, summary: 'What changed since a checkpoint', body: pullSchema } },
    async (request) => {
      const answer = await services.listChanges({
        ...sessionOf(request),
        collection: collectionOf(request.params),
        ...request.body,
      })
      metrics.count('documents_pulled_total', answer.documents.length)
      return answer
    },
  )

  app.post<CollectionRoute & { Body: Static<typeof pushSchema> }>(
    '/sync/:collection/push',
    {
      ...options,
      schema: { ...words, summary: 'Changes made on the device; each is judged alone', body: pushSchema },
    },
    async (request) => {
      const collection = collectionOf(request.params)
      const { rows } = request.body
      const session = sessionOf(request)
      const deviceName = services.devices.get(session.deviceId)?.name
      const results = await acceptChanges(services, { ...session, deviceName, collection, rows })
      const accepted = results.flatMap(({ id, outcome }) => (outcome === 'accepted' ? [id] : []))
      if (collection === 'salesReps') await services.people.followDirectory(accepted)
      const counted = new Map<string, number>()
      for (const { outcome } of results) counted.set(outcome, (counted.get(outcome) ?? 0) + 1)
      for (const [outcome, count] of counted)
        metrics.count(`documents_pushed_total{outcome="${outcome}"}`, count)
      return { results }
    },
  )

  app.post<CollectionRoute & { Body: { entries: VerifyEntry[]; only?: boolean } }>(
    '/sync/:collection/verify',
    {
      ...options,
      schema: {
        ...words,
        summary: 'How everything the device holds differs from the server',
        body: verifySchema,
      },
    },
    async (request) =>
      verifyDocuments(services, sessionOf(request).person, collectionOf(request.params), request.body),
  )

  addStream(app, services)
}

function addStream(app: FastifyInstance, services: Services) {
  const { people, devices, pokes } = services
  const open = new Map<EventStream, { userId: string; deviceId: string }>()

  const isSignedIn = (userId: string, deviceId: string) =>
    people.find(userId)?.active === true && devices.get(deviceId)?.refresh !== undefined
  const stopUsers = people.watch((id) => {
    for (const [stream, { userId, deviceId }] of open)
      if (userId === id && isSignedIn(userId, deviceId)) stream.resync()
      else if (userId === id) stream.end('revoked')
  })
  const stopDevices = devices.watch((id) => {
    for (const [stream, { userId, deviceId }] of open)
      if (deviceId === id && !isSignedIn(userId, deviceId)) stream.end('revoked')
  })
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    stopUsers()
    stopDevices()
    for (const stream of open.keys()) stream.end()
  })

  app.get(
    '/sync/stream',
    {
      onRequest: needsSession(services),
      schema: { summary: 'Server-sent events that say when to pull', tags: ['sync'], security: bySession },
    },
    async (request, reply) => {
      const { person, deviceId } = sessionOf(request)
      reply.hijack()
      const stream = openEventStream(reply.raw, reply.getHeaders(), () => {
        open.delete(stream)
        stop()
      })
      open.set(stream, { userId: person.id, deviceId })
      const stop = pokes.add({
        person: () => {
          const user = people.find(person.id)
          return user && isSignedIn(person.id, deviceId) ? people.toPerson(user) : undefined
        },
        changed: (collections) => stream.changed(collections),
      })
      // The server began to stop, or the session ended, while this request was being let in.
      if (isClosing) stream.end()
      else if (!isSignedIn(person.id, deviceId)) stream.end('revoked')
    },
  )
}
