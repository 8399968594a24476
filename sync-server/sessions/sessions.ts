/**
 * Sessions: one per device. Who a request comes from is decided here, from the server's own records of user
 * and device as they are at that moment.
 */
import { v7 as uuidv7 } from 'uuid'
import { SatchelError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Person } from '../../shared/roles.ts'
import { protocolVersion } from '../../shared/sync/protocol.ts'
import type { SessionAnswer } from '../../shared/sync/protocol.ts'
import type { KnownDevice, UserRecord } from '../../shared/administration.ts'
import type { Mirror } from '../mirror.ts'
import type { PeopleService } from '../people/people.ts'
import { accessTokenLifetime } from './access-tokens.ts'
import type { AccessTokens } from './access-tokens.ts'
import { deviceOf, firstRefresh, nextRefresh } from './refresh-tokens.ts'
import type { RefreshState } from './refresh-tokens.ts'

export interface DeviceRecord extends KnownDevice {
  /** Absent when nobody is signed in on it. */
  refresh?: RefreshState
}

/** How a device introduces itself. */
export interface DeviceIntroduction {
  /** The id an earlier sign-in gave it. */
  id?: string
  name: string
  platform: string
}

export interface Session {
  person: Person
  deviceId: string
}

export function createSessions(given: {
  people: PeopleService
  devices: Mirror<DeviceRecord>
  tokens: AccessTokens
  now: () => number
}) {
  const { people, devices, tokens, now } = given
  const instant = () => new Date(now()).toISOString()

  async function answer(user: UserRecord, deviceId: string, refreshToken: string): Promise<SessionAnswer> {
    return {
      accessToken: await tokens.sign({ userId: user.id, deviceId }),
      refreshToken,
      expiresIn: accessTokenLifetime,
      deviceId,
      user: people.toPerson(user),
      protocol: protocolVersion,
    }
  }

  /** Starts a session without asking for a password. A device of somebody else, or revoked, becomes a new one. */
  async function start(user: UserRecord, device: DeviceIntroduction): Promise<SessionAnswer> {
    const known = device.id === undefined ? undefined : await devices.find(device.id)
    const isTheirs = known?.userId === user.id && known.revokedAt === undefined
    const id = isTheirs ? known.id : uuidv7()
    const { state, token } = firstRefresh(id, now())
    const seen = { name: device.name, platform: device.platform, lastSeenAt: instant(), refresh: state }
    if (isTheirs) await devices.update(id, (record) => ({ ...record, ...seen }))
    else await devices.create(id, { id, userId: user.id, createdAt: instant(), ...seen })
    return answer(user, id, token)
  }

  const end = (deviceId: string) =>
    devices.update(deviceId, ({ refresh, ...record }) => (refresh ? record : undefined))

  return {
    start,
    end,

    /** Throws WRONG_CREDENTIALS, alike for an unknown address, a wrong password and an inactive user. */
    async signIn(email: string, password: string, device: DeviceIntroduction): Promise<SessionAnswer> {
      const user = await people.verify(email, password)
      if (!user) throw new SatchelError('WRONG_CREDENTIALS')
      return start(user, device)
    },

    /** Throws SIGN_IN_REQUIRED, SESSION_REVOKED. */
    async refresh(refreshToken: string): Promise<SessionAnswer> {
      const id = deviceOf(refreshToken)
      let issued: string | undefined
      let refusal: ErrorCode = 'SIGN_IN_REQUIRED'
      const device = await devices.update(id, (record) => {
        issued = undefined
        if (record.revokedAt !== undefined) refusal = 'SESSION_REVOKED'
        if (record.revokedAt !== undefined || !record.refresh) return undefined
        const outcome = nextRefresh(id, record.refresh, refreshToken, now())
        if (outcome.ok) {
          issued = outcome.token
          return { ...record, refresh: outcome.state, lastSeenAt: instant() }
        }
        if (!outcome.reused) return undefined
        const { refresh: _, ...ended } = record
        return ended
      })
      if (!device || issued === undefined) {
        const known = await devices.find(id)
        const owner = known && (await people.lookUp(known.userId))
        // Deactivating somebody ends their sessions; their devices have to hear why.
        throw new SatchelError(owner?.active === false ? 'SESSION_REVOKED' : refusal)
      }
      const user = await people.lookUp(device.userId)
      if (!user?.active) throw new SatchelError('SESSION_REVOKED')
      return answer(user, id, issued)
    },

    /** An administrator's sign-out. Throws NOT_FOUND. */
    async revoke(deviceId: string): Promise<void> {
      const revoked = await devices.update(deviceId, (record) => {
        const { refresh: _, ...signedOut } = record
        return { ...signedOut, revokedAt: record.revokedAt ?? instant() }
      })
      if (!revoked) throw new SatchelError('NOT_FOUND')
    },

    /** Ends every session of a user, but for the one on `keep`. */
    async endAll(userId: string, keep?: string): Promise<void> {
      for (const device of devices.all())
        if (device.userId === userId && device.id !== keep) await end(device.id)
    },

    /** Who asks. Throws SIGN_IN_REQUIRED, SESSION_REVOKED. */
    async authenticate(accessToken: string): Promise<Session> {
      const bearer = await tokens.read(accessToken)
      if (!bearer) throw new SatchelError('SIGN_IN_REQUIRED')
      const device = await devices.find(bearer.deviceId)
      const user = await people.lookUp(bearer.userId)
      if (device?.userId !== bearer.userId || !user) throw new SatchelError('SIGN_IN_REQUIRED')
      if (device.revokedAt !== undefined || !user.active) throw new SatchelError('SESSION_REVOKED')
      if (!device.refresh) throw new SatchelError('SIGN_IN_REQUIRED')
      return { person: people.toPerson(user), deviceId: device.id }
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>
