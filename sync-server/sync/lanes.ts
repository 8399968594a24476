/**
 * Plans what a device still has to be told of a collection: the channels it goes on reading, those newly
 * granted, which are read from the beginning, and those lost, whose documents are taken from it.
 */
import type { Lane, Position } from './checkpoint.ts'
import { isStillWithout } from './holdings.ts'
import type { Held } from './holdings.ts'

interface Given {
  /** What the checkpoint says; undefined for none. */
  position: Position | undefined
  /** Channels the person is granted now. */
  granted: readonly string[]
  /** Newest position of the index. */
  head: number
  /** What this device was ever served, by any answer that it may have taken up. */
  held: Held
}

/**
 * A device may come with an older checkpoint than its documents: it was killed in between, or went back. So
 * what it may have to give up is worked out from what it was ever served, not from what its checkpoint says
 * it reads; `without` is what this line of checkpoints has been told already, unless it was given back since.
 */
export function planLanes({ position, granted, head, held: everHeld }: Given): {
  lanes: Lane[]
  without: string[]
} {
  const { served } = everHeld
  const wanted = new Set(granted)
  const reading = position?.lanes.filter((lane) => !lane.removing) ?? []
  const held = new Set(reading.flatMap((lane) => lane.channels))
  const fresh = granted.filter((channel) => !held.has(channel))
  const without = [...new Set([...served, ...held])].filter((channel) => !wanted.has(channel)).sort()
  const told = new Set(position?.without?.filter((channel) => isStillWithout(channel, everHeld, position)))
  const lost = new Set(without.filter((channel) => !told.has(channel)))

  const before = new Set(served)
  const known = fresh.filter((channel) => before.has(channel))
  const unknown = fresh.filter((channel) => !before.has(channel))
  const lanes: Lane[] = [
    ...keep(position?.lanes.filter((lane) => lane.removing) ?? [], wanted),
    { channels: [...lost], at: 0, removing: true },
    ...keep(reading, new Set(without)),
    { channels: known, at: 0 },
    { channels: unknown, at: 0, quiet: head },
  ]
  return { lanes: lanes.filter((lane) => lane.channels.length > 0), without }
}

/** The lanes without these channels. */
const keep = (lanes: Lane[], without: ReadonlySet<string>): Lane[] =>
  lanes.map((lane) => ({ ...lane, channels: lane.channels.filter((channel) => !without.has(channel)) }))
