/**
 * Which channels each device was ever served, by collection. With it a device whose checkpoint is lost still
 * learns what it may no longer keep, and a new device is not told of what it never had.
 */
import type { DocumentStore } from '../store/document-store.ts'

const kind = 'holdings'

export interface Held {
  /** Channels the device was served before. */
  served: string[]
  /** How often the device was given channels back. */
  turn: number
  /** The turn of the channels that were given back, the latest of each. */
  turns: Readonly<Record<string, number>>
}

/** What a checkpoint says the device is without, and at which turn it was told so. */
interface Told {
  without?: readonly string[] | undefined
  turn?: number | undefined
}

export interface Holdings {
  /**
   * What is known of the device; the given channels are remembered from now on, durably. Those of them that its
   * checkpoint says it is without are given back to it: from this turn on that word is void, because the device
   * may take up what it is sent now and come with the same checkpoint again.
   */
  extend(deviceId: string, collection: string, channels: readonly string[], told?: Told): Promise<Held>
}

/** Whether the word of a checkpoint that the device is without this channel still stands. */
export const isStillWithout = (channel: string, { turns }: Held, { turn = 0 }: Told): boolean =>
  (turns[channel] ?? 0) <= turn

export function createHoldings(store: DocumentStore): Holdings {
  return {
    async extend(deviceId, collection, channels, told = {}) {
      for (;;) {
        const stored = await store.get({ kind, id: deviceId })
        const all = (stored?.body['served'] ?? {}) as Record<string, string[]>
        const given = (stored?.body['givenBack'] ?? {}) as Record<string, Pick<Held, 'turn' | 'turns'>>
        const { turn, turns } = given[collection] ?? { turn: 0, turns: {} }
        const before: Held = { served: all[collection] ?? [], turn, turns }
        const served = [...new Set([...before.served, ...channels])].sort()
        const without = new Set(told.without)
        const back = channels.filter(
          (channel) => without.has(channel) && isStillWithout(channel, before, told),
        )
        if (served.length === before.served.length && back.length === 0) return before
        const after: Held =
          back.length === 0
            ? before
            : {
                ...before,
                turn: turn + 1,
                turns: { ...turns, ...Object.fromEntries(back.map((channel) => [channel, turn + 1])) },
              }
        const [result] = await store.write([
          {
            kind,
            id: deviceId,
            deleted: false,
            body: {
              served: { ...all, [collection]: served },
              givenBack: { ...given, [collection]: { turn: after.turn, turns: after.turns } },
            },
            channels: [],
            formerChannels: [],
            applied: [],
            expected: stored?.revision,
          },
        ])
        if (result?.ok) return after
      }
    },
  }
}
