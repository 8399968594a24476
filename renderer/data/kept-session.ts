/**
 * What a device keeps of a session in its secret store, and who is signed in by it. The worker reads it, and the
 * page for itself while the worker starts, so that both take the same text for the same person.
 */
import type { Person } from '../../shared/roles.ts'

export interface KeptSession {
  /** Made anew at every writing, by which another tab knows what it reads. */
  written?: string
  server?: string
  deviceId?: string
  session?: {
    refreshToken: string
    person: Person
    ended?: boolean
    /** An administrator ended it: what this device holds is to go. */
    revoked?: boolean
  }
}

export interface SignedIn {
  person: Person
  deviceId: string
  server: string
}

/** What cannot be read is as if it were not there. */
export function readKept(text: string | undefined): KeptSession {
  if (!text) return {}
  try {
    return JSON.parse(text) as KeptSession
  } catch {
    return {}
  }
}

/** Where the server is: the page's origin in a browser, else what was chosen. */
export const serverOf = (kept: KeptSession, origin: string | undefined): string => origin ?? kept.server ?? ''

export function signedInBy(kept: KeptSession, origin: string | undefined): SignedIn | undefined {
  const { session, deviceId } = kept
  return session && deviceId
    ? { person: session.person, deviceId, server: serverOf(kept, origin) }
    : undefined
}
