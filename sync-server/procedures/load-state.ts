/**
 * What a procedure asked to know, read from the store. Documents it names by id are the caller's to name, so
 * the caller must be able to see them; what it looks for is the procedure's own business.
 */
import { mayRead } from '../../shared/access.ts'
import type { CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import type { Procedure, ProcedureState, Wants } from '../../shared/procedures/define-procedure.ts'
import type { Person } from '../../shared/roles.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import { keyText } from '../sync/stored-state.ts'

export interface LoadedState extends ProcedureState {
  /** The store's revision of a document that was found. */
  revisionOf(collection: CollectionName, id: string): string | undefined
}

const mostRounds = 10

/** `input` is valid. */
export async function loadState(
  store: DocumentStore,
  procedure: Procedure,
  input: unknown,
  by: Person | 'server',
): Promise<LoadedState> {
  const named = new Map<string, StoredDocument | undefined>()
  const found = new Map<string, StoredDocument[]>()
  const isSeen = (document: StoredDocument | undefined) =>
    document !== undefined && !document.deleted && (by === 'server' || mayRead(by, document.channels))

  const state: LoadedState = {
    get<C extends CollectionName>(collection: C, id: string) {
      const document = named.get(keyText({ kind: collection, id }))
      return document && isSeen(document) ? (document.body as DocumentIn<C>) : undefined
    },
    where: <C extends CollectionName>(collection: C, field: string, value: string) =>
      (found.get(searchText(collection, field, value)) ?? []).map(({ body }) => body as DocumentIn<C>),
    revisionOf: (collection, id) => named.get(keyText({ kind: collection, id }))?.revision,
  }

  for (let round = 0; round < mostRounds; round++) {
    const wants = procedure.wants(input, state)
    const ids = newIds(wants, named)
    const searches = newSearches(wants, found)
    if (ids.length === 0 && searches.length === 0) break
    const documents = ids.length > 0 ? await store.getMany(ids) : []
    ids.forEach((key, index) => named.set(keyText(key), documents[index]))
    await searchAll(store, searches, found)
  }
  return state
}

const searchText = (collection: string, field: string, value: string) => `${collection}:${field}:${value}`

function newIds({ documents = [] }: Wants, known: ReadonlyMap<string, unknown>) {
  const keys = new Map(documents.map(([kind, id]) => [keyText({ kind, id }), { kind, id }] as const))
  return [...keys].flatMap(([text, key]) => (known.has(text) ? [] : [key]))
}

const newSearches = ({ where = [] }: Wants, known: ReadonlyMap<string, unknown>) =>
  where.filter(([collection, field, value]) => !known.has(searchText(collection, field, value)))

/** One reading of each collection, however much is looked for in it. */
async function searchAll(
  store: DocumentStore,
  searches: NonNullable<Wants['where']>,
  found: Map<string, StoredDocument[]>,
) {
  for (const [collection, field, value] of searches) found.set(searchText(collection, field, value), [])
  for (const [collection, own] of Map.groupBy(searches, ([name]) => name))
    for await (const page of store.list(collection))
      for (const document of page)
        for (const [, field, value] of own)
          if (document.body[field] === value) found.get(searchText(collection, field, value))?.push(document)
  for (const documents of found.values())
    documents.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0))
}

const orderOf = ({ id, body }: StoredDocument) => `${String(body['createdAt'])} ${id}`
