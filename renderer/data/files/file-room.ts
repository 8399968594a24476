/** Which bytes stay on this device: those that something here needs, and of the rest as much as there is room for. */
import type { FileCatalogue } from './file-catalogue.ts'
import type { FileKeeper } from './file-keeper.ts'

export interface FileRoom {
  dropUnused(): Promise<void>
  /** Leaves so many bytes of what the office has; what it does not have stays. The longest unused go first. */
  evict(room: number): Promise<void>
}

export function createFileRoom(given: {
  catalogue: FileCatalogue
  keeper: FileKeeper
  /** Hashes of what may be put back. */
  toPutBack: () => readonly string[]
}): FileRoom {
  const { catalogue, keeper, toPutBack } = given
  return {
    async dropUnused() {
      const used = new Set([
        ...(await catalogue.all()).map(({ sha256 }) => sha256),
        ...(await keeper.queue()).map(({ file }) => file.sha256),
        ...toPutBack(),
      ])
      for (const { sha256 } of await keeper.kept()) if (!used.has(sha256)) await keeper.dropBytes(sha256)
      for (const sha256 of await keeper.partHashes()) if (!used.has(sha256)) await keeper.dropParts(sha256)
    },
    async evict(room) {
      const unsent = new Set((await keeper.queue()).map(({ file }) => file.sha256))
      const kept = await keeper.kept()
      let total = kept.reduce((sum, { size }) => sum + size, 0)
      for (const { sha256, size } of kept) {
        if (total <= room) break
        if (unsent.has(sha256)) continue
        await keeper.dropBytes(sha256)
        total -= size
      }
    },
  }
}
