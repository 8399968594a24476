/**
 * Which channels each device was ever served, by collection. With it a device whose checkpoint is lost still
 * learns what it may no longer keep, and a new device is not told of what it never had.
 */
import type { DocumentStore } from '../store/document-store.ts'

const kind = 'holdings'

export interface Holdings {
  /** Channels the device was served before; the given ones are remembered from now on, durably. */
  extend(deviceId: string, collection: string, channels: readonly string[]): Promise<string[]>
}

export function createHoldings(store: DocumentStore): Holdings {
  return {
    async extend(deviceId, collection, channels) {
      for (;;) {
        const stored = await store.get({ kind, id: deviceId })
        const served = (stored?.body['served'] ?? {}) as Record<string, string[]>
        const before = served[collection] ?? []
        const after = [...new Set([...before, ...channels])].sort()
        if (after.length === before.length) return before
        const [result] = await store.write([
          {
            kind,
            id: deviceId,
            deleted: false,
            body: { served: { ...served, [collection]: after } },
            channels: [],
            formerChannels: [],
            applied: [],
            expected: stored?.revision,
          },
        ])
        if (result?.ok) return before
      }
    },
  }
}
