/**
 * The SQLite file of the embedded store: its tables, its settings and its lock.
 *
 * A commit is on the disk when it returns (WAL with synchronous=FULL). The file belongs to one process: the
 * exclusive lock is taken at opening and the operating system gives it up with the process, however it ends.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { unavailable } from './unavailable.ts'

const formatVersion = 1

/** SQLite's result codes for a file that another connection holds. */
const lockedCodes = new Set([5, 6])

// The body is the last column, so that reading the feed does not touch the pages of large bodies.
const tables = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE documents (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    parent TEXT,
    channels TEXT NOT NULL,
    former TEXT NOT NULL,
    applied TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  );
  CREATE UNIQUE INDEX documents_by_sequence ON documents (sequence);
  CREATE INDEX documents_by_parent ON documents (parent, kind, id) WHERE parent IS NOT NULL;
  CREATE INDEX documents_pending ON documents (sequence) WHERE pending = 1;
`

export interface EmbeddedFile {
  database: DatabaseSync
  /** Random, made with the file. */
  identity: string
  /** Every opening of the file, oldest first; the last one is this. */
  openings: Opening[]
}

/**
 * What was written between two openings of the file carries the name of the first of them. A backup that is
 * put back does not know the openings after it, nor how far the last one went: so a position of the history
 * that was lost is never taken for one of the new history.
 */
export interface Opening {
  name: string
  /** Sequence of the last write before it. */
  after: number
}

/** A device that was away for longer reads from the beginning. */
const mostOpenings = 1000

/**
 * Opens `folder/satchel.sqlite` and makes it when it is not there; ':memory:' keeps everything in memory.
 * Waits up to `patience` milliseconds for another process that is just ending. Throws STORE_UNAVAILABLE when
 * another process keeps the file, when it is no database, or when a newer version of Satchel made it.
 */
export async function openFile(folder: string, patience: number): Promise<EmbeddedFile> {
  const inMemory = folder === ':memory:'
  const file = inMemory ? folder : join(folder, 'satchel.sqlite')
  if (!inMemory) makePrivate(folder, file)
  const until = Date.now() + patience
  for (;;) {
    try {
      return openOnce(file)
    } catch (error) {
      if (!isLocked(error)) throw error
      if (Date.now() >= until)
        throw unavailable(
          `${file} is locked`,
          `Another Satchel server works on ${file}. Stop it, or give this one another data folder; several servers on the same data need CouchDB.`,
        )
    }
    await sleep(100)
  }
}

/** Password hashes are inside: nobody else on the machine reads the file, nor its log, which takes its mode. */
function makePrivate(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

function openOnce(file: string): EmbeddedFile {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    // In pages, four times the usual: the store shortens the log itself, when nobody waits for it.
    database.exec('PRAGMA wal_autocheckpoint = 4000')
    database.exec('PRAGMA cache_size = -65536')
    database.exec('PRAGMA temp_store = MEMORY')
    // The first write transaction takes the lock that is then kept.
    database.exec('BEGIN IMMEDIATE')
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
    if (version === 0) {
      database.exec(tables)
      database.prepare(`INSERT INTO meta VALUES ('identity', ?)`).run(randomUUID())
      database.exec(`PRAGMA user_version = ${formatVersion}`)
    } else if (version !== formatVersion) {
      throw unavailable(
        `format ${version}, this is ${formatVersion}`,
        `${file} was written by a newer version of Satchel. Update this server.`,
      )
    }
    const identity = database.prepare(`SELECT value FROM meta WHERE key = 'identity'`).get()?.['value']
    const openings = addOpening(database)
    database.exec('COMMIT')
    return { database, identity: String(identity), openings }
  } catch (error) {
    database.close()
    throw isLocked(error) ? error : storeError(error)
  }
}

function addOpening(database: DatabaseSync): Opening[] {
  const stored = database.prepare(`SELECT value FROM meta WHERE key = 'openings'`).get()?.['value']
  // Nothing is ever removed from the table, so its highest sequence is the last one given.
  const highest = database.prepare('SELECT max(sequence) AS last FROM documents').get()
  const opening = { name: randomUUID().slice(0, 8), after: Number(highest?.['last'] ?? 0) }
  const known = stored === undefined ? [] : (JSON.parse(String(stored)) as Opening[])
  const openings = [...known, opening].slice(-mostOpenings)
  database.prepare(`INSERT OR REPLACE INTO meta VALUES ('openings', ?)`).run(JSON.stringify(openings))
  return openings
}

const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined

function isLocked(error: unknown): boolean {
  const code = resultCode(error)
  // The low byte is the primary code, the rest says more about it.
  return code !== undefined && lockedCodes.has(code & 0xff)
}

/** What SQLite throws (a full disk, a damaged file) as STORE_UNAVAILABLE; anything else as it is. */
export function storeError(error: unknown): unknown {
  const code = resultCode(error)
  return code === undefined || !(error instanceof Error)
    ? error
    : unavailable(`SQLite error ${code}: ${error.message}`)
}
