/**
 * Frees what nobody can ask for any more: bytes that no living file has, files whose record is gone, and
 * uploads that nobody goes on with. A deletion can be undone, so nothing is taken at once.
 */
import type { ByteStore } from '../store/byte-store.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { writeOf } from './accept-files.ts'
import { fileKind } from './file-index.ts'
import { bodyOf } from './file-reader.ts'
import type { StoredFile } from './revisions.ts'

/** Milliseconds. */
export const graceOfBytes = 24 * 60 * 60 * 1000
const graceOfUploads = 7 * 24 * 60 * 60 * 1000
const page = 200

export interface Swept {
  bytes: number
  files: number
  uploads: number
}

export function createSweep(given: { store: DocumentStore; bytes: ByteStore; now: () => number }) {
  const { store, bytes, now } = given
  /** Since when this process has seen nobody need them. */
  const unneeded = new Map<string, number>()

  /** True when it has been so for long enough. */
  function isRipe(key: string, isNeeded: boolean): boolean {
    if (isNeeded) unneeded.delete(key)
    else if (!unneeded.has(key)) unneeded.set(key, now())
    const from = unneeded.get(key)
    return from !== undefined && now() - from >= graceOfBytes
  }

  async function sweepFiles(): Promise<number> {
    let swept = 0
    for await (const files of store.list(fileKind))
      for (let start = 0; start < files.length; start += page) {
        const some = files.slice(start, start + page)
        const records = await store.getMany(
          some.map(({ id }) => {
            const [kind = '', record = ''] = id.split(':')
            return { kind, id: record }
          }),
        )
        const orphans = some.filter((stored, index) => {
          const record = records[index]
          return isRipe(stored.id, record !== undefined && !record.deleted)
        })
        await store.write(
          orphans.map((stored) => writeOf(stored.id, stored, deletedByServer(bodyOf(stored)), true)),
        )
        for (const { id } of orphans) unneeded.delete(id)
        swept += orphans.length
      }
    return swept
  }

  async function sweepBytes(): Promise<number> {
    let swept = 0
    for await (const hashes of bytes.list())
      for (const sha256 of hashes) {
        const users = await store.children({ kind: 'bytes', id: sha256 })
        if (!isRipe(sha256, users.length > 0)) continue
        await bytes.remove(sha256)
        unneeded.delete(sha256)
        swept++
      }
    return swept
  }

  async function sweepUploads(): Promise<number> {
    const old = (await bytes.unfinished()).filter(({ at }) => now() - at > graceOfUploads)
    for (const { key } of old) await bytes.discard(key)
    return old.length
  }

  return async (): Promise<Swept> => ({
    files: await sweepFiles(),
    bytes: await sweepBytes(),
    uploads: await sweepUploads(),
  })
}

/** The server's own deletion goes on where the file's line of revisions ends. */
function deletedByServer(file: StoredFile): StoredFile {
  const [newest = '0-'] = file.revisions
  const next = `${Number.parseInt(newest, 10) + 1}-${file.facts.sha256.slice(0, 32)}`
  return { ...file, revisions: [next, ...file.revisions] }
}
