/**
 * Leads what is written to where it belongs by now: to the record that a merged one became part of, to the
 * customer that a lead became. What is to be looked at for it is read here.
 */
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { follow, isMergeable, landed, mergedIntoOf, pointersOf } from '../../shared/merged-records.ts'
import type { FindRecord, Mergeable } from '../../shared/merged-records.ts'
import type { DocumentStore, Key, StoredDocument } from '../store/document-store.ts'
import { keyText } from './stored-state.ts'

/** Stored records by `kind:id`; undefined for what does not exist. */
export type KnownRecords = Map<string, StoredDocument | undefined>

export interface Belonging {
  collection: CollectionName
  document: AnyDocument
  /** Nothing is stored for it yet. */
  isNew: boolean
}

/** The customers and leads that a document names. */
export const namedRecords = (collection: CollectionName, document: AnyDocument): Key[] =>
  pointersOf(collection).flatMap(([field, kind]) => {
    const id = document[field]
    return typeof id === 'string' ? [{ kind, id }] : []
  })

export const findIn =
  (known: KnownRecords): FindRecord =>
  (kind, id) =>
    known.get(keyText({ kind, id }))?.body

/**
 * Adds to `known` what has to be read to tell where these documents belong, and where merged records among
 * `merged` lead to. Nearly always nothing: only what was merged leads on.
 */
export async function readOn(
  store: Pick<DocumentStore, 'getMany'>,
  known: KnownRecords,
  documents: readonly Belonging[],
  merged: readonly { collection: Mergeable; id: string }[] = [],
): Promise<void> {
  for (;;) {
    const missing = new Map<string, Key>()
    const find: FindRecord = (kind, id) => {
      const key = keyText({ kind, id })
      if (!known.has(key)) missing.set(key, { kind, id })
      return known.get(key)?.body
    }
    for (const { collection, document, isNew } of documents) landed(collection, document, isNew, find)
    for (const { collection, id } of merged) follow(collection, id, find)
    if (missing.size === 0) return
    const keys = [...missing.values()]
    const found = await store.getMany(keys)
    keys.forEach((key, index) => known.set(keyText(key), found[index]))
  }
}

/** The record that a merged one is part of now. */
export function survivorOf(
  collection: CollectionName,
  stored: StoredDocument,
  known: KnownRecords,
): StoredDocument | undefined {
  if (!isMergeable(collection) || mergedIntoOf(stored.body) === undefined) return undefined
  const { id } = follow(collection, stored.id, findIn(known))
  return known.get(keyText({ kind: collection, id }))
}
