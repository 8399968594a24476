/**
 * What a device's replication remembers here (CouchDB's `_local` documents): one document for each device, with
 * the few it used last. They are kept apart by grants, so that who gains access starts over.
 */
import type { DocumentStore } from '../store/document-store.ts'

const kind = 'fileCheckpoints'
const most = 12

interface Kept {
  key: string
  /** Counts the writes; `0-<count>` is its revision. */
  count: number
  content: Record<string, unknown>
}

export interface FileCheckpoints {
  get(
    deviceId: string,
    key: string,
  ): Promise<{ revision: string; content: Record<string, unknown> } | undefined>
  /** The new revision; undefined when `revision` is not the present one. */
  put(
    deviceId: string,
    key: string,
    revision: string | undefined,
    content: Record<string, unknown>,
  ): Promise<string | undefined>
}

export function createFileCheckpoints(store: DocumentStore): FileCheckpoints {
  const keptBy = (body: Record<string, unknown> | undefined) => (body?.['kept'] ?? []) as Kept[]

  return {
    async get(deviceId, key) {
      const stored = await store.get({ kind, id: deviceId })
      const found = keptBy(stored?.body).find((each) => each.key === key)
      return found && { revision: `0-${found.count}`, content: found.content }
    },
    async put(deviceId, key, revision, content) {
      for (;;) {
        const stored = await store.get({ kind, id: deviceId })
        const kept = keptBy(stored?.body)
        const before = kept.find((each) => each.key === key)
        if ((revision ?? '0-0') !== `0-${before?.count ?? 0}`) return undefined
        const count = (before?.count ?? 0) + 1
        const others = kept.filter((each) => each !== before)
        const [result] = await store.write([
          {
            kind,
            id: deviceId,
            deleted: false,
            body: { kept: [{ key, count, content }, ...others].slice(0, most) },
            channels: [],
            formerChannels: [],
            applied: [],
            expected: stored?.revision,
          },
        ])
        if (result?.ok) return `0-${count}`
      }
    },
  }
}
