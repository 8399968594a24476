/**
 * Who a request comes from. Routes say that they need a session, or an administrator's, with one of the two
 * hooks; nothing else reads the authorization header.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SatchelError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import type { Session } from '../sessions/sessions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null
  }
}

export function addAuth(app: FastifyInstance): void {
  app.decorateRequest('session', null)
}

/** Hook: throws SIGN_IN_REQUIRED or SESSION_REVOKED. */
export const needsSession =
  ({ sessions }: Pick<Services, 'sessions'>) =>
  async (request: FastifyRequest): Promise<void> => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new SatchelError('SIGN_IN_REQUIRED')
    request.session = await sessions.authenticate(token)
  }

/** Hook: throws NOT_AN_ADMIN too. */
export const needsAdmin = (services: Pick<Services, 'sessions'>) => {
  const authenticate = needsSession(services)
  return async (request: FastifyRequest): Promise<void> => {
    await authenticate(request)
    if (sessionOf(request).person.role !== 'admin') throw new SatchelError('NOT_AN_ADMIN')
  }
}

/** The session of a request behind one of the hooks. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw new SatchelError('SIGN_IN_REQUIRED')
  return request.session
}
