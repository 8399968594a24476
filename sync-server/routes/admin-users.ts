/** Users, for administrators. Every change is written to the audit. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { uuidSchema } from '../../shared/entities/fields.ts'
import type { Role } from '../../shared/roles.ts'
import { signInSchema } from '../../shared/sync/protocol.ts'
import { sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession, idParams } from './route-words.ts'
import type { IdParams } from './route-words.ts'

const teamsSchema = Type.Array(uuidSchema, { maxItems: 50 })
/** An unknown role has its own code, so the schema takes any word. */
const roleSchema = Type.Unsafe<Role>(Type.String({ maxLength: 40 }))
const nameSchema = Type.String({ minLength: 1, maxLength: 300 })
const { email: emailSchema, password: passwordSchema } = signInSchema.properties

const newUserSchema = Type.Object(
  {
    name: nameSchema,
    email: emailSchema,
    role: roleSchema,
    password: Type.Optional(passwordSchema),
    teamIds: Type.Optional(teamsSchema),
    leadsTeamIds: Type.Optional(teamsSchema),
  },
  { additionalProperties: false },
)
const userChangesSchema = Type.Object(
  {
    name: Type.Optional(nameSchema),
    email: Type.Optional(emailSchema),
    role: Type.Optional(roleSchema),
    teamIds: Type.Optional(teamsSchema),
    leadsTeamIds: Type.Optional(teamsSchema),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
const newPasswordSchema = Type.Object({ password: passwordSchema }, { additionalProperties: false })

/** On routes that only administrators reach. */
export function addUserRoutes(app: FastifyInstance, { people, sessions, audit }: Services): void {
  const words = { tags: ['administration'], security: bySession }

  app.get('/users', { schema: { ...words, summary: 'All users' } }, async () =>
    people.all().sort((a, b) => a.name.localeCompare(b.name)),
  )

  app.post<{ Body: Static<typeof newUserSchema> }>(
    '/users',
    { schema: { ...words, summary: 'A new user', body: newUserSchema } },
    async (request, reply) => {
      const { teamIds = [], leadsTeamIds = [], ...given } = request.body
      const user = await people.create({ ...given, teamIds, leadsTeamIds })
      const { id, role, email } = user
      const details = { role, email, teamIds: user.teamIds, leadsTeamIds: user.leadsTeamIds }
      await audit.append({ by: sessionOf(request).person.id, action: 'user.create', subject: id, details })
      return reply.code(201).send(user)
    },
  )

  app.patch<{ Params: IdParams; Body: Static<typeof userChangesSchema> }>(
    '/users/:id',
    { schema: { ...words, summary: 'Change a user', params: idParams, body: userChangesSchema } },
    async (request) => {
      const { id } = request.params
      const user = await people.update(id, request.body)
      if (!user.active) await sessions.endAll(id)
      const by = sessionOf(request).person.id
      await audit.append({ by, action: 'user.update', subject: id, details: request.body })
      return user
    },
  )

  app.post<{ Params: IdParams; Body: Static<typeof newPasswordSchema> }>(
    '/users/:id/password',
    {
      schema: {
        ...words,
        summary: "Set a user's password; ends their other sessions",
        params: idParams,
        body: newPasswordSchema,
      },
    },
    async (request) => {
      const { id } = request.params
      const { person, deviceId } = sessionOf(request)
      await people.setPassword(id, request.body.password)
      await sessions.endAll(id, deviceId)
      await audit.append({ by: person.id, action: 'user.password', subject: id })
      return {}
    },
  )
}
