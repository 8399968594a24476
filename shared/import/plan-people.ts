/**
 * Employees -> users with their place in the company. An employee belongs to the team that most of their
 * territories lie in, or to the one the file names.
 *
 * Who leads: a vice president or sales manager leads their own team and every team most of whose members
 * report to them; whoever of them reports to nobody leads the teams that then have no leader. Leading a team
 * includes belonging to it.
 */
import { textOf } from './read-rows.ts'
import type { ReadRow } from './read-rows.ts'
import type { ImportRow, KeyReference } from './import-messages.ts'
import { isKeyReference } from './import-messages.ts'

export interface Territories {
  /** Territory key -> its name and the name of its team. */
  places: ReadonlyMap<string, { name: string; team: string }>
  /** Employee key -> territory keys. */
  byRep: ReadonlyMap<string, readonly string[]>
}

export interface PlannedPeople {
  rows: { read: ReadRow; planned: ImportRow }[]
  /** Employee key -> name of their own team. */
  teamOf: Map<string, string>
}

const team = (name: string): KeyReference => ({ collection: 'settings', importKey: name })
const leading = /\b(vice president|president|sales manager|sales director|head of sales|director of sales)\b/i

export function planPeople(
  reads: readonly ReadRow[],
  territories: Territories,
  emailDomain: string,
): PlannedPeople {
  const teamOf = new Map<string, string>()
  for (const { key, values } of reads) {
    const own = typeof values['team'] === 'string' ? values['team'] : usualTeam(key, territories)
    if (key !== undefined && own !== undefined) teamOf.set(key, own)
  }
  const leads = leadersOf(reads, teamOf)
  const taken = new Set(
    reads.map(({ values }) => values['email']).filter((email) => typeof email === 'string'),
  )
  const rows = managersFirst(reads).map((read) => {
    const { firstName, lastName, team: named, ...values } = read.values
    const name = textOf(values['name']) || `${textOf(firstName)} ${textOf(lastName)}`.trim()
    const key = read.key ?? `email:${textOf(values['email']) || name}`.slice(0, 80)
    const own = teamOf.get(key)
    const led = [...(leads.get(key) ?? [])]
    const teamIds = [...new Set([...(own === undefined ? [] : [own]), ...led])].map(team)
    const defaults: Record<string, unknown> = {
      role: 'sales_rep',
      department: 'Sales',
      leadsTeamIds: led.map(team),
    }
    if (values['email'] === undefined) defaults['email'] = madeEmail(name, emailDomain, taken)
    const territory = territoryNames(key, territories)
    if (territory && values['territory'] === undefined) values['territory'] = territory
    if (named === undefined) defaults['teamIds'] = teamIds
    else values['teamIds'] = teamIds
    return { read, planned: { row: read.row, key, values: { ...values, name }, defaults } }
  })
  return { rows, teamOf }
}

function usualTeam(key: string | undefined, { places, byRep }: Territories): string | undefined {
  const counts = new Map<string, number>()
  for (const territory of byRep.get(key ?? '') ?? []) {
    const name = places.get(territory)?.team
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function territoryNames(key: string, { places, byRep }: Territories): string | undefined {
  const names = [
    ...new Set((byRep.get(key) ?? []).map((territory) => places.get(territory)?.name ?? territory)),
  ]
  let joined = names.join(', ')
  while (joined.length > 300) joined = joined.slice(0, joined.lastIndexOf(', ', 300))
  return joined === '' ? undefined : joined
}

const superiorOf = ({ values }: ReadRow): string | undefined =>
  isKeyReference(values['reportsToId']) ? values['reportsToId'].importKey : undefined

/** Employee key -> names of the teams they lead. */
function leadersOf(reads: readonly ReadRow[], teamOf: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const leads = new Map<string, Set<string>>()
  const leaders = reads.filter(({ values }) => leading.test(textOf(values['jobTitle'])))
  const teams = [...new Set(teamOf.values())]
  for (const leader of leaders) {
    const key = leader.key ?? ''
    const own = teamOf.get(key)
    const reporting = teams.filter((name) => {
      const members = reads.filter((read) => teamOf.get(read.key ?? '') === name)
      return members.filter((member) => superiorOf(member) === key).length * 2 > members.length
    })
    leads.set(key, new Set([...(own === undefined ? [] : [own]), ...reporting]))
  }
  const led = new Set([...leads.values()].flatMap((names) => [...names]))
  for (const head of leaders.filter((leader) => superiorOf(leader) === undefined))
    for (const name of teams) if (!led.has(name)) leads.get(head.key ?? '')?.add(name)
  return leads
}

/** So that whom a row reports to exists before the row; a circle keeps the order of the file. */
function managersFirst(reads: readonly ReadRow[]): ReadRow[] {
  const byKey = new Map(reads.map((read) => [read.key ?? '', read]))
  const ordered = new Set<ReadRow>()
  const visit = (read: ReadRow, path: readonly ReadRow[]) => {
    const superior = byKey.get(superiorOf(read) ?? '')
    if (superior && !ordered.has(superior) && !path.includes(superior)) visit(superior, [...path, read])
    ordered.add(read)
  }
  for (const read of reads) visit(read, [read])
  return [...ordered]
}

/** `Nancy Davolio` -> `nancy.davolio@northwind.example`; a namesake gets a number. Adds the address to `taken`. */
function madeEmail(name: string, domain: string, taken: Set<string>): string {
  const local =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9\s.-]/g, '')
      .trim()
      .replace(/\s+/g, '.') || 'person'
  let email = `${local}@${domain}`
  for (let number = 2; taken.has(email); number++) email = `${local}.${number}@${domain}`
  taken.add(email)
  return email
}
