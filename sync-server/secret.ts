/** The server's secret: given by the environment, else made once and kept in the store for every process. */
import { randomBytes } from 'node:crypto'
import type { DocumentStore } from './store/document-store.ts'

const key = { kind: 'server', id: 'secret' }

export async function readSecret(store: DocumentStore, given?: string): Promise<Buffer> {
  if (given !== undefined) return Buffer.from(given)
  for (;;) {
    const stored = await store.get(key)
    if (stored) return Buffer.from(String(stored.body['secret']), 'base64')
    const body = { secret: randomBytes(32).toString('base64') }
    await store.write([{ ...key, deleted: false, body, channels: [], formerChannels: [], applied: [] }])
  }
}
