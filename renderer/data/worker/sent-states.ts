/**
 * What was sent and has not come back as the server's state yet. An answer can be lost, the app can end
 * before it is noted, and RxDB may remember an older state than the one that was sent; when the person
 * edits the document again, the server's state then is this device's own earlier one, and nobody else's.
 * Kept on disk before it is sent.
 */
import { getHeightOfRevision } from 'rxdb/plugins/core'
import { sameJson } from '../../../shared/same-json.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { largestPush } from '../../../shared/sync/protocol.ts'
import type { LocalCollection } from './open-database.ts'

export interface SentStates {
  /** Reads what an earlier run of the app left. */
  load(collection: LocalCollection): Promise<void>
  /** On disk when it resolves. */
  remember(collection: LocalCollection, states: readonly AnyDocument[]): Promise<void>
  /** The server has this state, in this revision: of what was sent before, nothing can come back. */
  accepted(state: AnyDocument, revision?: string): void
  /** The server has accepted something newer from this device than what it said here. */
  isOutdated(theirs: Pick<AnyDocument, 'id' | 'revision'>): boolean
  /** The server counts revisions anew. */
  revisionsEnd(): void
  /** A push met this state of the server: of what was sent nothing else is there, and nothing else can come back. */
  met(theirs: AnyDocument): void
  /** The server's own state is known here, or the change was refused. */
  forget(id: string): void
  /** Takes from the disk what is forgotten; these documents are, because they have left the device. */
  tidy(collection: LocalCollection, gone?: readonly string[]): Promise<void>
  /** Nothing stays in memory or on disk. */
  forgetAll(collection: LocalCollection): Promise<void>
  /** The state that this device sent and that the server's state says the same as. */
  matching(theirs: AnyDocument): AnyDocument | undefined
}

type States = Record<string, AnyDocument[]>

/** More attempts than this without an answer are not told apart. */
const kept = 5
/** Documents that are remembered: two full pushes. */
const capacity = 2 * largestPush

export function sentStates(name: CollectionName): SentStates {
  const sentOf = new Map<string, AnyDocument[]>()
  /** Heights of accepted revisions. */
  const acceptedIn = new Map<string, number>()
  const id = `sent-${name}`
  const fields = Object.entries(entityOf(name).fields)
    .filter(([field, { setBy }]) => setBy === 'person' && !['id', 'createdAt', 'updatedAt'].includes(field))
    .map(([field]) => field)

  const set = (document: string, states: AnyDocument[]) => put(sentOf, document, states.slice(-kept))

  const matching = (theirs: AnyDocument) =>
    sentOf.get(theirs.id)?.findLast((state) => fields.every((field) => sameJson(state[field], theirs[field])))

  return {
    async load({ database, internalStorageInstance }) {
      const stored = await database.getLocal<{ states: States }>(id)
      const states = (stored?.get('states') ?? {}) as States
      const living = await internalStorageInstance.findDocumentsById(Object.keys(states), false)
      const isHere = new Set(living.map((document) => document.id))
      for (const [document, sent] of Object.entries(states).filter(([each]) => isHere.has(each)))
        set(document, [...sent, ...(sentOf.get(document) ?? [])])
    },
    async remember({ database }, states) {
      if (states.length === 0) return
      for (const state of states) {
        const before = sentOf.get(state.id) ?? []
        set(state.id, [...before.filter((each) => !sameJson(each, state)), state])
      }
      await database.upsertLocal(id, { states: Object.fromEntries(sentOf) })
    },
    accepted(state, revision) {
      set(state.id, [state])
      if (revision !== undefined) put(acceptedIn, state.id, getHeightOfRevision(revision))
    },
    isOutdated: ({ id: document, revision }) =>
      revision !== undefined && getHeightOfRevision(revision) < (acceptedIn.get(document) ?? 0),
    revisionsEnd: () => acceptedIn.clear(),
    met(theirs) {
      const own = matching(theirs)
      if (own) set(theirs.id, [own])
      else sentOf.delete(theirs.id)
    },
    forget: (document) => void sentOf.delete(document),
    async forgetAll({ database }) {
      sentOf.clear()
      acceptedIn.clear()
      await database.upsertLocal(id, { states: {} })
    },
    async tidy({ database }, gone = []) {
      for (const document of gone) sentOf.delete(document)
      const stored = await database.getLocal<{ states: States }>(id)
      const onDisk = Object.keys((stored?.get('states') ?? {}) as States)
      if (onDisk.some((document) => !sentOf.has(document)))
        await database.upsertLocal(id, { states: Object.fromEntries(sentOf) })
    },
    matching,
  }
}

/** The newest last, in time and in the map; the oldest make room. */
function put<T>(map: Map<string, T>, document: string, value: T) {
  map.delete(document)
  map.set(document, value)
  for (const oldest of map.keys()) {
    if (map.size <= capacity) return
    map.delete(oldest)
  }
}
