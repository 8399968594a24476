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

/** A device shows the same token with every request; checking its signature is a tenth of a small request. */
const mostVerified = 5_000

export function createAccessTokens(secret: Buffer, now: () => number) {
  const key = createHmac('sha256', secret).update('access-token').digest()
  /** Tokens whose signature was found good, with their last second; the oldest first. */
  const verified = new Map<string, Bearer & { until: number }>()
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
      const known = verified.get(token)
      if (known && Math.floor(now() / 1000) < known.until)
        return { userId: known.userId, deviceId: known.deviceId }
      verified.delete(token)
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          currentDate: new Date(now()),
          requiredClaims: ['sub', 'exp', 'device'],
        })
        const bearer = { userId: String(payload.sub), deviceId: String(payload['device']) }
        for (const [oldest] of verified) {
          if (verified.size < mostVerified) break
          verified.delete(oldest)
        }
        verified.set(token, { ...bearer, until: payload.exp ?? 0 })
        return bearer
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

export type AccessTokens = ReturnType<typeof createAccessTokens>
