/**
 * What only this device knows of its files: their bytes by hash, pieces of what is being fetched, and the queue
 * of what the office has to be told. Never replicated; it survives every restart.
 */
import type { CodedError } from '../../../shared/errors.ts'
import type { FileDocument } from '../../../shared/files/file-document.ts'
import { found, statusOf } from './pouch.ts'
import type { FilePlatform, Revisioned } from './pouch.ts'

/** What is to be done for one file. */
export interface QueueEntry {
  file: FileDocument
  /**
   * `held`: its record is not at the office yet. `placed`: its document may go, and its bytes after it.
   * `removed`: its deletion is to be told.
   */
  stage: 'held' | 'placed' | 'removed'
  /** When the person did it, milliseconds since 1970 by this device's clock. */
  at: number
  sent: number
  /** Its bytes are at the office, or somebody else's to send. */
  documentOnly?: boolean
  stopped?: boolean
  refused?: CodedError
  /** Refused because its record had gone: what is to be sent again when the record is brought back. */
  orphaned?: 'document' | 'bytes'
}

interface KeptBytes {
  size: number
  type: string
  /** Last use, milliseconds since 1970. */
  used: number
}

const last = '\ufff0'
const attachment = 'bytes'
const bytesId = (sha256: string) => `bytes:${sha256}`
const queueId = (fileId: string) => `queue:${fileId}`
const partPrefix = (sha256: string) => `part:${sha256}:`
const partId = (sha256: string, offset: number) => partPrefix(sha256) + String(offset).padStart(12, '0')
const attempts = 5

export type FileKeeper = ReturnType<typeof openKeeper>

export function openKeeper(platform: FilePlatform, name: string) {
  const database = platform.open(`${name}-file-bytes`)

  async function rowsOf<T>(prefix: string) {
    const { rows } = await database.allDocs<T>({
      startkey: prefix,
      endkey: prefix + last,
      include_docs: true,
    })
    return rows.flatMap(({ doc }) => (doc ? [doc] : []))
  }

  async function change<T extends object>(
    id: string,
    next: (before: T | undefined) => T | undefined,
  ): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const stored = await found(database.get<T>(id))
      const state = next(stored)
      try {
        if (state) await database.put({ ...state, _id: id, ...(stored && { _rev: stored._rev }) })
        else if (stored) await database.remove(id, stored._rev)
        return
      } catch (reason) {
        if (statusOf(reason) !== 409 || attempt >= attempts) throw reason
      }
    }
  }

  async function contentOf(id: string, type: string): Promise<Blob | undefined> {
    const content = await found(database.getAttachment(id, attachment))
    if (content === undefined) return undefined
    return content instanceof Blob
      ? content.slice(0, content.size, type)
      : new Blob([Uint8Array.from(content)], { type })
  }

  async function keep(id: string, content: Blob, more: object): Promise<void> {
    const data = await platform.toAttachment(content)
    const _attachments = { [attachment]: { content_type: 'application/octet-stream', data } }
    await change<object>(id, () => ({ ...more, _attachments }))
  }

  function plain(stored: QueueEntry & Revisioned): QueueEntry {
    const { _id: _, _rev: __, ...entry } = stored
    return entry
  }

  return {
    async bytesOf(sha256: string, now: number): Promise<Blob | undefined> {
      const kept = await found(database.get<KeptBytes>(bytesId(sha256)))
      if (!kept) return undefined
      const content = await contentOf(bytesId(sha256), kept.type)
      if (content) await change<KeptBytes>(bytesId(sha256), (state) => state && { ...state, used: now })
      return content
    },
    keepBytes: (sha256: string, content: Blob, type: string, now: number) =>
      keep(bytesId(sha256), content, { size: content.size, type, used: now }),
    dropBytes: (sha256: string) => change(bytesId(sha256), () => undefined),
    /** Every hash there are bytes of, least recently used first. */
    async kept(): Promise<({ sha256: string } & KeptBytes)[]> {
      const rows = await rowsOf<KeptBytes>('bytes:')
      return rows
        .map(({ _id, size, type, used }) => ({ sha256: _id.slice('bytes:'.length), size, type, used }))
        .sort((a, b) => a.used - b.used)
    },

    /** What of a file has been fetched without a gap: its pieces in order. */
    async parts(sha256: string): Promise<{ received: number; pieces: Blob[] }> {
      const pieces: Blob[] = []
      let received = 0
      for (const { _id } of await rowsOf(partPrefix(sha256))) {
        if (_id !== partId(sha256, received)) break
        const piece = await contentOf(_id, '')
        if (!piece) break
        pieces.push(piece)
        received += piece.size
      }
      return { received, pieces }
    },
    keepPart: (sha256: string, offset: number, content: Blob) => keep(partId(sha256, offset), content, {}),
    async dropParts(sha256: string): Promise<void> {
      for (const { _id } of await rowsOf(partPrefix(sha256))) await change(_id, () => undefined)
    },
    async partHashes(): Promise<string[]> {
      const rows = await rowsOf('part:')
      return [...new Set(rows.map(({ _id }) => _id.split(':')[1] ?? ''))]
    },

    async queue(): Promise<QueueEntry[]> {
      const rows = await rowsOf<QueueEntry>('queue:')
      return rows.map(plain).sort((a, b) => a.at - b.at)
    },
    async queued(fileId: string): Promise<QueueEntry | undefined> {
      const stored = await found(database.get<QueueEntry>(queueId(fileId)))
      return stored && plain(stored)
    },
    /** `next` gives the new entry, or undefined to take it out of the queue. */
    changeQueue: (fileId: string, next: (before: QueueEntry | undefined) => QueueEntry | undefined) =>
      change<QueueEntry>(queueId(fileId), (stored) =>
        next(stored && plain(stored as QueueEntry & Revisioned)),
      ),

    async generation(): Promise<number> {
      return (await found(database.get<{ generation: number }>('catalogue')))?.generation ?? 0
    },
    saveGeneration: (generation: number) => change('catalogue', () => ({ generation })),

    close: () => database.close(),
    destroy: () => database.destroy(),
  }
}
