/**
 * Which living documents name certain records. Read from the store once and kept fresh by its changes feed,
 * like the import keys: a record that an import made is taken back only while nothing else refers to it.
 */
import { collectionNames } from '../../shared/entities/index.ts'
import { fileKind } from '../files/file-index.ts'
import type { DocumentStore, Sequence, StoredDocument } from '../store/document-store.ts'

export interface RecordUses {
  /** Reads what changed since the last call. */
  refresh(): Promise<void>
  /** `kind:id` of every living document that names the record. */
  of(id: string): readonly string[]
}

const pageSize = 500
const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const kinds = new Set<string>([...collectionNames, fileKind])

/** `records`: ids to look for. */
export function createRecordUses(store: DocumentStore, records: ReadonlySet<string>): RecordUses {
  const users = new Map<string, Set<string>>()
  const namedBy = new Map<string, string[]>()
  let position: Sequence | undefined

  function forget(name: string) {
    for (const id of namedBy.get(name) ?? []) users.get(id)?.delete(name)
    namedBy.delete(name)
  }

  function take({ kind, id, body }: StoredDocument) {
    const name = `${kind}:${id}`
    forget(name)
    const found = new Set(
      JSON.stringify(body)
        .match(idPattern)
        ?.filter((one) => records.has(one)),
    )
    found.delete(id)
    if (found.size === 0) return
    namedBy.set(name, [...found])
    for (const one of found) users.set(one, (users.get(one) ?? new Set()).add(name))
  }

  return {
    async refresh() {
      for (;;) {
        const page = await store.changes({ since: position, limit: pageSize })
        const wanted = page.changes.filter(({ kind }) => kinds.has(kind))
        for (const { kind, id, deleted } of wanted) if (deleted) forget(`${kind}:${id}`)
        const living = wanted.filter(({ deleted }) => !deleted).map(({ kind, id }) => ({ kind, id }))
        for (const stored of living.length > 0 ? await store.getMany(living) : [])
          if (stored && !stored.deleted) take(stored)
        position = page.last
        if (!page.more) return
      }
    },
    of: (id) => [...(users.get(id) ?? [])],
  }
}
