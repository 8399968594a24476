/**
 * The protocol version of a device. One that is too old is told to update and loses nothing; a request
 * without a version comes from a script and is served.
 */
import type { FastifyInstance } from 'fastify'
import { SatchelError } from '../../shared/errors.ts'
import { oldestProtocol, protocolHeader } from '../../shared/sync/protocol.ts'

export function addProtocol(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const version = request.headers[protocolHeader]
    if (version === undefined) return
    if (typeof version !== 'string' || !/^\d{1,6}$/.test(version))
      throw new SatchelError('INVALID_REQUEST', { field: protocolHeader })
    if (Number(version) < oldestProtocol) throw new SatchelError('UPDATE_REQUIRED')
  })
}
