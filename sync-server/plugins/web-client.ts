/** The built web client. Its files carry hashes in their names and never change; its page is asked for anew. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { documentWorkerPolicy, isDocumentWorker } from '../../shared/document-worker-policy.ts'

const aYear = 'public, max-age=31536000, immutable'

/** Without a built client in the folder there is only the API. */
export async function addWebClient(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(path.join(folder, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, file) {
      const address = `/${path.relative(folder, file).replaceAll(path.sep, '/')}`
      reply.header('cache-control', address.startsWith('/assets/') ? aYear : 'no-cache')
      // Instead of the policy that every other answer carries.
      if (isDocumentWorker(address)) reply.header('content-security-policy', documentWorkerPolicy)
    },
  })
}
