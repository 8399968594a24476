/**
 * What CouchDB's `_bulk_docs` would be on the embedded store: a process that takes documents over HTTP and
 * writes them, without asking who sends them and what they say. Tells its parent its address.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Write } from '../../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'

const store = createEmbeddedStore({ folder: process.argv[2] ?? '' })
await store.open()

const server = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (text += chunk))
  request.on('end', () => {
    const { docs } = JSON.parse(text) as { docs: Record<string, unknown>[] }
    const writes = docs.map((body): Write => ({
      kind: 'leads',
      id: String(body['id']),
      deleted: false,
      body,
      channels: [],
      formerChannels: [],
      applied: [],
    }))
    store.write(writes).then(
      (results) => response.end(JSON.stringify(results)),
      (reason: unknown) => response.destroy(reason as Error),
    )
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit(0))
