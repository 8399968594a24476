/** One line per request: what was asked, by whom, and how it went. No headers, no query, no bodies. */
import type { FastifyInstance } from 'fastify'

export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        user: request.session?.person.id,
        device: request.session?.deviceId,
      },
      'request',
    )
  })
}
