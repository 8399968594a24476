/**
 * What every document's last change was and in which channels it lies, held in memory and built from the
 * change feed. Positions are this process's own and without gaps; `epoch` names the process, so that a
 * position of another one is never taken for one of ours. It may be lost at any time.
 */
import { randomUUID } from 'node:crypto'
import { collectionNames, isCollectionName } from '../../shared/entities/index.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { Change, ChangesPage, Sequence } from '../store/document-store.ts'
import { createChangeLog } from './change-log.ts'
import type { ChangeLog, IndexEntry } from './change-log.ts'
import { createPositionMarks } from './position-marks.ts'
import { sameChannels } from './stored-state.ts'

/** A document that changed, and every channel whose readers may have to learn of it. */
export interface Touched {
  collection: CollectionName
  id: string
  channels: readonly string[]
}

export interface ChannelIndex {
  readonly epoch: string
  /** The newest position, and the store's sequence that it stands for. */
  head(): { at: number; since: Sequence | undefined }
  /** A sequence of the store at or before this position. */
  sequenceAt(at: number): Sequence | undefined
  /** Takes up a page of the feed; what is known already is skipped. The documents that changed. */
  apply(page: ChangesPage): Touched[]
  get(collection: CollectionName, id: string): IndexEntry | undefined
  entries(collection: CollectionName): Iterable<IndexEntry>
  /** The first documents behind `at` that lie or lay in one of these channels, each once, oldest change first. */
  after(collection: CollectionName, channels: readonly string[], at: number, limit: number): IndexEntry[]
  size(): number
}

export function createChannelIndex(): ChannelIndex {
  const collections = new Map(
    collectionNames.map((name) => [
      name,
      { entries: new Map<string, IndexEntry>(), logs: new Map<string, ChangeLog>() },
    ]),
  )
  const of = (name: CollectionName) => {
    const found = collections.get(name)
    if (!found) throw new Error(`no index for ${name}`)
    return found
  }
  const marks = createPositionMarks()
  const intern = createInterner()
  let at = 0
  let since: Sequence | undefined

  function applyOne(change: Change): Touched | undefined {
    if (!isCollectionName(change.kind)) return undefined
    const { entries, logs } = of(change.kind)
    const known = entries.get(change.id)
    if (known?.revision === change.revision) return undefined
    const before = known && touchedBy(known)
    const channels = intern(change.channels)
    const formerChannels = intern(change.formerChannels)
    const state = { revision: change.revision, deleted: change.deleted, channels, formerChannels, at: ++at }
    const entry = known ? Object.assign(known, state) : { id: change.id, ...state }
    if (!known) entries.set(change.id, entry)
    const touched = touchedBy(entry)
    for (const channel of touched) {
      let log = logs.get(channel)
      if (!log) logs.set(channel, (log = createChangeLog()))
      log.append(entry, before?.includes(channel) ?? false)
    }
    return { collection: change.kind, id: change.id, channels: touched }
  }

  return {
    epoch: randomUUID(),
    head: () => ({ at, since }),
    sequenceAt: (position) => marks.at(position),
    apply(page) {
      const touched = page.changes.flatMap((change) => applyOne(change) ?? [])
      since = page.last
      marks.add(at, page.last)
      return touched
    },
    get: (collection, id) => of(collection).entries.get(id),
    entries: (collection) => of(collection).entries.values(),
    after(collection, channels, position, limit) {
      const { logs } = of(collection)
      const lanes = channels.flatMap((channel) => logs.get(channel)?.after(position) ?? [])
      return firstOf(lanes, limit)
    },
    size: () => [...collections.values()].reduce((sum, { entries }) => sum + entries.size, 0),
  }
}

/** All channels whose logs have a line of the document. */
const touchedBy = ({ channels, formerChannels }: IndexEntry): readonly string[] =>
  formerChannels.length === 0 ? channels : [...new Set([...channels, ...formerChannels])]

/** Merges logs by position; a document that stands in several is taken once. */
function firstOf(logs: Iterator<IndexEntry>[], limit: number): IndexEntry[] {
  const heads = logs.flatMap((log) => {
    const { value } = log.next() as IteratorResult<IndexEntry, undefined>
    return value ? [{ log, entry: value }] : []
  })
  const merged: IndexEntry[] = []
  while (heads.length > 0 && merged.length < limit) {
    const lowest = Math.min(...heads.map(({ entry }) => entry.at))
    let taken: IndexEntry | undefined
    for (let index = heads.length - 1; index >= 0; index--) {
      const head = heads[index]
      if (!head || head.entry.at !== lowest) continue
      taken = head.entry
      const { value } = head.log.next() as IteratorResult<IndexEntry, undefined>
      if (value) head.entry = value
      else heads.splice(index, 1)
    }
    if (taken) merged.push(taken)
  }
  return merged
}

const none: readonly string[] = []

/** Most documents share their channels with many others: one array serves them all. */
function createInterner() {
  const known = new Map<string, readonly string[]>()
  let latest = none
  return (channels: readonly string[]): readonly string[] => {
    if (channels.length === 0) return none
    if (sameChannels(latest, channels)) return latest
    const key = channels.join(' ')
    const found = known.get(key)
    latest = found && sameChannels(found, channels) ? found : channels
    known.set(key, latest)
    return latest
  }
}
