/** The HTTP application: an explicit list of what it is made of. It never listens. */
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { addFileContent } from './files/content-routes.ts'
import { addFileReplication } from './files/replication-routes.ts'
import { addAuth, needsAdmin } from './plugins/auth.ts'
import { addErrors, codedOf, refuseSocket, sendError } from './plugins/errors.ts'
import { addGoodbye } from './plugins/goodbye.ts'
import { addHealth } from './plugins/health.ts'
import { addJsonBodies } from './plugins/json-bodies.ts'
import { addOpenapi } from './plugins/openapi.ts'
import { addProtocol } from './plugins/protocol.ts'
import { addRequestLog } from './plugins/request-log.ts'
import { addSecurity } from './plugins/security.ts'
import { addWebClient } from './plugins/web-client.ts'
import { addDeviceRoutes } from './routes/admin-devices.ts'
import { addImportRoutes } from './routes/admin-import.ts'
import { addTeamRoutes } from './routes/admin-teams.ts'
import { addUserRoutes } from './routes/admin-users.ts'
import { addProcedureRoutes } from './routes/procedures.ts'
import { addSessionRoutes } from './routes/session.ts'
import { addSetupRoutes } from './routes/setup.ts'
import { addSyncRoutes } from './routes/sync.ts'
import type { Services } from './services.ts'

export interface AppOptions {
  services: Services
  logger?: FastifyBaseLogger
  /** Folder of the built web client; none is served when absent. */
  webFolder?: string
  /** Reverse proxies whose word about the client's address is taken; nobody's when absent. */
  trustedProxies?: string[] | undefined
  /** Sign-in attempts of one address from one place; 20 when absent. */
  attemptsPerMinute?: number
}

const usualAttempts = 20

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { services, logger, webFolder, trustedProxies, attemptsPerMinute = usualAttempts } = options
  const app = fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies ?? false,
    frameworkErrors: (error, _, reply) => void sendError(reply, codedOf(error)),
    clientErrorHandler: refuseSocket,
    // A request means what it says: nothing is turned into another type or dropped.
    ajv: {
      // `x-collection` is a note for forms: which kind of record an id is of.
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        keywords: ['x-collection'],
      },
    },
  })
  addErrors(app)
  addGoodbye(app)
  addJsonBodies(app)
  await addSecurity(app)
  await app.register(rateLimit, { global: false })
  addAuth(app)
  addRequestLog(app)
  addHealth(app, services)
  await app.register(
    async (api) => {
      addProtocol(api)
      await addOpenapi(api)
      addSessionRoutes(api, services, attemptsPerMinute)
      addSetupRoutes(api, services)
      addSyncRoutes(api, services)
      addProcedureRoutes(api, services)
      if (services.files) {
        addFileReplication(api, services, services.files)
        await addFileContent(api, services, services.files)
      }
      await api.register(
        async (admin) => {
          admin.addHook('onRequest', needsAdmin(services))
          addUserRoutes(admin, services)
          addTeamRoutes(admin, services)
          addDeviceRoutes(admin, services)
          addImportRoutes(admin, services)
        },
        { prefix: '/admin' },
      )
    },
    { prefix: '/api/v1' },
  )
  await addWebClient(app, webFolder)
  return app
}
