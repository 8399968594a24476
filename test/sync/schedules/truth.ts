/**
 * What the store held at every moment of a schedule: every write that took effect, in order, numbered by
 * ticks. Answers are judged by it, with the oracle of `access-oracle.ts`.
 */
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { collectionNames, entityOf } from '../../../shared/entities/index.ts'
import type { UserRecord } from '../../../shared/administration.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { maySee } from '../../support/access-oracle.ts'
import type { OracleWorld } from '../../support/access-oracle.ts'

export interface Moment {
  tick: number
  revision: string
  deleted: boolean
  body: AnyDocument
  channels: readonly string[]
  /** Written by a push, not by the server of its own accord. */
  isPushed: boolean
}

export interface Truth {
  /** The newest tick. */
  now(): number
  /** Moments of a document, oldest first. */
  of(collection: CollectionName, id: string): readonly Moment[]
  /** Every document that was ever there. */
  all(collection: CollectionName): Iterable<[id: string, moments: readonly Moment[]]>
  user(id: string, tick: number): UserRecord | undefined
  world(tick: number): OracleWorld
  /** May this user see the document as it stood at that tick? */
  maySee(userId: string, collection: CollectionName, id: string, tick: number): boolean
  /** The same for somebody with this record. */
  maySeeAs(user: UserRecord, collection: CollectionName, id: string, tick: number): boolean
  /** Every record that the user ever had. */
  records(userId: string): UserRecord[]
  /** Documents into which one push was written more than once. */
  repeated(): readonly string[]
  /** Living documents that the user may see now, as they travel. */
  visible(userId: string, collection: CollectionName): Map<string, AnyDocument>
}

/** What the server notes in place of a push where it writes of its own accord. */
const byServer = 'server'

/** The same store, whose writes are recorded. */
export function recordTruth(base: DocumentStore): { store: DocumentStore; truth: Truth } {
  const kinds = new Map<string, Map<string, Moment[]>>()
  const of = (kind: string) => {
    let found = kinds.get(kind)
    if (!found) kinds.set(kind, (found = new Map<string, Moment[]>()))
    return found
  }
  const pushes = new Set<string>()
  const repeated: string[] = []
  let tick = 0

  const store: DocumentStore = {
    open: () => base.open(),
    close: () => base.close(),
    identity: () => base.identity(),
    get: (key) => base.get(key),
    getMany: (keys) => base.getMany(keys),
    list: (kind) => base.list(kind),
    children: (parent) => base.children(parent),
    pendingParents: () => base.pendingParents(),
    changes: (options) => base.changes(options),
    waitForChange: (since, options) => base.waitForChange(since, options),
    branches: (key) => base.branches(key),
    dropBranches: (key, revisions) => base.dropBranches(key, revisions),
    ping: () => base.ping(),
    async write(writes) {
      const results = await base.write(writes)
      writes.forEach(({ kind, id, deleted, body, channels, applied }, index) => {
        const result = results[index]
        if (!result?.ok) return
        const moments = of(kind).get(id) ?? []
        const push = applied.at(-1)
        const isPushed = push !== undefined && push !== byServer && !pushes.has(push)
        const sent = applied.filter((one) => one !== byServer)
        if (new Set(sent).size < sent.length) repeated.push(`${kind} ${id}`)
        for (const one of sent) pushes.add(one)
        moments.push({
          isPushed,
          tick: ++tick,
          revision: result.revision,
          deleted,
          body: body as AnyDocument,
          channels,
        })
        of(kind).set(id, moments)
      })
      return results
    },
  }

  const at = (kind: string, id: string, when: number): Moment | undefined =>
    of(kind)
      .get(id)
      ?.findLast((moment) => moment.tick <= when)
  const user = (id: string, when: number) => at('users', id, when)?.body as unknown as UserRecord | undefined
  const worldAt = (when: number): OracleWorld => ({
    person: (id) => user(id, when),
    document(collection, id) {
      const moment = at(collection, id, when)
      return moment && !moment.deleted ? moment.body : undefined
    },
    last: (collection, id) => at(collection, id, when)?.body,
    now: Date.now(),
  })

  const truth: Truth = {
    now: () => tick,
    of: (collection, id) => of(collection).get(id) ?? [],
    all: (collection) => of(collection),
    user,
    world: worldAt,
    maySee(userId, collection, id, when) {
      const person = user(userId, when)
      return person !== undefined && truth.maySeeAs(person, collection, id, when)
    },
    repeated: () => repeated,
    records: (userId) => (of('users').get(userId) ?? []).map(({ body }) => body as unknown as UserRecord),
    maySeeAs(person, collection, id, when) {
      const moment = at(collection, id, when)
      if (!moment || moment.deleted) return false
      return maySee(worldAt(when), person, collection, moment.body)
    },
    visible(userId, collection) {
      const found = new Map<string, AnyDocument>()
      for (const [id, moments] of of(collection)) {
        const last = moments.at(-1)
        if (last && truth.maySee(userId, collection, id, tick))
          found.set(id, { ...last.body, revision: last.revision })
      }
      return found
    },
  }
  return { store, truth }
}

/**
 * Could the user ever have held the document? It was once readable for somebody with a role and teams that
 * the user once had; the server remembers by channels and cannot know it more exactly.
 */
export function couldHaveHeld(truth: Truth, userId: string, collection: CollectionName, id: string): boolean {
  const grants = truth.records(userId)
  for (let tick = truth.now(); tick > 0; tick--)
    if (grants.some((user) => truth.maySeeAs(user, collection, id, tick))) return true
  return besideMoves(truth, collection, id).some(({ body, tick }) =>
    grants.some((user) => maySee(truth.world(tick), user, collection, body)),
  )
}

/**
 * What was written while its parent moved lay for a moment where the parent had been, until the server itself wrote
 * it once more: these states, and when the parent was there last.
 */
function besideMoves(
  truth: Truth,
  collection: CollectionName,
  id: string,
): { body: AnyDocument; tick: number }[] {
  const moments = truth.of(collection, id)
  return moments.flatMap(({ body, tick, isPushed }, index) => {
    const parent = entityOf(collection).parent?.(body)
    const next = moments[index + 1]
    if (!parent || !isPushed || !next || next.isPushed) return []
    const move = truth.of(parent.collection, parent.id).findLast((moment) => moment.tick <= tick)
    return move ? [{ body, tick: move.tick - 1 }] : []
  })
}

export const isSyncPath = (path: string): { collection: CollectionName; action: string } | undefined => {
  const [, collection, action] = /\/sync\/(\w+)\/(pull|push|verify)$/.exec(path) ?? []
  const name = collectionNames.find((one) => one === collection)
  return name && action ? { collection: name, action } : undefined
}
