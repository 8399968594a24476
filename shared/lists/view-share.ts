/**
 * With whom a saved view is shared. Apart from the view itself, because the server asks it of every settings
 * document: it must stay cheap and must not trust what it reads.
 */
import type { Person } from '../roles.ts'

export const everyone = 'everyone'

/** `everyone`, the id of a team, or undefined: its owner alone. */
export function shareOf(document: Readonly<Record<string, unknown>>): string | undefined {
  const { value } = document
  if (typeof value !== 'object' || value === null) return undefined
  const { share } = value as Record<string, unknown>
  return typeof share === 'string' && share !== '' && share.length <= 100 ? share : undefined
}

/** Administrators share with anybody; who leads a team with that team, and with everyone. */
export function mayShareWith(who: Person, share: string | undefined): boolean {
  if (share === undefined || who.role === 'admin') return true
  return share === everyone ? who.leadsTeamIds.length > 0 : who.leadsTeamIds.includes(share)
}
