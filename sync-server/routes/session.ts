/** Signing in and out. Attempts are limited per address and place, so that passwords cannot be tried out. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { SatchelError } from '../../shared/errors.ts'
import { signInSchema } from '../../shared/sync/protocol.ts'
import { normaliseEmail } from '../people/logins.ts'
import { needsSession, sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession, sessionAnswerSchema } from './route-words.ts'

const refreshSchema = Type.Object(
  { refreshToken: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export function addSessionRoutes(app: FastifyInstance, services: Services, attemptsPerMinute: number): void {
  const { sessions } = services
  const limit = app.createRateLimit({
    max: attemptsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) =>
      `${request.ip} ${normaliseEmail((request.body as Static<typeof signInSchema>).email)}`,
  })

  app.post<{ Body: Static<typeof signInSchema> }>(
    '/session',
    {
      schema: {
        summary: 'Sign in',
        tags: ['session'],
        body: signInSchema,
        response: { 200: sessionAnswerSchema },
      },
    },
    async (request) => {
      const attempt = await limit(request)
      if (!attempt.isAllowed && attempt.isExceeded) throw new SatchelError('TOO_MANY_ATTEMPTS')
      const { email, password, device } = request.body
      return sessions.signIn(email, password, device)
    },
  )

  app.post<{ Body: Static<typeof refreshSchema> }>(
    '/session/refresh',
    {
      schema: {
        summary: 'Exchange the refresh token for a new pair of tokens',
        tags: ['session'],
        body: refreshSchema,
        response: { 200: sessionAnswerSchema },
      },
    },
    async (request) => sessions.refresh(request.body.refreshToken),
  )

  app.delete(
    '/session',
    {
      onRequest: needsSession(services),
      schema: { summary: 'Sign out', tags: ['session'], security: bySession },
    },
    async (request) => {
      await sessions.end(sessionOf(request).deviceId)
      return {}
    },
  )
}
