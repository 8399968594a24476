/** Devices, and what administrators did, for administrators. */
import type { FastifyInstance } from 'fastify'
import type { ListedDevice } from '../../shared/administration.ts'
import { sessionOf } from '../plugins/auth.ts'
import type { Services } from '../services.ts'
import { bySession, idParams } from './route-words.ts'
import type { IdParams } from './route-words.ts'

/** On routes that only administrators reach. */
export function addDeviceRoutes(app: FastifyInstance, { devices, people, sessions, audit }: Services): void {
  const words = { tags: ['administration'], security: bySession }

  app.get('/devices', { schema: { ...words, summary: 'All devices, the last seen first' } }, async () =>
    devices
      .all()
      .sort((a, b) => (a.lastSeenAt < b.lastSeenAt ? 1 : -1))
      .map(({ refresh, ...device }): ListedDevice => ({
        ...device,
        userName: people.find(device.userId)?.name ?? '',
        signedIn: refresh !== undefined,
      })),
  )

  app.delete<{ Params: IdParams }>(
    '/devices/:id',
    { schema: { ...words, summary: 'Sign a device out', params: idParams } },
    async (request) => {
      const { id } = request.params
      await sessions.revoke(id)
      await audit.append({ by: sessionOf(request).person.id, action: 'device.revoke', subject: id })
      return {}
    },
  )

  app.get('/audit', { schema: { ...words, summary: 'The newest administrative changes' } }, async () =>
    audit.newest(),
  )
}
