/** What every byte store keeps to: bytes by hash, uploads that go on anywhere, and nothing half. */
import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ByteStore } from '../../../sync-server/store/byte-store.ts'

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const newKey = () => randomBytes(20).toString('hex')

async function readAll(store: ByteStore, hash: string, from: number, to: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of store.read(hash, from, to)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function upload(store: ByteStore, key: string, bytes: Buffer, piece: number): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += piece)
    await store.append(key, offset, bytes.subarray(offset, offset + piece))
}

async function hashes(store: ByteStore): Promise<string[]> {
  const found: string[] = []
  for await (const page of store.list()) found.push(...page)
  return found
}

export function describeByteStore(name: string, open: () => Promise<ByteStore>): void {
  describe(`the byte store ${name}`, () => {
    it('gives back any range of what was uploaded in pieces', async () => {
      const store = await open()
      const bytes = randomBytes(300_000)
      const hash = hashOf(bytes)
      const key = newKey()
      await upload(store, key, bytes, 90_000)
      expect(await store.received(key)).toBe(bytes.length)
      expect(await store.has(hash)).toBe(false)
      expect(await store.finish(key, hash, bytes.length)).toBe(true)
      expect(await store.has(hash)).toBe(true)
      for (const [from, to] of [
        [0, bytes.length],
        [0, 1],
        [89_999, 90_001],
        [180_000, 270_000],
        [299_999, 300_000],
        [5, 5],
      ] as const)
        expect((await readAll(store, hash, from, to)).equals(bytes.subarray(from, to))).toBe(true)
      expect(await hashes(store)).toContain(hash)
      expect(await store.unfinished()).not.toContainEqual(expect.objectContaining({ key }))
    })
    it('goes on where an upload was left, also when an acknowledged piece is sent again', async () => {
      const store = await open()
      const bytes = randomBytes(5000)
      const key = newKey()
      await store.append(key, 0, bytes.subarray(0, 2000))
      await store.append(key, 0, bytes.subarray(0, 2000))
      expect(await store.received(key)).toBe(2000)
      expect((await store.unfinished()).map((each) => each.key)).toContain(key)
      await store.append(key, 2000, bytes.subarray(2000))
      expect(await store.finish(key, hashOf(bytes), bytes.length)).toBe(true)
    })
    it('keeps nothing of an upload whose hash is wrong', async () => {
      const store = await open()
      const bytes = randomBytes(3000)
      const key = newKey()
      await upload(store, key, bytes, 1000)
      expect(await store.finish(key, hashOf(randomBytes(10)), bytes.length)).toBe(false)
      expect(await store.received(key)).toBe(0)
    })
    it('keeps the same bytes once, and lets go of them', async () => {
      const store = await open()
      const bytes = randomBytes(3000)
      const hash = hashOf(bytes)
      for (const key of [newKey(), newKey()]) {
        await upload(store, key, bytes, 2000)
        expect(await store.finish(key, hash, bytes.length)).toBe(true)
      }
      expect((await hashes(store)).filter((each) => each === hash)).toHaveLength(1)
      expect((await readAll(store, hash, 0, 3000)).equals(bytes)).toBe(true)
      await store.remove(hash)
      expect(await store.has(hash)).toBe(false)
      await store.remove(hash)
      const key = newKey()
      await upload(store, key, bytes, 3000)
      await store.discard(key)
      expect(await store.received(key)).toBe(0)
    })
  })
}
