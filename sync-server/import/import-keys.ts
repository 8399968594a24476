/**
 * Which record has which import key. Read from the store once and kept fresh by its changes feed, so that a
 * large import does not read the whole store for every call. A new record's id is derived from its key:
 * an import that is interrupted, repeated or run twice at once arrives at the same record.
 */
import { v5 as uuidv5 } from 'uuid'
import { importOrder } from '../../shared/import/import-messages.ts'
import type { ImportCollection } from '../../shared/import/import-messages.ts'
import type { DocumentStore, Sequence, StoredDocument } from '../store/document-store.ts'

export interface ImportKeys {
  /** Reads what changed since the last call. */
  refresh(): Promise<void>
  /** Of a living record; a team is also found by its name. */
  idOf(collection: ImportCollection, key: string): string | undefined
  /** The id that a new record with this key gets. */
  newId(collection: string, key: string): string
}

const namespace = '6f0d2a1c-9f0e-5c1b-8a53-0f6b1d6a7e21'
const pageSize = 500

export async function openImportKeys(store: DocumentStore): Promise<ImportKeys> {
  // Keys are guessable, ids are not to be: the identity of the store is known to no device.
  const ids = uuidv5(await store.identity(), namespace)
  const byKey = new Map<string, string>()
  const keysOf = new Map<string, string[]>()
  let position: Sequence | undefined

  function forget(document: string) {
    for (const key of keysOf.get(document) ?? []) byKey.delete(key)
    keysOf.delete(document)
  }

  function take({ kind, id, deleted, body }: StoredDocument) {
    forget(`${kind}:${id}`)
    if (deleted) return
    const keys: string[] = []
    if (body['kind'] === 'team') keys.push(`${kind}:${String(body['name'])}`)
    if (typeof body['importKey'] === 'string') keys.push(`${kind}:${body['importKey']}`)
    if (keys.length === 0) return
    for (const key of keys) byKey.set(key, id)
    keysOf.set(`${kind}:${id}`, keys)
  }

  return {
    async refresh() {
      for (;;) {
        const page = await store.changes({ since: position, limit: pageSize })
        const wanted = page.changes.filter(({ kind }) => (importOrder as readonly string[]).includes(kind))
        for (const { kind, id, deleted } of wanted) if (deleted) forget(`${kind}:${id}`)
        const living = wanted.filter(({ deleted }) => !deleted).map(({ kind, id }) => ({ kind, id }))
        for (const stored of living.length > 0 ? await store.getMany(living) : []) if (stored) take(stored)
        position = page.last
        if (!page.more) return
      }
    },
    idOf: (collection, key) => byKey.get(`${collection}:${key}`),
    newId: (collection, key) => uuidv5(`${collection}:${key}`, ids),
  }
}
