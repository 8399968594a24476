/**
 * Changes by the person, judged by the same rules as on the server and written to the local database only:
 * nothing here waits for the network. What the person may not do is refused at once, with the words of the
 * form where there is a field to blame.
 */
import { RxError } from 'rxdb/plugins/core'
import { v7 as uuid } from 'uuid'
import { mayBringBack, mayWrite } from '../../../shared/access.ts'
import { sameJson } from '../../../shared/same-json.ts'
import { settle } from '../../../shared/settle.ts'
import type { Surroundings } from '../../../shared/access.ts'
import { coded } from '../../../shared/errors.ts'
import { said } from '../../../shared/phrase.ts'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'
import type { ChangeResult, Refusal, RemoveResult, SaveResult } from '../contract.ts'
import { NotWritten } from './device-storage.ts'
import { inWords } from './field-words.ts'
import { fromLocal, toLocal } from './local-shape.ts'
import type { StoredRecord } from './local-shape.ts'
import type { LocalDatabase } from './open-database.ts'
import type { UnsentByCollection } from './replication.ts'

/** Nothing clears a record away so often. */
const mostAttempts = 5

export interface Writes {
  create(collection: CollectionName, values: Record<string, unknown>): Promise<SaveResult>
  save(collection: CollectionName, id: string, changes: Record<string, unknown>): Promise<ChangeResult>
  remove(collection: CollectionName, id: string): Promise<RemoveResult>
  /** Brings back a deleted record under its id, as it was when it was deleted. */
  restore(collection: CollectionName, document: AnyDocument): Promise<SaveResult>
}

