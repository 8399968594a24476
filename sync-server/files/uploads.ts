/**
 * The bytes of files on their way in. An upload belongs to a file document, and only who made the document
 * sends its bytes, from whatever place the last line broke at. The bytes are held against the claimed type as
 * soon as enough of them are here, and against the claimed hash at the end.
 *
 * Nobody is spared sending bytes that the office already has, unless they can see a file with the same bytes
 * themselves: else knowing a hash would be as good as being allowed to read.
 */
import { createHash } from 'node:crypto'
import { SatchelError } from '../../shared/errors.ts'
import { contentMayBe } from '../../shared/files/sniff.ts'
import { telltaleBytes } from '../../shared/files/file-types.ts'
import type { Person } from '../../shared/roles.ts'
import type { ByteStore } from '../store/byte-store.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import { writeOf } from './accept-files.ts'
import { bodyOf, readFiles } from './file-reader.ts'
import { fileKind } from './file-index.ts'
import type { StoredFile } from './revisions.ts'

export interface UploadState {
  /** Bytes that need not be sent again. */
  offset: number
  size: number
  complete: boolean
}

const uploadKeyOf = (fileId: string): string => createHash('sha256').update(fileId).digest('hex').slice(0, 40)

export function createUploads({ store, bytes }: { store: DocumentStore; bytes: ByteStore }) {
  const busy = new Map<string, Promise<unknown>>()

  /** One after the other for each upload; other servers are told apart by the byte store. */
  async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = busy.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => undefined)
    busy.set(key, settled)
    try {
      return await mine
    } finally {
      if (busy.get(key) === settled) busy.delete(key)
    }
  }

  /** Throws NOT_FOUND when there is no such file for the person. */
  async function livingFile(person: Person, id: string): Promise<StoredDocument> {
    const stored = (await readFiles(store, person, [id])).get(id)?.stored
    if (!stored || stored.deleted) throw new SatchelError('NOT_FOUND')
    return stored
  }

  async function ownFile(person: Person, id: string): Promise<StoredDocument> {
    const stored = await livingFile(person, id)
    if (bodyOf(stored).facts.createdBy !== person.id) throw new SatchelError('FORBIDDEN')
    return stored
  }

  async function arrived(id: string): Promise<void> {
    for (;;) {
      const stored = await store.get({ kind: fileKind, id })
      if (!stored || bodyOf(stored).hasBytes) return
      const file: StoredFile = { ...bodyOf(stored), hasBytes: true }
      const [result] = await store.write([writeOf(id, stored, file, stored.deleted)])
      if (result?.ok) return
    }
  }

  /** A file with the same bytes that this person can open already. */
  async function canSeeSame(person: Person, id: string, sha256: string): Promise<boolean> {
    const same = await store.children({ kind: 'bytes', id: sha256 })
    const others = same
      .filter((stored) => stored.id !== id && bodyOf(stored).hasBytes)
      .map(({ id: other }) => other)
    return (await readFiles(store, person, others)).size > 0
  }

  async function stateOf(person: Person, stored: StoredDocument): Promise<UploadState> {
    const { facts, hasBytes } = bodyOf(stored)
    const { sha256, size } = facts
    const isHere = await bytes.has(sha256)
    if (isHere && (hasBytes || (await canSeeSame(person, stored.id, sha256)))) {
      await arrived(stored.id)
      return { offset: size, size, complete: true }
    }
    return { offset: Math.min(await bytes.received(uploadKeyOf(stored.id)), size), size, complete: false }
  }

  return {
    /** Where to go on. */
    state: async (person: Person, id: string): Promise<UploadState> =>
      alone(uploadKeyOf(id), async () => stateOf(person, await ownFile(person, id))),

    /** Takes the bytes from `offset` on; what is here already is skipped. */
    take: async (person: Person, id: string, offset: number, chunk: Uint8Array): Promise<UploadState> =>
      alone(uploadKeyOf(id), async () => {
        const stored = await ownFile(person, id)
        const before = await stateOf(person, stored)
        if (before.complete) return before
        const { facts } = bodyOf(stored)
        const key = uploadKeyOf(id)
        if (offset > before.offset)
          throw new SatchelError('UPLOAD_OFFSET', { details: { offset: before.offset } })
        if (offset + chunk.length > facts.size) throw new SatchelError('FILE_BROKEN')
        const fresh = chunk.subarray(before.offset - offset)
        if (before.offset === 0 && fresh.length > 0) {
          if (fresh.length < Math.min(facts.size, telltaleBytes)) throw new SatchelError('INVALID_REQUEST')
          if (!(await contentMayBe(facts.type, fresh))) throw new SatchelError('FILE_KIND')
        }
        if (fresh.length > 0) await bytes.append(key, before.offset, fresh)
        const received = before.offset + fresh.length
        if (received < facts.size) return { offset: received, size: facts.size, complete: false }
        if (!(await bytes.finish(key, facts.sha256, facts.size))) throw new SatchelError('FILE_BROKEN')
        await arrived(id)
        return { offset: facts.size, size: facts.size, complete: true }
      }),

    /** What may be read. Throws FILE_NOT_UPLOADED while the bytes are not here. */
    async open(person: Person, id: string): Promise<StoredFile['facts']> {
      const { facts, hasBytes } = bodyOf(await livingFile(person, id))
      if (!hasBytes || !(await bytes.has(facts.sha256))) throw new SatchelError('FILE_NOT_UPLOADED')
      return facts
    },
  }
}

export type Uploads = ReturnType<typeof createUploads>
