/**
 * The procedures as an API: the list with its schemas, and one route for each. A call made here is the same
 * document that a device would push, with the same id, receipt and rules; the answer waits for the receipt.
 */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { v7 as uuidv7 } from 'uuid'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { uuidSchema } from '../../shared/entities/fields.ts'
import { SatchelError, coded } from '../../shared/errors.ts'
import type { Procedure } from '../../shared/procedures/define-procedure.ts'
import { procedures } from '../../shared/procedures/index.ts'
import { roles } from '../../shared/roles.ts'
import type { Person } from '../../shared/roles.ts'
import { needsSession, sessionOf } from '../plugins/auth.ts'
import type { Receipt } from '../procedures/journal.ts'
import type { Services } from '../services.ts'
import { bySession } from './route-words.ts'

const phraseSchema = Type.Object(
  { text: Type.String() },
  { additionalProperties: true, description: 'The message for any language: its words and what is put in.' },
)

const receiptSchema = Type.Object({
  id: Type.String({ description: 'Of the call.' }),
  status: Type.Enum(['pending', 'accepted', 'rejected']),
  result: Type.Optional(
    Type.Object(
      { message: Type.String({ description: 'A sentence for a person.' }) },
      { additionalProperties: true },
    ),
  ),
  error: Type.Optional(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      phrase: Type.Optional(phraseSchema),
      field: Type.Optional(Type.String()),
    }),
  ),
})

const listSchema = Type.Object({
  procedures: Type.Array(
    Type.Object({
      name: Type.String(),
      version: Type.Integer(),
      label: Type.String(),
      description: Type.String(),
      roles: Type.Array(Type.Enum([...roles])),
      input: Type.Object({}, { additionalProperties: true, description: 'JSON schema of the input.' }),
    }),
  ),
})

interface CallBody {
  id?: string
  input: Record<string, unknown>
}

export function addProcedureRoutes(app: FastifyInstance, services: Services): void {
  const onRequest = needsSession(services)
  const words = { tags: ['procedures'], security: bySession }

  app.get(
    '/procedures',
    {
      onRequest,
      schema: { ...words, summary: 'The procedures that you may call', response: { 200: listSchema } },
    },
    async (request) => {
      const { role } = sessionOf(request).person
      return {
        procedures: procedures
          .filter((procedure) => procedure.roles.includes(role))
          .map(({ name, version, label, description, roles: callers, input }) => ({
            name,
            version,
            label,
            description,
            roles: callers,
            input,
          })),
      }
    },
  )

  for (const procedure of procedures)
    app.post<{ Body: CallBody }>(
      `/procedures/${procedure.name}`,
      {
        onRequest,
        schema: {
          ...words,
          summary: procedure.label,
          description: `${procedure.description} For: ${procedure.roles.join(', ')}. The same id again gives the same receipt and has no second effect.`,
          body: Type.Object(
            {
              id: Type.Optional(uuidSchema),
              input: procedure.input,
            },
            { additionalProperties: false },
          ),
          response: { 200: receiptSchema },
        },
      },
      async (request) => {
        const { id = uuidv7({ msecs: services.now() }), input } = request.body
        await writeCall(services, sessionOf(request), procedure, id, input)
        const executed = await services.executor.execute({ kind: 'call', id })
        if (typeof executed === 'string') throw new SatchelError('CONFLICT')
        return answerOf(id, executed)
      },
    )

  app.post('/procedures/:name', { onRequest, schema: { hide: true } }, async () => {
    throw new SatchelError('UNKNOWN_PROCEDURE')
  })
}

const answerOf = (id: string, { status, result, error }: Receipt) => ({
  id,
  status,
  ...(result && { result }),
  ...(error && { error: coded(error.code, error) }),
})

/** An id that is taken by this person's call is that call; one that is another's does not exist for them. */
async function writeCall(
  { store, documents, now }: Services,
  { person, deviceId }: { person: Person; deviceId: string },
  { name, version }: Procedure,
  id: string,
  input: Record<string, unknown>,
) {
  const at = new Date(now()).toISOString()
  const document: AnyDocument = {
    id,
    procedure: name,
    version,
    input,
    status: 'pending',
    deviceId,
    ownerId: person.id,
    ...(person.teamIds[0] && { teamId: person.teamIds[0] }),
    createdAt: at,
    createdBy: person.id,
    updatedAt: at,
    updatedBy: person.id,
  }
  const stored = await store.get({ kind: 'calls', id })
  if (!stored) {
    const [result] = await documents.write([{ collection: 'calls', document }])
    if (result?.ok || (result && result.error.code === 'CONFLICT')) return
    throw new SatchelError(result?.error.code ?? 'INTERNAL', result?.error)
  }
  if (stored.body['ownerId'] !== person.id || stored.body['procedure'] !== name)
    throw new SatchelError('NOT_FOUND', { field: 'id' })
}
