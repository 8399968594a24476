/**
 * The documents that a row names beside its parent, such as the customer of a task. A person can only name what they may see (P8): what they may not see and what does not exist are
 * refused alike, so that nobody learns of a document by naming it.
 */
import { isForEverybody } from '../../shared/access.ts'
import { entityOf, isCollectionName } from '../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Fields } from '../../shared/entities/fields.ts'
import type { Key } from '../store/document-store.ts'
import { keyText, parentKeyOf } from './stored-state.ts'

export interface Named {
  /** Path of the field: `customerId`, `lines.2.productId`. */
  field: string
  key: Key
}

interface Place {
  name: string
  to: CollectionName
}

interface Places {
  own: Place[]
  /** Of lists and of their items. */
  lists: { name: string; inside: Place[] }[]
}

/** What everybody sees, such as products, has nothing to hide. */
const mayHide = (name: string): name is CollectionName => isCollectionName(name) && !isForEverybody(name)

const placesOf = new Map<CollectionName, Places>()

function placesIn(fields: Fields): Place[] {
  return Object.entries(fields).flatMap(([name, { kind, setBy, to }]) =>
    kind === 'reference' && setBy === 'person' && to !== undefined && mayHide(to) ? [{ name, to }] : [],
  )
}

function findPlaces(collection: CollectionName): Places {
  const { fields } = entityOf(collection)
  const places: Places = {
    own: placesIn(fields),
    lists: Object.entries(fields)
      .filter(([, { kind, setBy }]) => kind === 'list' && setBy === 'person')
      .map(([name, { fields: inner = {} }]) => ({ name, inside: placesIn(inner) }))
      .filter(({ inside }) => inside.length > 0),
  }
  placesOf.set(collection, places)
  return places
}

function namedIn(collection: CollectionName, document: AnyDocument): Named[] {
  const { own, lists } = placesOf.get(collection) ?? findPlaces(collection)
  const named: Named[] = []
  const take = (places: readonly Place[], of: Record<string, unknown>, path: string) => {
    for (const { name, to } of places) {
      const id = of[name]
      if (typeof id === 'string') named.push({ field: path + name, key: { kind: to, id } })
    }
  }
  take(own, document, '')
  for (const { name, inside } of lists)
    for (const [index, item] of itemsOf(document[name]).entries()) take(inside, item, `${name}.${index}.`)
  return named
}

const itemsOf = (list: unknown) => (Array.isArray(list) ? (list as Record<string, unknown>[]) : [])

/** What the new state names that the stored one does not; its parent is judged by a rule of its own. */
export function newlyNamed(
  collection: CollectionName,
  document: AnyDocument,
  before: AnyDocument | undefined,
): Named[] {
  const named = namedIn(collection, document)
  if (named.length === 0) return named
  const known = new Set((before ? namedIn(collection, before) : []).map(({ key }) => keyText(key)))
  const parent = parentKeyOf(collection, document)
  if (parent) known.add(keyText(parent))
  return named.filter(({ key }) => !known.has(keyText(key)))
}
