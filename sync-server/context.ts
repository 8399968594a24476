/**
 * What every route and service of the server works with. Built once in `server.ts` (or by a test) and
 * handed to `buildApp`; nothing in the server keeps state outside it.
 */
import type { UserRecord } from '../shared/administration.ts'
import type { AnyDocument, CollectionName } from '../shared/entities/index.ts'
import type { CodedError } from '../shared/errors.ts'
import type { Person, Role } from '../shared/roles.ts'
import type { DocumentStore, StoredDocument } from './store/document-store.ts'

export interface NewUser {
  id?: string
  name: string
  email: string
  /** Absent: the user cannot sign in until an administrator sets one. */
  password?: string
  role: Role
  teamIds: string[]
  leadsTeamIds: string[]
  /** Further fields of the person's directory entry (`salesReps`), such as phone or department. */
  profile?: Record<string, unknown>
}

/**
 * Users, and with each the directory entry in `salesReps` of the same id. Errors are thrown as
 * SatchelError: EMAIL_TAKEN, UNKNOWN_ROLE, UNKNOWN_TEAM, WEAK_PASSWORD, LAST_ADMIN, NOT_FOUND.
 */
export interface People {
  /** From memory, kept fresh by the change feed. */
  find(id: string): UserRecord | undefined
  findByEmail(email: string): UserRecord | undefined
  all(): UserRecord[]
  create(user: NewUser): Promise<UserRecord>
  update(
    id: string,
    changes: Partial<Pick<UserRecord, 'name' | 'email' | 'role' | 'teamIds' | 'leadsTeamIds' | 'active'>>,
  ): Promise<UserRecord>
  setPassword(id: string, password: string): Promise<void>
  /** The user when email and password are right and the user is active; takes the same time when not. */
  verify(email: string, password: string): Promise<UserRecord | undefined>
  toPerson(user: UserRecord): Person
  teamsOf(id: string): readonly string[]
}

/** A write by the server itself (imports, procedures, the directory); not judged by role, but by shape and rules. */
export interface ServerWrite {
  collection: CollectionName
  /** Whole new state; the id decides whether it is new. */
  document: AnyDocument
  deleted?: boolean
  /** The state it replaces; undefined for a new document. A state changed meanwhile is a CONFLICT. */
  stored?: StoredDocument | undefined
}

export interface Documents {
  /**
   * Computes channels and parent, stores, and gives children their channels. Results in order; INVALID_DOCUMENT,
   * RELATED_NOT_FOUND and CONFLICT come as errors of their row. A parent may be written in an earlier call
   * or earlier in the same one.
   */
  write(
    writes: readonly ServerWrite[],
  ): Promise<({ ok: true; revision: string } | { ok: false; error: CodedError })[]>
}

export interface Context {
  store: DocumentStore
  people: People
  documents: Documents
  /** Milliseconds since 1970. */
  now: () => number
}
