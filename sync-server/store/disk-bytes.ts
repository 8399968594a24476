/**
 * The bytes of files in a folder: `bytes/ab/ab12…` by hash, `uploads/<key>` while they arrive. A file gets its
 * final name only when it is whole, on the disk and of the right hash.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ByteStore } from './byte-store.ts'
import { unavailable } from './unavailable.ts'

const piece = 256 * 1024
const keyPattern = /^[0-9a-f]{16,64}$/
const hashPattern = /^[0-9a-f]{64}$/

/** In `folder`, which is made when it is not there. */
export function createDiskBytes(folder: string): ByteStore {
  const uploads = path.join(folder, 'uploads')
  const kept = path.join(folder, 'bytes')
  const uploadOf = (key: string) => path.join(uploads, checked(key, keyPattern))
  const fileOf = (sha256: string) => path.join(kept, checked(sha256, hashPattern).slice(0, 2), sha256)

  async function* pieces(file: string, from: number, to: number): AsyncIterable<Uint8Array> {
    if (to <= from) return
    const stream = createReadStream(file, { start: from, end: to - 1, highWaterMark: piece })
    for await (const chunk of stream) yield chunk as Buffer
  }

  const use = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw diskError(error)
    }
  }

  return {
    open: () =>
      use(async () => {
        for (const each of [uploads, kept]) await mkdir(each, { recursive: true, mode: 0o700 })
      }),
    received: (key) => use(() => sizeOf(uploadOf(key))),
    append: (key, offset, bytes) =>
      use(async () => {
        const file = await open(uploadOf(key), 'a+', 0o600)
        try {
          // What a process that died had written beyond what it acknowledged.
          if ((await file.stat()).size !== offset) await file.truncate(offset)
          await file.appendFile(bytes)
          await file.datasync()
        } finally {
          await file.close()
        }
      }),
    finish: (key, sha256, size) =>
      use(async () => {
        const upload = uploadOf(key)
        const target = fileOf(sha256)
        const hash = createHash('sha256')
        for await (const chunk of pieces(upload, 0, size + 1)) hash.update(chunk)
        if (hash.digest('hex') !== sha256) {
          await rm(upload, { force: true })
          return false
        }
        await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
        await rename(upload, target)
        const parent = await open(path.dirname(target), 'r')
        // Some file systems cannot; the rename is then as durable as they make it.
        await parent.sync().catch(() => undefined)
        await parent.close()
        return true
      }),
    discard: (key) => use(() => rm(uploadOf(key), { force: true })),
    has: (sha256) => use(async () => (await sizeOf(fileOf(sha256), -1)) >= 0),
    read: (sha256, from, to) => pieces(fileOf(sha256), from, to),
    remove: (sha256) => use(() => rm(fileOf(sha256), { force: true })),
    async *list() {
      for (const part of await use(() => readdir(kept)))
        yield (await use(() => readdir(path.join(kept, part)))).filter((name) => hashPattern.test(name))
    },
    unfinished: () =>
      use(async () => {
        const keys = (await readdir(uploads)).filter((name) => keyPattern.test(name))
        return Promise.all(keys.map(async (key) => ({ key, at: (await stat(uploadOf(key))).mtimeMs })))
      }),
  }
}

/** Nothing that a request says becomes a part of a path. */
function checked(text: string, pattern: RegExp): string {
  if (!pattern.test(text)) throw new Error('not a name of the byte store')
  return text
}

async function sizeOf(file: string, missing = 0): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return missing
    throw error
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** What the system says (a full disk, no permission) as STORE_UNAVAILABLE; anything else as it is. */
const diskError = (error: unknown): unknown => {
  const code = codeOf(error)
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? unavailable(`files: ${code}`) : error
}
