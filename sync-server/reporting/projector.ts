/**
 * Keeps the relational read model in step with a document store: reads its change feed from where it last
 * stopped and puts the newest state of each document in place. A position and the rows that it stands for are
 * committed together, so a run may be cut off anywhere and repeated at will; the tables are the same.
 *
 * One projector works at a time, in whatever process: the others wait for its lock and go on from its position.
 * The documents of a page are read after the lock is taken, so that an older state never replaces a newer one.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { isCollectionName } from '../../shared/entities/index.ts'
import { decimalsOf } from '../../shared/money.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { removeDocuments, putDocuments, putCurrencies } from './put-rows.ts'
import { schemaName, SqlError } from './sql-database.ts'
import type { SqlConnection, SqlDatabase } from './sql-database.ts'
import { projected } from './tables.ts'

export interface Projection {
  /** Documents that were put in place or removed in this run. */
  documents: number
  rebuilt: boolean
}

/** What is read of a store. */
export type ReadableStore = Pick<DocumentStore, 'identity' | 'changes' | 'getMany'>

interface ProjectOptions {
  store: ReadableStore
  sql: SqlDatabase
  /** Drop everything and read the store from its beginning. */
  rebuild?: boolean
  /** Lines of the feed that are projected at once. */
  pageSize?: number
  onProgress?: (documents: number) => void
}

interface Page {
  living: Map<CollectionName, AnyDocument[]>
  gone: Map<CollectionName, string[]>
}

const lock = `select pg_advisory_xact_lock(hashtext('satchel reporting'))`

/**
 * Brings the tables up to the store's newest state. Builds them anew where there are none, where they are of
 * another store or of another version of this model, and where the store no longer knows the position (a backup
 * was put back). Throws STORE_UNAVAILABLE, SqlError.
 */
export async function project(options: ProjectOptions): Promise<Projection> {
  const { store, sql, rebuild = false, pageSize = 500, onProgress } = options
  const scripts = await readScripts()
  const identity = await store.identity()
  let documents = 0

  async function readPage(connection: SqlConnection, since: string | undefined) {
    const { changes, last, more } = await store.changes({ since, limit: pageSize })
    const lines = changes.filter(({ kind }) => isCollectionName(kind) && projected.has(kind))
    // A feed may tell of a document twice.
    const wanted = [...new Map(lines.map((line) => [line.id, line])).values()]
    const stored = await store.getMany(wanted.map(({ kind, id }) => ({ kind, id })))
    const page: Page = { living: new Map(), gone: new Map() }
    for (const [index, { kind, id }] of wanted.entries()) {
      const state = stored[index]
      const collection = kind as CollectionName
      if (state && !state.deleted) listIn(page.living, collection).push(state.body as AnyDocument)
      else listIn(page.gone, collection).push(id)
    }
    await putPage(connection, page)
    await connection.query(
      `insert into ${schemaName}.projection (store_identity, model, position, projected_at)
       values ($1, $2, $3, now())
       on conflict (single) do update set position = excluded.position, projected_at = excluded.projected_at`,
      [identity, scripts.model, last],
    )
    documents += wanted.length
    onProgress?.(documents)
    return { last, more }
  }

  /** One page, or all of them when the tables have to be made first: nobody sees them half full. */
  const step = (isFirst: boolean) =>
    sql.transaction(async (connection) => {
      await connection.query(lock)
      const since = isFirst && rebuild ? undefined : await knownPosition(connection, store, identity, scripts)
      if (since !== undefined) return { ...(await readPage(connection, since)), rebuilt: false }
      await connection.run(`drop schema if exists ${schemaName} cascade`)
      await connection.run(scripts.schema)
      await putCurrencies(connection, Intl.supportedValuesOf('currency'), decimalsOf)
      let page: { last: string | undefined; more: boolean } = { last: undefined, more: true }
      while (page.more) page = await readPage(connection, page.last)
      return { more: false, rebuilt: true }
    })

  const first = await step(true)
  for (let { more } = first; more;) ({ more } = await step(false))
  return { documents, rebuilt: first.rebuilt }
}

function listIn<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

interface Scripts {
  schema: string
  /** Changes with every change of the tables, the functions and what is put into them. */
  model: string
}

async function readScripts(): Promise<Scripts> {
  const read = (name: string) => readFile(path.join(import.meta.dirname, name), 'utf8')
  const schema = `${await read('schema.sql')}\n${await read('functions.sql')}`
  const columns = [...projected.values()]
    .flat()
    .map(({ name, columns: own }) => [name, own.map((one) => one.name)])
  const model = createHash('sha256').update(schema).update(JSON.stringify(columns)).digest('hex')
  return { schema, model }
}

/** Where to go on; undefined when the tables have to be built. */
async function knownPosition(
  connection: SqlConnection,
  store: ReadableStore,
  identity: string,
  { model }: Scripts,
): Promise<string | undefined> {
  const there = await connection.query('select to_regclass($1) is not null', [`${schemaName}.projection`])
  if (there.rows[0]?.[0] !== 't') return undefined
  const { rows } = await connection.query(
    `select store_identity, model, position from ${schemaName}.projection`,
  )
  const [ofStore, ofModel, position] = rows[0] ?? []
  if (ofStore !== identity || ofModel !== model || !position) return undefined
  return (await isKnown(store, position)) ? position : undefined
}

/**
 * A store begins at the beginning when it does not know a position. A document has one line in the feed, its
 * newest, so what comes after a known position is not the first line there is; where it is nevertheless, because
 * every line before was written again, building anew is right as well.
 */
async function isKnown(store: ReadableStore, position: string): Promise<boolean> {
  const [next, first] = await Promise.all(
    [position, undefined].map(async (since) => (await store.changes({ since, limit: 1 })).changes[0]),
  )
  if (!first) return false
  return !next || next.kind !== first.kind || next.id !== first.id || next.revision !== first.revision
}

/** All at once; one by one when that fails, so that one document that no table takes stops no other. */
async function putPage(connection: SqlConnection, page: Page): Promise<void> {
  try {
    await inSavepoint(connection, () => putAll(connection, page))
  } catch (error) {
    if (!isAboutData(error)) throw error
    await putOneByOne(connection, page)
  }
}

async function putAll(connection: SqlConnection, { living, gone }: Page) {
  for (const [collection, ids] of gone) await removeDocuments(connection, collection, ids)
  for (const collection of projected.keys()) {
    const documents = living.get(collection)
    if (documents) await putDocuments(connection, collection, documents)
  }
}

async function putOneByOne(connection: SqlConnection, { living, gone }: Page) {
  await putAll(connection, { living: new Map(), gone })
  for (const collection of projected.keys())
    for (const document of living.get(collection) ?? [])
      try {
        await inSavepoint(connection, () => putDocuments(connection, collection, [document]))
      } catch (error) {
        if (!(error instanceof SqlError) || !isAboutData(error)) throw error
        // An older state that the tables did take would be wrong now.
        await removeDocuments(connection, collection, [document.id])
        await connection.query(
          `insert into ${schemaName}.unprojected_documents (collection, id, reason) values ($1, $2, $3)`,
          [collection, document.id, error.message],
        )
      }
}

async function inSavepoint(connection: SqlConnection, work: () => Promise<void>) {
  await connection.run('savepoint page')
  try {
    await work()
  } catch (error) {
    await connection.run('rollback to savepoint page')
    throw error
  }
  await connection.run('release savepoint page')
}

/** Classes 22 and 23: a value that a type or a constraint does not take. */
const isAboutData = (error: unknown) => error instanceof SqlError && /^2[23]/.test(error.state)
