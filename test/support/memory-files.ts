/** Files of a test device: PouchDB in the memory of its thread, where attachments are buffers. */
import { createRequire } from 'node:module'
import type { FilePlatform, PouchDatabase } from '../../renderer/data/files/pouch.ts'

type Constructor = (new (name: string, options: object) => PouchDatabase) & {
  plugin(plugin: unknown): Constructor
}

const require = createRequire(import.meta.url)
const Pouch = ['pouchdb-adapter-memory', 'pouchdb-adapter-http', 'pouchdb-replication'].reduce(
  (built, plugin) => built.plugin(require(plugin)),
  require('pouchdb-core') as Constructor,
)

export const memoryFiles: FilePlatform = {
  open: (name) => new Pouch(name, { adapter: 'memory', auto_compaction: true }),
  remote: (url, fetch) => new Pouch(url, { adapter: 'http', fetch, skip_setup: true }),
  toAttachment: async (content) => Buffer.from(await content.arrayBuffer()),
  thumbnail: async () => undefined,
}
