import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createCouchStore } from '../../../sync-server/store/couchdb.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { ask, dropDatabases, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import type { CouchServer } from '../../support/couchdb-double.ts'
import { aWrite, describeDocumentStore, put, readFeed } from './document-store.contract.ts'

let couch: CouchServer
beforeAll(async () => {
  couch = await startCouchdb()
})
afterAll(() => couch.stop())

async function makeStore() {
  const database = newDatabaseName()
  const store = createCouchStore({ url: couch.url, database })
  await store.open()
  const dispose = async () => {
    await store.close()
    await dropDatabases(couch.url, database)
  }
  return { store, database, dispose }
}

async function openStore(): Promise<{ store: DocumentStore; database: string }> {
  const { store, database, dispose } = await makeStore()
  onTestFinished(dispose)
  return { store, database }
}

/** A server of our own in CouchDB's place; its address. */
async function pretend(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address where nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<unknown>((resolve) => server.close(resolve))
  return `127.0.0.1:${port}`
}

/** What a pretended CouchDB answers to everything that `open` asks. */
const opened = { identity: '0f0e0d0c-0000-4000-8000-000000000000', views: {}, _rev: '1-a' }
const never = () => new AbortController().signal

// The double has no shards.
const feedInOrder = !process.env['COUCHDB_URL']
describeDocumentStore('the CouchDB store', makeStore, { feedInOrder })

describe('the CouchDB store shares its database', () => {
  test('servers that start at once on a new database agree on its identity', async () => {
    const database = newDatabaseName()
    onTestFinished(() => dropDatabases(couch.url, database))
    const stores = Array.from({ length: 5 }, () => createCouchStore({ url: couch.url, database }))
    await Promise.all(stores.map((store) => store.open()))
    const identities = await Promise.all(stores.map((store) => store.identity()))
    expect(new Set(identities).size).toBe(1)
  })

  test('what one server writes another one reads, is woken by, and cannot overwrite unseen', async () => {
    const { store: first, database } = await openStore()
    const second = createCouchStore({ url: couch.url, database })
    await second.open()
    const { last } = await readFeed(second)
    const waiting = second.waitForChange(last, { timeout: 10_000, signal: never() })
    const revision = await put(first, aWrite('a'))
    await waiting
    expect(await second.get({ kind: 'leads', id: 'a' })).toMatchObject({ revision })
    const results = await Promise.all(
      [first, second].map((store) => store.write([aWrite('a', { body: { id: 'a' }, expected: revision })])),
    )
    expect(results.flat().filter((result) => result.ok)).toHaveLength(1)
    const [seen] = (await readFeed(first)).changes
    expect(seen?.revision).toMatch(/^2-/)
    expect((await readFeed(second, { since: seen?.sequence })).changes).toEqual([])
  })

  test('documents that are not of the store do not show, and pages are filled past them', async () => {
    const { store, database } = await openStore()
    const removed = await ask(couch.url, 'PUT', `${database}/leads:gone`, { kind: 'leads', id: 'gone' })
    const { rev } = (await removed.json()) as { rev: string }
    for (let index = 0; index < 9; index++) {
      await ask(couch.url, 'PUT', `${database}/_design/other${index}`, { views: {} })
      await put(store, aWrite(`n${index}`))
    }
    await ask(couch.url, 'DELETE', `${database}/leads:gone?rev=${rev}`)
    const page = await store.changes({ limit: 5 })
    expect(page.changes).toHaveLength(5)
    expect(new Set((await readFeed(store, { limit: 5 })).changes.map((change) => change.id)).size).toBe(9)
    expect(await store.get({ kind: 'leads', id: 'gone' })).toBeUndefined()
    expect(await store.getMany([{ kind: 'leads', id: 'gone' }])).toEqual([undefined])
  })

  test('views that another version left are replaced', async () => {
    const { store, database } = await openStore()
    await put(store, aWrite('t', { kind: 'tasks', parent: 'leads:a' }))
    const design = (await (await ask(couch.url, 'GET', `${database}/_design/satchel`)).json()) as object
    await ask(couch.url, 'PUT', `${database}/_design/satchel`, { ...design, views: {} })
    const next = createCouchStore({ url: couch.url, database })
    await next.open()
    expect(await next.children({ kind: 'leads', id: 'a' })).toHaveLength(1)
  })
})

