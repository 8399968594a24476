/** What the server's administration answers. */
import type { Role } from '../../../shared/roles.ts'

export interface User {
  id: string
  name: string
  email: string
  role: Role
  teamIds: string[]
  leadsTeamIds: string[]
  active: boolean
  createdAt: string
}

export interface Team {
  id: string
  name: string
}

export interface Device {
  id: string
  userId: string
  userName: string
  name: string
  platform: string
  lastSeenAt: string
  signedIn: boolean
}
