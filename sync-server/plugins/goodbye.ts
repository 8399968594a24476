/**
 * How the server lets go of its connections when it stops. A connection whose answer is on its way at that
 * moment is not idle yet and would be kept open for the next request, so those that became idle are closed
 * until none is left; who keeps a request open for too long is cut off. What was acknowledged is stored.
 */
import type { FastifyInstance } from 'fastify'

/** Milliseconds that requests have to end when the server stops. */
const longestGoodbye = 5000

/** Milliseconds between two looks for connections that became idle. */
const lookEvery = 50

export function addGoodbye(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    const { server } = app
    if (!server.listening) return done()
    const look = setInterval(() => server.closeIdleConnections(), lookEvery)
    const cut = setTimeout(() => server.closeAllConnections(), longestGoodbye)
    server.once('close', () => {
      clearInterval(look)
      clearTimeout(cut)
    })
    done()
  })
}
