/**
 * Users: the only source of roles, teams and passwords. Each has a directory entry in `salesReps` of the
 * same id that is kept in step, and an email address that no other user has.
 */
import { v7 as uuidv7 } from 'uuid'
import { SatchelError } from '../../shared/errors.ts'
import { roles } from '../../shared/roles.ts'
import type { UserRecord } from '../../shared/administration.ts'
import type { Documents, NewUser, People } from '../context.ts'
import { openMirror } from '../mirror.ts'
import type { Change, DocumentStore } from '../store/document-store.ts'
import { isAdministrator, takeAdministration } from './administrators.ts'
import { checkDirectoryEntry, keepDirectoryEntry } from './directory.ts'
import { claimEmail, normaliseEmail, readLogin, releaseEmail } from './logins.ts'
import { createPasswords, passwordCost, shortestPassword } from './passwords.ts'
import type { PasswordCost, PasswordHash } from './passwords.ts'
import { sentence } from '../../shared/phrase.ts'

/** As stored; the password never leaves this file. */
interface StoredUser extends UserRecord {
  password?: PasswordHash
}

export interface PeopleService extends People {
  /** From memory, else from the store: another process may have made the user a moment ago. */
  lookUp(id: string): Promise<UserRecord | undefined>
  /** Takes up what the change feed tells. */
  refresh(changes: readonly Change[]): Promise<void>
  /** Called when a user changed, here or in another process. */
  watch(listener: (id: string, user: UserRecord | undefined) => void): () => void
  /** Takes over the names that directory entries were given, such as by an administrator's edit. */
  followDirectory(ids: readonly string[]): Promise<void>
  /** Repairs directory entries that an interrupted process left behind. */
  repairDirectory(): Promise<void>
}

const emailPattern = /^[^\s@]+@[^\s@]+$/

