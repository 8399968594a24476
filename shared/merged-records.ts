/**
 * Where the work on a merged record ends up. A merged customer or lead stays as a pointer to the record that
 * took it in; whatever still names it (a visit written offline, an old link) is led to that one. What arrives
 * for a lead that became a customer meanwhile is led to the customer.
 */
import type { AnyDocument, CollectionName } from './entities/index.ts'
import { collectionNames, entityOf } from './entities/index.ts'

export type Mergeable = 'customers' | 'leads'

/** What a record keeps of one that was merged into it: enough to undo it. */
export interface Absorbed {
  /** Its name at the time. */
  title: string
  at: string
  callId: string
  /** The merged record and all that had been merged into it before. */
  ids: string[]
  /** Fields of the surviving record that the merge changed, before and after; absent: empty. */
  before: Record<string, unknown>
  after: Record<string, unknown>
}

export const isMergeable = (collection: string): collection is Mergeable =>
  collection === 'customers' || collection === 'leads'

/** The record that this one was merged into; it may have been merged itself since. */
export const mergedIntoOf = (document: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const id = document?.['mergedInto']
  return typeof id === 'string' ? id : undefined
}

/** What was merged into the record, by id. */
export const absorbedOf = (document: Readonly<Record<string, unknown>>): Record<string, Absorbed> =>
  (document['absorbed'] ?? {}) as Record<string, Absorbed>

/**
 * The ids under which things may be kept that belong to this record: its own and those of all records that
 * were merged into it. What cannot be given another id, such as a file's document, is found by these.
 */
export const recordIdsOf = (document: AnyDocument): string[] => [
  ...new Set([document.id, ...Object.values(absorbedOf(document)).flatMap(({ ids }) => ids)]),
]

/** A field by which records belong to a customer or lead. */
export interface Belonging {
  collection: CollectionName
  field: string
  /** A person chooses it; otherwise the server does. */
  byPerson: boolean
}

/** Every field that points to customers or leads, but for the pointer of merging itself. */
export const belongings = (target: Mergeable): Belonging[] =>
  collectionNames.flatMap((collection) =>
    Object.entries(entityOf(collection).fields)
      .filter(([field, { kind, to }]) => kind === 'reference' && to === target && field !== 'mergedInto')
      .map(([field, { setBy }]) => ({ collection, field, byPerson: setBy === 'person' })),
  )

const pointers = new Map<CollectionName, [field: string, target: Mergeable][]>()

/** The fields of a collection by which a person says which customer or lead a record belongs to. */
export function pointersOf(collection: CollectionName): readonly [field: string, target: Mergeable][] {
  let found = pointers.get(collection)
  if (!found) {
    const targets: readonly Mergeable[] = ['customers', 'leads']
    found = targets.flatMap((target) =>
      belongings(target)
        .filter((one) => one.collection === collection && one.byPerson)
        .map(({ field }): [string, Mergeable] => [field, target]),
    )
    pointers.set(collection, found)
  }
  return found
}

export type FindRecord = (collection: Mergeable, id: string) => Readonly<Record<string, unknown>> | undefined

const longestChain = 20

/** The last of the records that this one was merged into, one after the other; the ids on the way there. */
export function follow(
  target: Mergeable,
  id: string,
  find: FindRecord,
): { id: string; passed: readonly string[] } {
  const passed: string[] = []
  for (let at = id; ;) {
    const next = mergedIntoOf(find(target, at))
    if (next === undefined || passed.length === longestChain) return { id: at, passed }
    passed.push(at)
    at = next
  }
}

/**
 * The document as it belongs now; the same object when nothing it names was merged. `isNew`: of a visit or
 * an open task that is written down for the first time for a lead that became a customer, the customer.
 */
export function landed(
  collection: CollectionName,
  document: AnyDocument,
  isNew: boolean,
  find: FindRecord,
): AnyDocument {
  let result = document
  const lead = document['leadId']
  if (isNew && movesWithLead(collection, document) && typeof lead === 'string') {
    const customerId = find('leads', follow('leads', lead, find).id)?.['customerId']
    if (typeof customerId === 'string') result = { ...result, customerId }
  }
  for (const [field, target] of pointersOf(collection)) {
    const named = result[field]
    if (typeof named !== 'string') continue
    const { id, passed } = follow(target, named, find)
    if (passed.length === 0) continue
    result = { ...result, [field]: id }
    if (isNew) result['mergedFrom'] = movedFrom(result, ...passed)
  }
  return result
}

const movesWithLead = (collection: CollectionName, { customerId, status }: AnyDocument) =>
  customerId === undefined &&
  (collection === 'interactions' ||
    (collection === 'tasks' && (status === 'open' || status === 'in-progress')))

const mostMoves = 50

/** Where a record came from, with these added; each once. */
export function movedFrom(document: AnyDocument, ...ids: readonly string[]): string[] {
  const before = (document['mergedFrom'] ?? []) as string[]
  return [...before.filter((id) => !ids.includes(id)), ...ids].slice(-mostMoves)
}
