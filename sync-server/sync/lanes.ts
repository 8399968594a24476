/**
 * Plans what a device still has to be told of a collection: the channels it goes on reading, those newly
 * granted, which are read from the beginning, and those lost, whose documents are taken from it.
 */
import type { Lane, Position } from './checkpoint.ts'

interface Given {
  /** What the checkpoint says; undefined for none. */
  position: Position | undefined
  /** Channels the person is granted now. */
  granted: readonly string[]
  /** Newest position of the index. */
  head: number
  /** Channels this device was ever served; asked only when grants changed or there is no checkpoint. */
  servedBefore: (granted: readonly string[]) => Promise<readonly string[]>
}

export async function planLanes({ position, granted, head, servedBefore }: Given): Promise<Lane[]> {
  const wanted = new Set(granted)
  const reading = position?.lanes.filter((lane) => !lane.removing) ?? []
  const held = new Set(reading.flatMap((lane) => lane.channels))
  const fresh = granted.filter((channel) => !held.has(channel))
  const lost = new Set([...held].filter((channel) => !wanted.has(channel)))
  // Nothing can be fresh but on a first contact or when the person's teams or role changed.
  const before =
    fresh.length > 0 || position === undefined ? new Set(await servedBefore(granted)) : new Set<string>()
  if (position === undefined) for (const channel of before) if (!wanted.has(channel)) lost.add(channel)

  const known = fresh.filter((channel) => before.has(channel))
  const unknown = fresh.filter((channel) => !before.has(channel))
  const lanes: Lane[] = [
    ...keep(position?.lanes.filter((lane) => lane.removing) ?? [], wanted),
    { channels: [...lost], at: 0, removing: true },
    ...keep(reading, lost),
    { channels: known, at: 0 },
    { channels: unknown, at: 0, quiet: head },
  ]
  return lanes.filter((lane) => lane.channels.length > 0)
}

/** The lanes without these channels. */
const keep = (lanes: Lane[], without: ReadonlySet<string>): Lane[] =>
  lanes.map((lane) => ({ ...lane, channels: lane.channels.filter((channel) => !without.has(channel)) }))
