/**
 * Serves the baseline page, the documents for it, and a read-only CouchDB that answers PouchDB's replication
 * from memory: a source faster than any real one, so that the comparison is with PouchDB and not with it.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const revision = `1-${'a'.repeat(32)}`
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** The last two are RxDB's own; PouchDB would not have them. */
export interface LocalRow {
  id: string
  _deleted: string
  _meta: { lwt: number }
}

interface Json {
  status: number
  /** JSON. */
  text: string
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string
  return text
}

export async function startBaselineServer(
  folder: string,
  /** As the local database would hold them. */
  documents: readonly LocalRow[],
): Promise<{ url: string; stop(): Promise<void> }> {
  const all = JSON.stringify(documents)
  const change = (id: string, index: number) => ({ seq: index + 1, id, changes: [{ rev: revision }] })
  const history = { start: 1, ids: [revision.slice(2)] }
  const couchRows = new Map(
    documents.map(({ id, _deleted, _meta, ...fields }) => [
      id,
      JSON.stringify({
        id,
        docs: [{ ok: { _id: id, _rev: revision, _revisions: history, ...fields } }],
      }),
    ]),
  )
  const ok = (value: unknown): Json => ({ status: 200, text: JSON.stringify(value) })

  async function couch(request: IncomingMessage, url: URL): Promise<Json> {
    const place = url.pathname.slice('/couch'.length)
    if (place.startsWith('/_local/'))
      return request.method === 'PUT'
        ? { status: 201, text: JSON.stringify({ ok: true, id: place.slice(1), rev: '0-1' }) }
        : { status: 404, text: JSON.stringify({ error: 'not_found', reason: 'missing' }) }
    if (place === '/_changes') {
      const since = Number(url.searchParams.get('since') ?? 0)
      const end = Math.min(
        documents.length,
        since + Number(url.searchParams.get('limit') ?? documents.length),
      )
      const results = documents.slice(since, end).map(({ id }, index) => change(id, since + index))
      return ok({ results, last_seq: end, pending: documents.length - end })
    }
    if (place === '/_bulk_get') {
      const { docs } = JSON.parse(await bodyOf(request)) as { docs: { id: string }[] }
      return { status: 200, text: `{"results":[${docs.map(({ id }) => couchRows.get(id) ?? '{}').join()}]}` }
    }
    return ok({ db_name: 'couch', doc_count: documents.length, update_seq: documents.length })
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const json = (value: Json) =>
      response.writeHead(value.status, { 'content-type': 'application/json' }).end(value.text)
    if (url.pathname.startsWith('/couch')) json(await couch(request, url))
    else if (url.pathname === '/documents') json({ status: 200, text: all })
    else if (url.pathname === '/') json(ok({ couchdb: 'Welcome', uuid: 'baseline' }))
    else {
      const type = types[path.extname(url.pathname)] ?? 'application/octet-stream'
      const file = await readFile(path.join(folder, path.normalize(url.pathname))).catch(() => undefined)
      response.writeHead(file ? 200 : 404, { 'content-type': type }).end(file)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((reason: unknown) => response.destroy(reason as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
