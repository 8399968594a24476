/** The description of the API, made from the routes themselves. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { protocolVersion } from '../../shared/sync/protocol.ts'

/** Before the routes, which it collects. */
export async function addOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Satchel',
        version: String(protocolVersion),
        description: 'The sync server of Satchel.',
      },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
