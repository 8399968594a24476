/**
 * A CouchDB for the tests: the real one at COUCHDB_URL where that is set, else express-pouchdb, which speaks
 * the same protocol, in this process and in memory. Tests use databases with names of their own and drop them.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

export interface CouchServer {
  /** With user and password where it needs them. */
  url: string
  stop: () => Promise<void>
  /** False for the double; name in a check what only one of the two does. */
  real: boolean
}

const require = createRequire(import.meta.url)

interface PouchConstructor {
  plugin(plugin: unknown): PouchConstructor
  defaults(options: object): PouchConstructor
}

export async function startCouchdb(): Promise<CouchServer> {
  const url = process.env['COUCHDB_URL']
  if (url) return { url: url.replace(/\/+$/, ''), stop: async () => {}, real: true }

  const PouchDB = (require('pouchdb-core') as PouchConstructor)
    .plugin(require('pouchdb-adapter-memory'))
    .plugin(require('pouchdb-mapreduce'))
    // All memory of one process is shared by name: the prefix keeps two doubles apart.
    .defaults({ adapter: 'memory', prefix: `${randomUUID()}-` })
  // The minimum writes no configuration and no log into the working folder.
  const couch = (require('express-pouchdb') as (pouch: PouchConstructor, options: object) => RequestListener)(
    PouchDB,
    { mode: 'minimumForPouchDB' },
  )
  const server = createServer(couch)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    real: false,
  }
}

/** A name that no other test has, as CouchDB allows it. */
export const newDatabaseName = (): string => `satchel_test_${randomUUID().replaceAll('-', '')}`

/** Removes the databases whose names begin so; harmless where there is none. */
export async function dropDatabases(url: string, prefix: string): Promise<void> {
  const names = (await (await ask(url, 'GET', '_all_dbs')).json()) as string[]
  for (const name of names.filter((each) => each.startsWith(prefix)))
    await ask(url, 'DELETE', encodeURIComponent(name))
}

/** Asks the server itself, past the store; fetch takes no password in an address. */
export function ask(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  const { username, password, origin, pathname } = new URL(url)
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return fetch(`${origin}${pathname.replace(/\/$/, '')}/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(username && { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
