/**
 * Access tokens: short-lived, and saying nothing but who asks from which device. Roles and teams are read
 * from the server's own records at every request.
 */
import { createHmac } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'

export interface Bearer {
  userId: string
  deviceId: string
}

/** Seconds. */
export const accessTokenLifetime = 300

export function createAccessTokens(secret: Buffer, now: () => number) {
  const key = createHmac('sha256', secret).update('access-token').digest()
  return {
    async sign({ userId, deviceId }: Bearer): Promise<string> {
      const at = Math.floor(now() / 1000)
      return new SignJWT({ device: deviceId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setIssuedAt(at)
        .setExpirationTime(at + accessTokenLifetime)
        .sign(key)
    },
    /** Undefined when it is not ours or has expired. */
    async read(token: string): Promise<Bearer | undefined> {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          currentDate: new Date(now()),
          requiredClaims: ['sub', 'exp', 'device'],
        })
        return { userId: String(payload.sub), deviceId: String(payload['device']) }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

export type AccessTokens = ReturnType<typeof createAccessTokens>
