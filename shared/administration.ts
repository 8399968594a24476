/** What the server answers about its users, teams and devices under `/admin`: the same words on both sides. */
import type { Role } from './roles.ts'

/** A user as the server knows them; the only source of roles and teams. */
export interface UserRecord {
  id: string
  name: string
  email: string
  role: Role
  teamIds: string[]
  leadsTeamIds: string[]
  active: boolean
  createdAt: string
}

export interface TeamRecord {
  id: string
  name: string
}

/** A device that somebody signed in on. */
export interface KnownDevice {
  id: string
  userId: string
  name: string
  platform: string
  createdAt: string
  lastSeenAt: string
  /** An administrator signed it out. */
  revokedAt?: string
}

export interface ListedDevice extends KnownDevice {
  userName: string
  signedIn: boolean
}
