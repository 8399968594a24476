/** Whether the process lives, whether it can serve, and its counters. */
import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

export function addHealth(app: FastifyInstance, { store, metrics, index, pokes }: Services): void {
  const hidden = { schema: { hide: true } }
  app.get('/health/live', hidden, async () => ({ status: 'ok' }))
  app.get('/health/ready', hidden, async () => {
    await store.ping()
    return { status: 'ok' }
  })
  app.get('/metrics', hidden, async (_, reply) =>
    reply
      .type('text/plain; version=0.0.4')
      .send(metrics.text({ documents_indexed: index.size(), streams_open: pokes.size() })),
  )
  app.addHook('onResponse', async (_, reply) => {
    metrics.count(`requests_total{status="${Math.floor(reply.statusCode / 100)}xx"}`)
  })
}
