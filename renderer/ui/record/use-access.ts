/**
 * What the signed-in person may do, asked of the same role table as the server. It decides what is offered;
 * the server decides what is accepted.
 */
import { useMemo } from 'react'
import { access, mayAssign, mayChangeFields, mayWrite } from '../../../shared/access.ts'
import type { Surroundings } from '../../../shared/access.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecord, useRecords, useSession } from '../../data/index.ts'
import { useNow } from '../use-now.ts'

/** The signed-in person; only components below the sign-in may ask. */
export function usePerson(): Person {
  const session = useSession()
  if (session.phase !== 'signed-in') throw new Error('Nobody is signed in')
  return session.person
}

/** Could this role make such a record at all? Whether a certain one is allowed depends on what it belongs to. */
export function mayCreate(person: Person, collection: CollectionName): boolean {
  const rules = access[collection]
  if (rules.serverOnly?.includes('create')) return false
  return person.role === 'admin' || rules[person.role].create !== undefined
}

export interface RecordAccess {
  update: boolean
  delete: boolean
  /** May this role change this field of a stored record? */
  change: (field: string) => boolean
  /** May the record be given to this person, or to nobody? */
  assignTo: (ownerId: string | undefined) => boolean
}

/** `document` is the stored state; undefined for a new record. */
export function useAccess(collection: CollectionName, document: AnyDocument | undefined): RecordAccess {
  const person = usePerson()
  const { records: directory } = useRecords('salesReps')
  const parentAt = document && entityOf(collection).parent?.(document)
  const now = useNow(60_000)
  const { record: parent } = useRecord(parentAt?.collection ?? 'customers', parentAt?.id)
  return useMemo(() => {
    const teams = new Map(directory.map((rep) => [rep.id, rep.teamIds]))
    const around: Surroundings = { parent, teamsOf: (id) => teams.get(id) ?? [], now }
    const fields = document && mayChangeFields(person, collection, document)
    return {
      update: document !== undefined && mayWrite(person, collection, document, document, around).allowed,
      delete: document !== undefined && mayWrite(person, collection, document, undefined, around).allowed,
      change: (field) => fields === undefined || fields.includes(field),
      assignTo: (ownerId) => mayAssign(person, collection, document, ownerId, around),
    }
  }, [person, collection, document, parent, directory, now])
}
