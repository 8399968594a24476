/**
 * How far a device has read a collection. Sealed by the server, so that nobody can make one up; one that is
 * not ours is INVALID_CHECKPOINT, and one that was given to another person, device or collection, or on
 * other data, is as good as none. A checkpoint never grants anything: every document is judged when it is sent.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { SatchelError } from '../../shared/errors.ts'
import type { Checkpoint } from '../../shared/sync/protocol.ts'
import type { Sequence } from '../store/document-store.ts'

/** Some channels and the position up to which they were read. */
export interface Lane {
  channels: string[]
  /** Position in the index of the epoch. */
  at: number
  /** The store's sequence at or before that position; absent at the beginning. */
  since?: Sequence | undefined
  /** Up to here nothing was on the device through these channels: removals need not be told. */
  quiet?: number | undefined
  /** Channels the person lost: what only they showed is removed from the device. */
  removing?: boolean | undefined
}

export interface Position {
  epoch: string
  lanes: Lane[]
  /** Channels the device was once served and whose removal it has been told, or is being told in `lanes`. */
  without?: string[] | undefined
  /** When it was told that: see `Held`. */
  turn?: number | undefined
}

/** Whom a checkpoint belongs to. */
export interface Holder {
  userId: string
  deviceId: string
  collection: string
  /** Identity of the store. */
  data: string
}

export function createCheckpoints(secret: Buffer) {
  const key = createHmac('sha256', secret).update('checkpoint').digest()
  const seal = (position: string) => createHmac('sha256', key).update(position).digest()
  const holderText = ({ userId, deviceId, collection, data }: Holder) =>
    JSON.stringify([userId, deviceId, collection, data])

  return {
    encode(holder: Holder, { epoch, lanes, without, turn }: Position): Checkpoint {
      const content = { holder: holderText(holder), epoch, lanes, ...(without?.length && { without, turn }) }
      const position = Buffer.from(JSON.stringify(content)).toString('base64url')
      return { position, seal: seal(position).toString('base64url') }
    },
    /** Undefined when it is somebody else's; throws INVALID_CHECKPOINT when it was not made here. */
    decode(holder: Holder, checkpoint: Checkpoint): Position | undefined {
      const { position, seal: given } = checkpoint
      if (typeof position !== 'string' || typeof given !== 'string')
        throw new SatchelError('INVALID_CHECKPOINT')
      const expected = seal(position)
      const actual = Buffer.from(given, 'base64url')
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
        throw new SatchelError('INVALID_CHECKPOINT')
      // Only what this server sealed comes this far.
      const content = JSON.parse(Buffer.from(position, 'base64url').toString()) as Position & {
        holder: string
      }
      return content.holder === holderText(holder)
        ? { epoch: content.epoch, lanes: content.lanes, without: content.without, turn: content.turn }
        : undefined
    },
  }
}

export type Checkpoints = ReturnType<typeof createCheckpoints>