describe('the CouchDB store when CouchDB does not answer', () => {
  const unavailable = { error: { code: 'STORE_UNAVAILABLE' } }

  test('an unreachable server is STORE_UNAVAILABLE and its password shows nowhere', async () => {
    const store = createCouchStore({ url: `http://admin:top-secret@${await nobody()}`, database: 'x' })
    const error: unknown = await store.open().catch((reason: unknown) => reason)
    expect(error).toMatchObject(unavailable)
    const shown = `${JSON.stringify(error)} ${String((error as Error).cause)} ${(error as Error).stack}`
    expect(shown).toContain('STORE_UNAVAILABLE')
    expect(shown).not.toContain('top-secret')
    expect(shown).toMatch(/not reached .*ECONNREFUSED/)
    expect(() => createCouchStore({ url: 'admin:top-secret', database: 'x' })).toThrow(/COUCHDB_URL is not/)
  })

  test('a wrong password is STORE_UNAVAILABLE and is not tried again', async () => {
    let asked = 0
    const host = await pretend((_, response) => {
      asked += 1
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end('{"error":"unauthorized","reason":"Name or password is incorrect."}')
    })
    const store = createCouchStore({ url: `http://admin:top-secret@${host}`, database: 'x' })
    const error: unknown = await store.open().catch((reason: unknown) => reason)
    expect(error).toMatchObject(unavailable)
    expect(String((error as Error).cause)).toMatch(/401 Name or password is incorrect/)
    expect(asked).toBe(1)
  })

  test('a read is repeated a few times, a write is not', async () => {
    const asked: string[] = []
    let broken = false
    const host = await pretend((request, response) => {
      if (broken) asked.push(request.method ?? '')
      const path = request.url ?? ''
      const failing = broken && (asked.length < 3 || request.method !== 'GET')
      response.writeHead(failing ? 503 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(path.includes('leads') ? { _id: 'leads:a', body: {} } : opened))
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    broken = true
    expect(await store.get({ kind: 'leads', id: 'a' })).toBeDefined()
    expect(asked).toEqual(['GET', 'GET', 'GET'])
    await expect(store.write([aWrite('a')])).rejects.toMatchObject(unavailable)
    expect(asked.filter((method) => method === 'POST')).toHaveLength(1)
  })

  test('an answer that breaks off is no answer', async () => {
    let broken = false
    const host = await pretend((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(broken && { 'content-length': '5000' }),
      })
      if (!broken) response.end(JSON.stringify(opened))
      else response.write('[{"ok":true,"id":"leads:a",', () => setTimeout(() => response.destroy(), 20))
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    broken = true
    await expect(store.write([aWrite('a')])).rejects.toMatchObject(unavailable)
    await expect(store.changes({ limit: 10 })).rejects.toMatchObject(unavailable)
  })

  test('a document beyond the limits of CouchDB is DOCUMENT_TOO_LARGE', async () => {
    const host = await pretend((request, response) => {
      response.writeHead(request.method === 'POST' ? 413 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(request.method === 'POST' ? { error: 'document_too_large' } : opened))
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    await expect(store.write([aWrite('a')])).rejects.toMatchObject({ error: { code: 'DOCUMENT_TOO_LARGE' } })
  })

  test('the request of a wait is closed at its time, when it is aborted and when the store closes', async () => {
    const waits: IncomingMessage[] = []
    const host = await pretend((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      if (request.url?.includes('longpoll')) {
        waits.push(request)
        response.write('{"results":[\n')
      } else response.end(JSON.stringify(opened))
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    const closedBy = async (timeout: number, signal: AbortSignal, end: () => unknown) => {
      const count = waits.length
      const waiting = store.waitForChange(undefined, { timeout, signal })
      await expect.poll(() => waits.length).toBe(count + 1)
      const closed = new Promise<void>((resolve) => waits.at(-1)?.socket.once('close', () => resolve()))
      end()
      await Promise.all([waiting, closed])
    }
    await closedBy(100, never(), () => {})
    const aborting = new AbortController()
    await closedBy(15_000, aborting.signal, () => aborting.abort())
    await closedBy(15_000, never(), () => store.close())
  })

  test('a feed that is shown again is read to its end and gives each document once', async () => {
    const document = (id: string) => ({ _id: `leads:${id}`, _rev: `1-${id}`, ...aWrite(id) })
    const feed = ['a', 'b', 'a', 'c', 'b', 'd'].map((id, index) => ({
      seq: index + 1,
      id: `leads:${id}`,
      changes: [{ rev: `1-${id}` }],
      doc: document(id),
    }))
    const host = await pretend((request, response) => {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams
      const results = feed
        .filter((row) => row.seq > Number(query.get('since')))
        .slice(0, Number(query.get('limit')))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify(
          query.has('since') ? { results, last_seq: results.at(-1)?.seq ?? query.get('since') } : opened,
        ),
      )
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    const page = await store.changes({ limit: 10 })
    expect(page.changes.map((change) => change.id)).toEqual(['a', 'c', 'b', 'd'])
    expect((await readFeed(store, { limit: 2 })).changes.at(-1)?.id).toBe('d')
  })

  test('a position that CouchDB refuses is read from the beginning', async () => {
    const asked: (string | null)[] = []
    const host = await pretend((request, response) => {
      const since = new URL(request.url ?? '', 'http://localhost').searchParams.get('since')
      if (since !== null) asked.push(since)
      response.writeHead(since && since !== '0' ? 400 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ...opened, results: [], last_seq: '0' }))
    })
    const store = createCouchStore({ url: `http://${host}`, database: 'x' })
    await store.open()
    await store.changes({ since: `${opened.identity.slice(0, 8)}.broken`, limit: 5 })
    expect(asked).toEqual(['broken', '0'])
  })
})
