/** The first run of an empty company: its name and its first administrator, once. */
import type { FastifyInstance } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { SatchelError } from '../../shared/errors.ts'
import { protocolVersion, signInSchema } from '../../shared/sync/protocol.ts'
import type { Services } from '../services.ts'
import { sessionAnswerSchema } from './route-words.ts'

const setupSchema = Type.Object(
  {
    company: Type.String({ minLength: 1, maxLength: 120 }),
    name: Type.String({ minLength: 1, maxLength: 300 }),
    email: signInSchema.properties.email,
    password: signInSchema.properties.password,
    device: signInSchema.properties.device,
  },
  { additionalProperties: false },
)

/** A claim whose administrator was never made belongs to an interrupted process once it is this old. */
const abandonedAfter = 60_000
const claimKey = { kind: 'server', id: 'setup' }

export function addSetupRoutes(app: FastifyInstance, services: Services): void {
  const { store, people, documents, sessions, now } = services

  /** Another process may have made a user a moment ago. */
  async function hasUsers() {
    if (people.all().length > 0) return true
    for await (const page of store.list('users')) if (page.length > 0) return true
    return false
  }

  /** Two first runs at once must not make two companies. Throws SETUP_DONE. */
  async function claim() {
    const stored = await store.get(claimKey)
    const isFresh = stored && !stored.deleted && now() - Number(stored.body['at']) < abandonedAfter
    const state = { deleted: false, body: { at: now() }, channels: [], formerChannels: [], applied: [] }
    const [result] = isFresh ? [] : await store.write([{ ...claimKey, ...state, expected: stored?.revision }])
    if (!result?.ok) throw new SatchelError('SETUP_DONE')
  }

  async function release() {
    const stored = await store.get(claimKey)
    if (!stored) return
    const { revision, ...state } = stored
    await store.write([{ ...state, deleted: true, expected: revision }])
  }

  app.get(
    '/setup',
    { schema: { summary: 'Whether the company still needs its first administrator', tags: ['session'] } },
    async () => ({ needsSetup: !(await hasUsers()), protocol: protocolVersion }),
  )

  app.post<{ Body: Static<typeof setupSchema> }>(
    '/setup',
    {
      schema: {
        summary: 'Make the first administrator of an empty company and sign them in',
        tags: ['session'],
        body: setupSchema,
        response: { 200: sessionAnswerSchema },
      },
    },
    async ({ body: { company, name, email, password, device } }) => {
      if (await hasUsers()) throw new SatchelError('SETUP_DONE')
      await claim()
      try {
        const user = await people.create({
          name,
          email,
          password,
          role: 'admin',
          teamIds: [],
          leadsTeamIds: [],
        })
        const at = new Date(now()).toISOString()
        const document = {
          id: uuidv7(),
          kind: 'company',
          name: company,
          createdAt: at,
          createdBy: user.id,
          updatedAt: at,
        }
        await documents.write([{ collection: 'settings', document }])
        return await sessions.start(user, device)
      } finally {
        await release()
      }
    },
  )
}
