/** The people of a schedule, their devices, and what the company has when it begins. */
import { aDocument } from '../../support/a-document.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { Role } from '../../../shared/roles.ts'
import { testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'
import type { Random } from './random.ts'

export interface Member {
  id: string
  email: string
  /** Whose role and teams the schedule may change. */
  changes: boolean
}

export interface Company {
  teams: { north: string; south: string }
  admin: Member
  members: Member[]
  /** The person of each of the five devices; the first two are of one person. */
  devices: Member[]
}

export const devicesOfASchedule = 5

/** A valid id that follows from the dice. */
export function uuidOf(random: Random): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

export async function foundCompany(server: TestServer, random: Random): Promise<Company> {
  const teams = { north: uuidOf(random), south: uuidOf(random) }
  await write(
    server,
    Object.entries(teams).map(([name, id]) => ['settings', { id, kind: 'team', name }]),
  )
  async function member(
    name: string,
    role: Role,
    more: { teamIds?: string[]; leadsTeamIds?: string[] } = {},
  ): Promise<Member> {
    const { teamIds = [], leadsTeamIds = [] } = more
    const email = `${name}@schedule.example`
    const id = uuidOf(random)
    await server.services.people.create({
      id,
      name,
      email,
      password: testPassword,
      role,
      teamIds,
      leadsTeamIds,
    })
    return { id, email, changes: role !== 'admin' }
  }
  const admin = await member('admin', 'admin')
  const rep = await member('rep', 'sales_rep', { teamIds: [teams.north] })
  const other = random.chance(0.5)
    ? await member('leader', 'sales_rep', { teamIds: [teams.north], leadsTeamIds: [teams.north] })
    : await member('stranger', 'sales_rep', { teamIds: [teams.south] })
  const support = await member('support', 'support')
  await foundRecords(server, random, { teams, owners: [rep.id, other.id] })
  return {
    teams,
    admin,
    members: [admin, rep, other, support],
    devices: [rep, rep, other, support, admin],
  }
}

async function foundRecords(
  server: TestServer,
  random: Random,
  { teams, owners }: { teams: Company['teams']; owners: string[] },
) {
  const owned = () => {
    const ownerId = random.chance(0.3) ? undefined : random.pick(owners)
    const teamId =
      ownerId === undefined
        ? random.pick(Object.values(teams))
        : (server.services.people.teamsOf(ownerId)[0] ?? teams.north)
    return { ...(ownerId && { ownerId }), teamId }
  }
  const make = (collection: CollectionName, fields: Record<string, unknown>) =>
    [collection, { ...fields, id: uuidOf(random) }] as const
  const customers = Array.from({ length: 6 }, () => make('customers', owned()))
  const leads = Array.from({ length: 5 }, () => make('leads', owned()))
  const products = Array.from({ length: 2 }, () => make('products', {}))
  const customer = () => ({ customerId: random.pick(customers)[1].id })
  const children = [
    ...Array.from({ length: 3 }, () => make('orders', { ...customer(), ...owned() })),
    ...Array.from({ length: 3 }, () => make('cases', customer())),
    ...Array.from({ length: 3 }, () => make('interactions', { ...customer(), ...owned() })),
    ...Array.from({ length: 2 }, () =>
      make('interactions', { leadId: random.pick(leads)[1].id, customerId: undefined, ...owned() }),
    ),
    ...Array.from({ length: 4 }, () => make('tasks', { ...owned(), createdBy: random.pick(owners) })),
  ]
  await write(server, [...customers, ...leads, ...products, ...children])
}

async function write(
  server: TestServer,
  records: readonly (readonly [CollectionName, Record<string, unknown>])[],
) {
  const results = await server.services.documents.write(
    records.map(([collection, fields]) => ({
      collection,
      document: withoutAbsent(aDocument(collection, fields)),
    })),
  )
  const refused = results.find((result) => !result.ok)
  if (refused) throw new Error(`the company was not founded: ${JSON.stringify(refused)}`)
}

const withoutAbsent = (document: AnyDocument) =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined)) as AnyDocument
