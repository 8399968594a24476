/**
 * A database that speaks PostgreSQL's SQL: a server (`pg`), or PGlite, which is PostgreSQL inside this process.
 * Both answer alike: every value as PostgreSQL writes it, so that a bigint keeps its last digit and a day is not
 * made a moment. Either library is loaded only when a database of its kind is opened: PGlite takes a second and
 * several hundred MB of memory.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { QueryArrayConfig } from 'pg'

export interface SqlResult {
  columns: string[]
  /** One cell per column; null is null. */
  rows: (string | null)[][]
}

export interface SqlConnection {
  /** Several statements without parameters. */
  run(script: string): Promise<void>
  /** One statement. Throws SqlError. */
  query(statement: string, parameters?: readonly unknown[]): Promise<SqlResult>
}

export interface SqlDatabase extends SqlConnection {
  /** What a person calls it: "PostgreSQL 16.4", "PGlite, PostgreSQL 18.6". */
  name: string
  /** All of `work` or nothing of it; other work on this object waits or uses another connection. */
  transaction<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What the database refused, in its own words. */
export class SqlError extends Error {
  /** SQLSTATE; its first two characters are the class. */
  readonly state: string
  /** Which character of the statement it is about, from 1. */
  readonly at: number | undefined

  constructor(message: string, state: string, at?: number) {
    super(message)
    this.name = 'SqlError'
    this.state = state
    this.at = at
  }
}

/** The schema of the read model. */
export const schemaName = 'satchel'

/**
 * `databaseUrl` is a PostgreSQL server's; without one PGlite keeps its files in `folder`, or in memory. `afresh`
 * begins with an empty folder. Throws SqlError, also when another process has the folder open.
 */
export const openSql = ({ databaseUrl, folder, afresh = false }: SqlOptions): Promise<SqlDatabase> =>
  databaseUrl ? openPostgres(databaseUrl) : openPglite(folder, afresh)

export interface SqlOptions {
  databaseUrl?: string | undefined
  folder?: string
  afresh?: boolean
}

async function openPglite(folder: string | undefined, afresh: boolean): Promise<SqlDatabase> {
  const { PGlite } = await import('@electric-sql/pglite')
  const unlock = folder === undefined ? undefined : await lockFolder(folder)
  if (folder !== undefined && afresh) await rm(folder, { recursive: true, force: true })
  const database = await PGlite.create(folder)
  await database.exec(`set search_path to ${schemaName}; set time zone 'UTC'`)
  const types = await database.query<{ oid: number }>('select oid from pg_type')
  const parsers = Object.fromEntries(types.rows.map(({ oid }) => [oid, asItIs]))
  const connection = (on: Pick<typeof database, 'exec' | 'query'>): SqlConnection => ({
    run: (script) => inOwnWords(async () => void (await on.exec(script))),
    query: (statement, parameters = []) =>
      inOwnWords(async () => {
        const { fields, rows } = await on.query<(string | null)[]>(statement, [...parameters], {
          rowMode: 'array',
          parsers,
        })
        return { columns: fields.map(({ name }) => name), rows }
      }),
  })
  const own = connection(database)
  return {
    ...own,
    name: `PGlite, ${await versionOf(own)}`,
    transaction: (work) => database.transaction((inside) => work(connection(inside))),
    async close() {
      await database.close()
      await unlock?.()
    },
  }
}

/** PGlite does not notice a second process on the same files, which would destroy them. */
async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.pid`
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 })
  for (;;)
    try {
      await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const holder = Number(await readFile(file, 'utf8').catch(() => ''))
      if (isRunning(holder))
        throw new SqlError(`Process ${holder} works with ${folder}; try again when it has ended.`, '55006')
      // Of a process that was killed.
      await rm(file, { force: true })
    }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function openPostgres(databaseUrl: string): Promise<SqlDatabase> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    application_name: 'satchel',
    options: `-c search_path=${schemaName} -c timezone=UTC`,
    types: { getTypeParser: () => asItIs },
  })
  // A connection that breaks while nobody uses it: the next query opens another one.
  pool.on('error', () => undefined)
  const connection = (on: Pick<typeof pool, 'query'>): SqlConnection => ({
    run: (script) => inOwnWords(async () => void (await on.query(script))),
    query: (statement, parameters = []) =>
      inOwnWords(async () => {
        // Always prepared: this way no second statement can hide behind the first.
        const query = { text: statement, values: [...parameters], rowMode: 'array', queryMode: 'extended' }
        const { fields, rows } = await on.query<(string | null)[]>(query as QueryArrayConfig)
        return { columns: fields.map(({ name }) => name), rows }
      }),
  })
  const own = connection(pool)
  return {
    ...own,
    name: await versionOf(own).catch(async (error: unknown) => {
      await pool.end()
      throw error
    }),
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work(connection(client))
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        // With it ends what it had begun.
        client.release(true)
        throw error
      }
    },
    close: () => pool.end(),
  }
}

const asItIs = (value: string): string => value

const versionOf = async (connection: SqlConnection) =>
  `PostgreSQL ${(await connection.query('show server_version')).rows[0]?.[0]?.split(' ')[0]}`

/** Both libraries throw an error with PostgreSQL's own fields. */
async function inOwnWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error
    const at = 'position' in error ? Number(error.position) : Number.NaN
    throw new SqlError(error.message, error.code, Number.isNaN(at) ? undefined : at)
  }
}
