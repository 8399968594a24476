/** Teams, for administrators: settings of kind 'team', so that every device knows their names. */
import type { FastifyInstance } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { TeamRecord } from '../../shared/administration.ts'
import { SatchelError } from '../../shared/errors.ts'
import { sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession } from './route-words.ts'

const newTeamSchema = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }) },
  { additionalProperties: false },
)

/** On routes that only administrators reach. */
export function addTeamRoutes(app: FastifyInstance, { store, documents, audit, now }: Services): void {
  const words = { tags: ['administration'], security: bySession }

  app.get('/teams', { schema: { ...words, summary: 'All teams' } }, async () => {
    const teams: TeamRecord[] = []
    for await (const page of store.list('settings'))
      for (const { id, body } of page)
        if (body['kind'] === 'team') teams.push({ id, name: String(body['name']) })
    return teams.sort((a, b) => a.name.localeCompare(b.name))
  })

  app.post<{ Body: Static<typeof newTeamSchema> }>(
    '/teams',
    { schema: { ...words, summary: 'A new team', body: newTeamSchema } },
    async (request, reply) => {
      const { person } = sessionOf(request)
      const { name } = request.body
      const id = uuidv7()
      const at = new Date(now()).toISOString()
      const document = { id, kind: 'team', name, createdAt: at, createdBy: person.id, updatedAt: at }
      const [result] = await documents.write([{ collection: 'settings', document }])
      if (!result?.ok) throw new SatchelError(result?.error.code ?? 'INTERNAL', result?.error)
      await audit.append({ by: person.id, action: 'team.create', subject: id, details: { name } })
      return reply.code(201).send({ id, name })
    },
  )
}
