/**
 * Refresh tokens: each is used once and gives the next. When the answer to a refresh was lost, the device
 * still has the token before; it is taken once more as long as its successor was never used. Any other use
 * of an old token means that somebody has a copy: the session ends.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What is stored; hashes only. */
export interface RefreshState {
  current: string
  /** The one before. */
  previous?: string
  /** `previous` was already taken once more. */
  repeated?: boolean
  /** Older ones, newest last. */
  spent: string[]
  /** Milliseconds since 1970. */
  at: number
}

export type RefreshOutcome = { ok: true; state: RefreshState; token: string } | { ok: false; reused: boolean }

const rememberedTokens = 50
/** A device that was not seen for so long signs in again. */
const longestAbsence = 90 * 24 * 60 * 60 * 1000

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const isSame = (a: string, b: string | undefined) =>
  b !== undefined && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function newToken(deviceId: string) {
  const token = `${deviceId}.${randomBytes(32).toString('base64url')}`
  return { token, hash: hashOf(token) }
}

/** The device a token claims to belong to. */
export const deviceOf = (token: string) => token.split('.', 1)[0] ?? ''

export function firstRefresh(deviceId: string, now: number): { state: RefreshState; token: string } {
  const { token, hash } = newToken(deviceId)
  return { state: { current: hash, spent: [], at: now }, token }
}

export function nextRefresh(
  deviceId: string,
  state: RefreshState,
  presented: string,
  now: number,
): RefreshOutcome {
  const given = hashOf(presented)
  const { token, hash } = newToken(deviceId)
  if (now - state.at > longestAbsence) return { ok: false, reused: false }
  if (isSame(given, state.current)) {
    const spent = [...state.spent, ...(state.previous ? [state.previous] : [])].slice(-rememberedTokens)
    return { ok: true, token, state: { current: hash, previous: state.current, spent, at: now } }
  }
  if (isSame(given, state.previous) && !state.repeated) {
    const spent = [...state.spent, state.current].slice(-rememberedTokens)
    return { ok: true, token, state: { current: hash, previous: given, repeated: true, spent, at: now } }
  }
  return { ok: false, reused: [...state.spent, state.previous].some((old) => isSame(given, old)) }
}
