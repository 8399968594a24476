/**
 * A PouchDB that is not ours, on a server's files: the plain packages, nothing configured but the token. And
 * the few requests by which the bytes travel.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { v7 as uuidv7 } from 'uuid'
import { fileIdOf } from '../../shared/files/file-document.ts'
import type { FileFacts, FileRecord } from '../../shared/files/file-document.ts'
import type { CodedError } from '../../shared/errors.ts'

export interface PlainPouch {
  put(document: object): Promise<{ rev: string }>
  get(id: string, options?: object): Promise<Record<string, unknown> & { _rev: string }>
  remove(document: object): Promise<{ rev: string }>
  allDocs(options?: object): Promise<{ rows: { id: string; doc?: Record<string, unknown> }[] }>
  replicate: {
    to(target: PlainPouch, options?: object): PlainReplication
    from(source: PlainPouch, options?: object): PlainReplication
  }
  destroy(): Promise<void>
}

interface PlainReplication extends Promise<{ ok: boolean; docs_written: number; docs_read: number }> {
  on(event: string, listener: (value: never) => void): PlainReplication
  cancel(): void
}

type PlainConstructor = (new (name: string, options?: object) => PlainPouch) & {
  plugin(plugin: unknown): PlainConstructor
}

const require = createRequire(import.meta.url)
const Plain = ['pouchdb-adapter-memory', 'pouchdb-adapter-http', 'pouchdb-replication'].reduce(
  (built, plugin) => built.plugin(require(plugin)),
  require('pouchdb-core') as PlainConstructor,
)

export const localPouch = (): PlainPouch => new Plain(`local-${uuidv7()}`, { adapter: 'memory' })

/** The server's files as PouchDB sees them with this token. */
export const remotePouch = (url: string, token: string): PlainPouch =>
  new Plain(`${url}/api/v1/files`, {
    fetch: (address: string, options: { headers: Headers }) => {
      options.headers.set('authorization', `Bearer ${token}`)
      return fetch(address, options)
    },
  })

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const pngHead = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489ffffffff49444154',
  'hex',
)

/** Random bytes that begin as a PNG does. */
export const aPicture = (size: number): Buffer => Buffer.concat([pngHead, randomBytes(size - pngHead.length)])

export function aFile(
  record: FileRecord,
  createdBy: string,
  bytes: Uint8Array,
  changes: Partial<FileFacts> = {},
): FileFacts & { _id: string } {
  return {
    _id: fileIdOf(record, uuidv7()),
    kind: 'photo',
    name: 'shop window.png',
    type: 'image/png',
    size: bytes.length,
    sha256: hashOf(bytes),
    createdAt: '2026-05-01T08:00:00.000Z',
    createdBy,
    ...changes,
  }
}

export interface BytesAnswer {
  status: number
  headers: Headers
  bytes: Buffer
  /** Of an answer in JSON. */
  body: { offset?: number; complete?: boolean; error?: CodedError }
}

/** Requests about the bytes of a file, with this token. */
export function bytesClient(url: string, token: string) {
  async function ask(path: string, init: RequestInit = {}): Promise<BytesAnswer> {
    const response = await fetch(`${url}/api/v1/files/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = String(response.headers.get('content-type')).includes('application/json')
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? (JSON.parse(bytes.toString()) as BytesAnswer['body']) : {},
    }
  }
  return {
    state: (id: string) => ask(`${encodeURIComponent(id)}/upload`),
    put: (id: string, offset: number, bytes: Uint8Array) =>
      ask(`${encodeURIComponent(id)}/content?offset=${offset}`, {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'application/octet-stream' },
      }),
    get: (id: string, range?: string) =>
      ask(`${encodeURIComponent(id)}/content`, range ? { headers: { range } } : {}),
    /** All of it, in pieces. */
    async upload(id: string, bytes: Uint8Array, piece = 1024 * 1024): Promise<BytesAnswer> {
      let answer = await this.state(id)
      while (answer.status === 200 && !answer.body.complete) {
        const { offset = 0 } = answer.body
        answer = await this.put(id, offset, bytes.subarray(offset, offset + piece))
      }
      return answer
    },
  }
}
