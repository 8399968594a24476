/** Employees of an import: their user record goes through `People`, the rest of the directory entry beside it. */
import { randomInt } from 'node:crypto'
import { sameJson } from '../../shared/same-json.ts'
import { entityOf } from '../../shared/entities/index.ts'
import type { AnyDocument } from '../../shared/entities/index.ts'
import type { SignIn } from '../../shared/import/import-messages.ts'
import { SatchelError } from '../../shared/errors.ts'
import type { Role } from '../../shared/roles.ts'
import { roles } from '../../shared/roles.ts'
import type { Context } from '../context.ts'
import { contentOf } from './import-log.ts'

/** Of a person, what the user record says and the directory only repeats. */
const userFields = ['name', 'email', 'role', 'teamIds', 'leadsTeamIds'] as const
const settledElsewhere = [
  'id',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'acceptedAt',
  'revision',
  'active',
  'history',
]

/** Of a person, what an import says: user and directory stamp the rest themselves. */
export const contentOfPerson = (document: AnyDocument): string =>
  contentOf(Object.fromEntries(Object.entries(document).filter(([name]) => !settledElsewhere.includes(name))))

/** Who leads a team is in it; addresses are compared in lower case. */
export function settlePerson(document: AnyDocument): AnyDocument {
  const teamIds = [...new Set([...idsIn(document['teamIds']), ...idsIn(document['leadsTeamIds'])])]
  return {
    ...document,
    active: document['active'] ?? true,
    role: document['role'] ?? 'sales_rep',
    teamIds,
    leadsTeamIds: idsIn(document['leadsTeamIds']),
    ...(typeof document['email'] === 'string' && { email: document['email'].trim().toLowerCase() }),
  }
}

/** Why this person could not be created or changed; the same in a dry run as in a commit. */
export function checkPerson(people: Context['people'], document: AnyDocument): void {
  const { email, role } = userPart(document)
  if (!email) throw new SatchelError('INVALID_DOCUMENT', { field: 'email', message: 'email: is required' })
  if (!roles.includes(role)) throw new SatchelError('UNKNOWN_ROLE', { field: 'role' })
  const holder = people.findByEmail(email)
  if (holder && holder.id !== document.id)
    throw new SatchelError('EMAIL_TAKEN', {
      field: 'email',
      message: `${holder.name} already signs in with ${email}.`,
    })
}

/** Gives the person's first password unless `signIns` is false. */
export async function createPerson(
  people: Context['people'],
  document: AnyDocument,
  signIns: boolean,
): Promise<SignIn | undefined> {
  const user = userPart(document)
  const password = signIns ? firstPassword() : undefined
  await people.create({
    id: document.id,
    ...user,
    ...(password !== undefined && { password }),
    profile: Object.fromEntries(
      Object.entries(document).filter(([name]) => !settledElsewhere.includes(name) && !isUserField(name)),
    ),
  })
  return password === undefined ? undefined : { name: user.name, email: user.email, password }
}

export async function updatePerson(
  { people, store, documents }: Pick<Context, 'people' | 'store' | 'documents'>,
  before: AnyDocument,
  after: AnyDocument,
): Promise<void> {
  const was = userPart(before)
  const user = userPart(after)
  const changed = userFields.filter((field) => !sameJson(was[field], user[field]))
  if (changed.length > 0)
    await people.update(after.id, Object.fromEntries(changed.map((field) => [field, user[field]])))
  const stored = await store.get({ kind: 'salesReps', id: after.id })
  const document = { ...after, ...pick(stored?.body ?? {}, [...userFields, 'active']) }
  if (stored && sameJson(stored.body, document)) return
  const [result] = await documents.write([{ collection: 'salesReps', document, stored }])
  if (result && !result.ok) throw new SatchelError(result.error.code, result.error)
}

const isUserField = (name: string) => (userFields as readonly string[]).includes(name)
const idsIn = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])
const pick = (from: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))

function userPart(document: AnyDocument) {
  return {
    name: entityOf('salesReps').title(document),
    email: typeof document['email'] === 'string' ? document['email'] : '',
    role: document['role'] as Role,
    teamIds: idsIn(document['teamIds']),
    leadsTeamIds: idsIn(document['leadsTeamIds']),
  }
}

/** Sixteen characters that are not taken for one another when read aloud or from paper: about 78 bits. */
function firstPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
