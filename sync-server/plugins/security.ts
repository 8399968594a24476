/**
 * Security headers. The web client runs only what this server gives it and talks only to this server; other
 * origins get no answer they can read, but for the desktop app's.
 */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { protocolHeader } from '../../shared/sync/protocol.ts'

/** Where the desktop app's pages come from. */
const desktopOrigin = 'app://satchel'

export async function addSecurity(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Mantine sets its theme through style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Voice notes are played from this device.
        mediaSrc: ['blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'origin')
    if (request.headers.origin !== desktopOrigin) return
    reply.header('access-control-allow-origin', desktopOrigin)
    reply.header('access-control-expose-headers', 'content-range, etag')
    if (request.method === 'OPTIONS') await reply.headers(preflight).code(204).send()
  })
}

const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': `authorization, content-type, ${protocolHeader}, last-event-id, range, if-none-match`,
  'access-control-max-age': '600',
}