export async function createPeople(given: {
  store: DocumentStore
  documents: Documents
  now: () => number
  /** Cheaper in tests. */
  cost?: PasswordCost
}): Promise<PeopleService> {
  const { store, now, cost = passwordCost } = given
  const passwords = createPasswords(cost)
  const users = await openMirror<StoredUser>(store, 'users')

  const findByEmail = (email: string) => {
    const wanted = normaliseEmail(email)
    return users.all().find((user) => user.email === wanted)
  }
  async function signingIn(email: string) {
    const known = findByEmail(email)
    const id = known ? undefined : await readLogin(store, email)
    const claimant = id === undefined ? undefined : await users.find(id)
    return known ?? (claimant?.email === normaliseEmail(email) ? claimant : undefined)
  }
  const isUser = async (id: string, email: string) => (await users.find(id))?.email === email
  const claim = (email: string, userId: string) => claimEmail(store, { email, userId, now: now() }, isUser)

  async function checkTeams({ teamIds, leadsTeamIds }: Pick<UserRecord, 'teamIds' | 'leadsTeamIds'>) {
    const wanted = [...new Set([...teamIds, ...leadsTeamIds])]
    const teams = await store.getMany(wanted.map((id) => ({ kind: 'settings', id })))
    if (teams.some((team) => !team || team.deleted || team.body['kind'] !== 'team'))
      throw new SatchelError('UNKNOWN_TEAM', { field: 'teamIds' })
  }

  return {
    find: (id) => withoutPassword(users.get(id)),
    lookUp: async (id) => withoutPassword(await users.find(id)),
    findByEmail: (email) => withoutPassword(findByEmail(email)),
    all: () => users.all().map((user) => withoutPassword(user)),
    toPerson,
    teamsOf: (id) => users.get(id)?.teamIds ?? [],
    refresh: (changes) => users.refresh(changes),
    watch: (listener) => users.watch((id, user) => listener(id, withoutPassword(user))),

    async create(user: NewUser) {
      const id = user.id ?? uuidv7()
      const record = checked({ ...user, id, active: true, createdAt: new Date(now()).toISOString() })
      if (user.password !== undefined) checkPassword(user.password)
      checkDirectoryEntry(record, user.profile)
      await checkTeams(record)
      if (await users.find(id)) throw new SatchelError('CONFLICT', { field: 'id' })
      const password = user.password === undefined ? undefined : await passwords.hash(user.password)
      await claim(record.email, id)
      if (!(await users.create(id, { ...record, ...(password && { password }) })))
        throw new SatchelError('CONFLICT', { field: 'id' })
      await keepDirectoryEntry(given, record, user.profile)
      return record
    },

    async update(id, changes) {
      const before = await users.find(id)
      if (!before) throw new SatchelError('NOT_FOUND')
      const wanted = checked({ ...before, ...defined(changes) })
      if (changes.teamIds || changes.leadsTeamIds) await checkTeams(wanted)
      if (wanted.email !== before.email) await claim(wanted.email, id)
      let endsAdministration = false
      /** Leaves the user as they are where the write takes an administrator's right and that is not secured. */
      const write = (isSecured: boolean) =>
        users.update(id, (user) => {
          const next = { ...user, ...checked({ ...user, ...defined(changes) }) }
          endsAdministration = isAdministrator(user) && !isAdministrator(next)
          return endsAdministration && !isSecured ? undefined : next
        })
      let updated = await write(false)
      if (endsAdministration) updated = await takeAdministration(given, id, () => write(true))
      if (!updated) throw new SatchelError('NOT_FOUND')
      if (updated.email !== before.email) await releaseEmail(store, before.email, id)
      const { name, email } = updated
      await keepDirectoryEntry(given, updated, {
        ...(name !== before.name && { name }),
        ...(email !== before.email && { email }),
      })
      return withoutPassword(updated)
    },

    async setPassword(id, password) {
      checkPassword(password)
      const hash = await passwords.hash(password)
      if (!(await users.update(id, (user) => ({ ...user, password: hash }))))
        throw new SatchelError('NOT_FOUND')
    },

    async verify(email, password) {
      const user = await signingIn(email)
      const isRight = await passwords.verify(password, user?.password)
      return isRight && user?.active ? withoutPassword(user) : undefined
    },

    async followDirectory(ids) {
      for (const entry of await store.getMany(ids.map((id) => ({ kind: 'salesReps', id })))) {
        const name = entry?.body['name']
        if (entry && typeof name === 'string')
          await users.update(entry.id, (user) => (user.name === name ? undefined : { ...user, name }))
      }
    },

    async repairDirectory() {
      for (const user of users.all()) await keepDirectoryEntry(given, withoutPassword(user))
    },
  }
}

const toPerson: People['toPerson'] = ({ id, name, email, role, teamIds, leadsTeamIds }) => ({
  id,
  name,
  email,
  role,
  teamIds,
  leadsTeamIds,
})

function withoutPassword(user: StoredUser): UserRecord
function withoutPassword(user: StoredUser | undefined): UserRecord | undefined
function withoutPassword(user: StoredUser | undefined): UserRecord | undefined {
  if (!user) return undefined
  const { password: _, ...record } = user
  return record
}

/** A user record in its stored form: whoever leads a team is in it. */
function checked(user: UserRecord): UserRecord {
  const name = user.name.trim()
  const email = normaliseEmail(user.email)
  if (name === '')
    throw new SatchelError('INVALID_REQUEST', { field: 'name', message: sentence('Enter a name.') })
  if (!emailPattern.test(email))
    throw new SatchelError('INVALID_REQUEST', {
      field: 'email',
      message: sentence('Enter an email address.'),
    })
  if (!roles.includes(user.role)) throw new SatchelError('UNKNOWN_ROLE', { field: 'role' })
  return {
    id: user.id,
    name,
    email,
    role: user.role,
    teamIds: [...new Set([...user.teamIds, ...user.leadsTeamIds])],
    leadsTeamIds: [...new Set(user.leadsTeamIds)],
    active: user.active,
    createdAt: user.createdAt,
  }
}

function checkPassword(password: string) {
  if (password.length < shortestPassword) throw new SatchelError('WEAK_PASSWORD', { field: 'password' })
}

/** An absent change is no change. */
const defined = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>
