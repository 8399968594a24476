/**
 * Pull: what changed for a person on a device since a checkpoint. Documents are found through the index and
 * judged once more by what is stored at the moment they are sent, so that a stale index costs a repetition
 * and never shows anything.
 */
import { channelsFor } from '../../shared/access.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { Person } from '../../shared/roles.ts'
import type { Checkpoint, PullAnswer, WireDocument } from '../../shared/sync/protocol.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { IndexEntry } from './change-log.ts'
import type { ChannelIndex } from './channel-index.ts'
import type { Checkpoints, Lane, Position } from './checkpoint.ts'
import type { Holdings } from './holdings.ts'
import { planLanes } from './lanes.ts'
import { createTranslator } from './translate-position.ts'

export interface PullRequest {
  person: Person
  deviceId: string
  collection: CollectionName
  checkpoint: Checkpoint | null
  limit: number
}

export type ListChanges = (request: PullRequest) => Promise<PullAnswer>

/** Throws INVALID_CHECKPOINT and STORE_UNAVAILABLE. */
export function createListChanges(given: {
  store: DocumentStore
  feed: ChangeFeed
  index: ChannelIndex
  checkpoints: Checkpoints
  holdings: Holdings
  /** Identity of the store. */
  data: string
}): ListChanges {
  const { store, feed, index, checkpoints, holdings, data } = given
  const translate = createTranslator(store, index)

  /** The position in terms of this process. */
  async function ours(position: Position | undefined, head: number): Promise<Position | undefined> {
    if (position === undefined || position.epoch === index.epoch) return position
    const lanes: Lane[] = []
    for (const lane of position.lanes) {
      const { channels, since, removing } = lane
      if (removing) lanes.push({ channels, at: 0, removing })
      else if (since === undefined)
        lanes.push({ channels, at: 0, ...(lane.quiet !== undefined && { quiet: head }) })
      else lanes.push({ channels, at: await translate(since), since })
    }
    return { ...position, epoch: index.epoch, lanes }
  }

  /** Reads a lane up to `head` until the page is full; true when the lane was read to its end. */
  async function readLane(
    request: PullRequest,
    granted: Set<string>,
    lane: Lane,
    head: number,
    page: Map<string, WireDocument>,
  ) {
    // Lost channels are read once: a document that changes just now must not slip behind the end.
    const end = lane.removing ? Infinity : head
    const upToEnd = (limit: number) =>
      index.after(request.collection, lane.channels, lane.at, limit).filter(({ at }) => at <= end)
    while (page.size < request.limit) {
      const entries = upToEnd(request.limit - page.size)
      const last = entries.at(-1)
      if (!last) return true
      // A document that stands in several lanes is told once, in the state that was read last.
      for (const document of await toWire(store, request.collection, entries, granted, lane))
        page.set(document.id, document)
      lane.at = last.at
      lane.since = index.sequenceAt(last.at)
    }
    return upToEnd(1).length === 0
  }

  return async (request) => {
    const { person, deviceId, collection, checkpoint } = request
    const holder = { userId: person.id, deviceId, collection, data }
    const position = checkpoint === null ? undefined : checkpoints.decode(holder, checkpoint)
    await feed.catchUp()
    const head = index.head()
    const channels = [...new Set(channelsFor(person))].sort()
    const held = await holdings.extend(deviceId, collection, channels, position)
    const { lanes, without } = planLanes({
      position: await ours(position, head.at),
      granted: channels,
      head: head.at,
      held,
    })

    const granted = new Set(channels)
    const documents = new Map<string, WireDocument>()
    const waiting: Lane[] = []
    for (const lane of lanes) {
      const isRead = await readLane(request, granted, lane, head.at, documents)
      if (!isRead) waiting.push(lane)
      else if (!lane.removing) waiting.push({ channels: lane.channels, at: head.at, since: head.since })
    }
    const more = waiting.some((lane) => lane.at < head.at || lane.removing)
    const rest = more ? waiting : [{ channels, at: head.at, since: head.since }]
    return {
      documents: [...documents.values()],
      checkpoint: checkpoints.encode(holder, { epoch: index.epoch, lanes: rest, without, turn: held.turn }),
      more,
    }
  }
}

/** What is to be told of these documents: a body, a removal, or nothing. */
async function toWire(
  store: DocumentStore,
  kind: CollectionName,
  entries: readonly IndexEntry[],
  granted: ReadonlySet<string>,
  lane: Lane,
): Promise<WireDocument[]> {
  const isReadable = ({ deleted, channels }: Pick<IndexEntry, 'deleted' | 'channels'>) =>
    !deleted && channels.some((channel) => granted.has(channel))
  const shown = lane.removing ? [] : entries.filter(isReadable)
  const bodies = await store.getMany(shown.map(({ id }) => ({ kind, id })))
  const stored = new Map(shown.map(({ id }, index) => [id, bodies[index]]))
  return entries.flatMap((entry) => {
    if (lane.removing) return isReadable(entry) ? [] : [{ id: entry.id, _deleted: true }]
    if (!stored.has(entry.id)) return entry.at <= (lane.quiet ?? 0) ? [] : [{ id: entry.id, _deleted: true }]
    const document = stored.get(entry.id)
    return [document && isReadable(document) ? wireOf(document) : { id: entry.id, _deleted: true }]
  })
}

/** A living document as it travels. */
export const wireOf = ({ body, revision }: StoredDocument): WireDocument =>
  ({ ...body, revision }) as unknown as WireDocument