export function localWrites(options: {
  database: LocalDatabase
  unsent: UnsentByCollection
  person: () => Person
  now: () => number
}): Writes {
  const { database, unsent, person, now } = options

  async function read(collection: CollectionName, id: string): Promise<AnyDocument | undefined> {
    const document = await database.collections[collection].findOne(id).exec()
    return document ? fromLocal(entityOf(collection), document.toJSON()) : undefined
  }

  async function surroundings(
    collection: CollectionName,
    states: (AnyDocument | undefined)[],
  ): Promise<Surroundings> {
    const who = person()
    const named = states.map((state) => state && entityOf(collection).parent?.(state)).find(Boolean)
    const owners = [...new Set([who.id, ...states.map((state) => state?.ownerId)])]
    const [parent, ...directory] = await Promise.all([
      named && read(named.collection, named.id),
      ...owners.map(async (id) => (id ? ([id, await read('salesReps', id)] as const) : undefined)),
    ])
    const teams = new Map(
      directory.flatMap((entry) => (entry?.[1] ? [[entry[0], entry[1]['teamIds'] as string[]]] : [])),
    )
    return {
      parent,
      teamsOf: (id) => teams.get(id) ?? (id === who.id ? who.teamIds : []),
      now: now(),
    }
  }

  function judge(
    collection: CollectionName,
    stored: AnyDocument | undefined,
    proposed: AnyDocument | undefined,
    around: Surroundings,
  ): Refusal | undefined {
    const verdict = mayWrite(person(), collection, stored, proposed, around)
    if (!verdict.allowed) return forbidden(verdict.field)
    const errors: FieldError[] = proposed ? entityOf(collection).check(proposed) : []
    if (errors.length === 0) return undefined
    return { ok: false, errors: inWords(collection, errors), error: coded('INVALID_DOCUMENT') }
  }

  function forbidden(field: string | undefined): Refusal {
    const error = coded('FORBIDDEN', field ? { field } : {})
    return { ok: false, errors: field ? [{ field, message: error.message }] : [], error }
  }

  const notFound = (): Refusal => ({ ok: false, errors: [], error: coded('NOT_FOUND') })

  /** A full disk is told to the person; everything else that is thrown is a mistake of ours. */
  async function told<Result>(write: () => Promise<Result>): Promise<Result | Refusal> {
    try {
      return await write()
    } catch (reason) {
      if (!(reason instanceof NotWritten)) throw reason
      const { message, phrase } = reason.error
      const more = said('{problem} Free some space on it, then save again.', {
        problem: phrase ?? { text: message },
      })
      return { ok: false, errors: [], error: { ...reason.error, ...more } }
    }
  }

  /** Over what is left of the deleted record, which replication may clear away at the same moment. */
  async function bringBack(collection: CollectionName, document: AnyDocument): Promise<void> {
    const returning = toLocal(entityOf(collection), document)
    for (let attempt = 1; ; attempt++)
      try {
        await database.collections[collection].insert(returning)
        return
      } catch (reason) {
        const isCleared = reason instanceof RxError && reason.code === 'CONFLICT'
        if (!isCleared || attempt === mostAttempts) throw reason
        if (await read(collection, document.id)) return
      }
  }

  const writes: Writes = {
    async create(collection, values) {
      const at = new Date(now()).toISOString()
      const given = withChanges(collection, {}, values)
      const id = typeof values['id'] === 'string' ? values['id'] : uuid()
      const proposed = { ...given, id, createdAt: at, updatedAt: at } as AnyDocument
      const around = await surroundings(collection, [proposed])
      const settled = settle(person(), collection, undefined, proposed, around)
      const refusal = judge(collection, undefined, settled, around)
      if (refusal) return refusal
      await database.collections[collection].insert(toLocal(entityOf(collection), settled))
      return { ok: true, id }
    },

    async save(collection, id, changes) {
      const entity = entityOf(collection)
      const document = await database.collections[collection].findOne(id).exec()
      if (!document) return notFound()
      const stored = fromLocal(entity, document.toJSON())
      const updatedAt = new Date(now()).toISOString()
      const proposed = withChanges(collection, stored, changes)
      if (sameJson(proposed, stored)) return { ok: true, id, before: {}, after: {} }
      const around = await surroundings(collection, [proposed, stored])
      const change = (before: AnyDocument) =>
        settle(
          person(),
          collection,
          before,
          { ...withChanges(collection, before, changes), updatedAt },
          around,
        )
      const refusal = judge(collection, stored, change(stored), around)
      if (refusal) return refusal
      await unsent[collection].keepBase(storedState(document))
      let [was, is] = [stored, stored]
      await document.incrementalModify((local) => {
        was = fromLocal(entity, local)
        is = change(was)
        const next = toLocal(entity, is)
        return {
          ...next,
          _deleted: local._deleted,
          _attachments: local._attachments,
          _meta: local._meta,
          _rev: local._rev,
        }
      })
      const changed = Object.keys(changes).filter((name) => !sameJson(was[name], is[name]))
      const valuesIn = (state: AnyDocument) => Object.fromEntries(changed.map((name) => [name, state[name]]))
      return { ok: true, id, before: valuesIn(was), after: valuesIn(is) }
    },

    async remove(collection, id) {
      const document = await database.collections[collection].findOne(id).exec()
      if (!document) return notFound()
      const stored = fromLocal(entityOf(collection), document.toJSON())
      const refusal = judge(collection, stored, undefined, await surroundings(collection, [stored]))
      if (refusal) return refusal
      await unsent[collection].keepBase(storedState(document))
      await document.incrementalRemove()
      return { ok: true, id, removed: stored }
    },

    async restore(collection, document) {
      const { id } = document
      // Somebody was faster; what they brought back is not written over.
      if (await read(collection, id)) return { ok: true, id }
      const around = await surroundings(collection, [document])
      const verdict = mayBringBack(person(), collection, document, document, around)
      if (!verdict.allowed) return forbidden(verdict.field)
      // Later than the state that was deleted, or deleting it again would look like the first time.
      const at = Math.max(now(), Date.parse(document.updatedAt) + 1)
      const returning = { ...document, updatedAt: new Date(at).toISOString(), updatedBy: person().id }
      await bringBack(collection, returning)
      return { ok: true, id }
    },
  }
  return {
    create: (collection, values) => told(() => writes.create(collection, values)),
    save: (collection, id, changes) => told(() => writes.save(collection, id, changes)),
    remove: (collection, id) => told(() => writes.remove(collection, id)),
    restore: (collection, document) => told(() => writes.restore(collection, document)),
  }
}

/** With the named fields set; what is empty is left out, as absent fields are absent keys. */
function withChanges(
  collection: CollectionName,
  before: object,
  changes: Record<string, unknown>,
): AnyDocument {
  const { fields } = entityOf(collection)
  const after: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(changes)) {
    if (name === 'id' || name === 'createdAt' || name === 'updatedAt' || !(name in fields)) continue
    // Free JSON is nobody's form: what is empty in it has a meaning.
    const isFree = fields[name]?.kind === 'value' && value !== null && value !== ''
    const compact = isFree ? value : withoutEmpty(value)
    if (compact === undefined) delete after[name]
    else after[name] = compact
  }
  return after as AnyDocument
}

function withoutEmpty(value: unknown): unknown {
  if (value === null || value === '' || value === undefined) return undefined
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((item) => item !== undefined)
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  )
}

const storedState = (document: { _data: unknown }) => document._data as StoredRecord
