/**
 * Every file's last change, and every change of who may see its record, as one log in memory, built from the
 * change feed. A file moves to the end of the log when it changes and when its record changes hands, so that
 * whoever gains the record finds the file behind the position up to which they have read. It may be lost at any
 * time: a position of another process is translated by way of the store's own sequence.
 */
import { randomBytes } from 'node:crypto'
import { isCollectionName } from '../../shared/entities/index.ts'
import { recordOfFile } from '../../shared/files/file-document.ts'
import type { FileRecord } from '../../shared/files/file-document.ts'
import type { Change, ChangesPage, DocumentStore, Sequence } from '../store/document-store.ts'
import type { ChannelIndex } from '../sync/channel-index.ts'
import { sameChannels } from '../sync/stored-state.ts'

export const fileKind = 'files'

export interface FileEntry {
  id: string
  record: FileRecord
  /** The store's. */
  revision: string
  deleted: boolean
  /** Position in the log; rises with every change. */
  at: number
  /** A sequence of the store that is before this change. */
  since: Sequence | undefined
}

export interface FileIndex {
  /** Names this process, so that a position of another one is not taken for ours. */
  readonly epoch: string
  head(): { at: number; since: Sequence | undefined }
  /** Takes up a page of the feed, after the channel index has. */
  apply(page: ChangesPage): void
  get(id: string): FileEntry | undefined
  /** Files behind a position, oldest change first. */
  after(at: number): Iterable<FileEntry>
  /** The place just before everything that changed behind a sequence of the store. */
  positionOf(since: Sequence): Promise<number>
  /** Living files of a record. */
  ofRecord(record: FileRecord): FileEntry[]
  /** Called when something moved. */
  watch(listener: () => void): () => void
  size(): number
}

/** Who may see a record, as it was when its files were last looked at. */
interface KnownRecord {
  files: Set<FileEntry>
  deleted: boolean
  channels: readonly string[]
}

const keyOf = ({ collection, id }: FileRecord) => `${collection}:${id}`
const nobody: readonly string[] = []
const pageSize = 1000
const fewStale = 1000

export function createFileIndex(store: DocumentStore, channels: ChannelIndex): FileIndex {
  const entries = new Map<string, FileEntry>()
  const records = new Map<string, KnownRecord>()
  const listeners = new Set<() => void>()
  let log: { at: number; entry: FileEntry }[] = []
  let at = 0
  let since: Sequence | undefined

  function move(entry: FileEntry) {
    entry.at = ++at
    entry.since = since
    log.push({ at, entry })
    if (log.length > entries.size * 2 + fewStale) log = log.filter((line) => line.entry.at === line.at)
  }

  function seeRecord(record: FileRecord, known: KnownRecord): boolean {
    const entry = channels.get(record.collection, record.id)
    const deleted = entry?.deleted ?? true
    const now = entry?.channels ?? nobody
    const changed = deleted !== known.deleted || !sameChannels(now, known.channels)
    known.deleted = deleted
    known.channels = now
    return changed
  }

  function takeFile({ id, revision, deleted }: Change): boolean {
    const record = recordOfFile(id)
    const before = entries.get(id)
    if (!record || before?.revision === revision) return false
    const entry = before ?? { id, record, revision, deleted, at: 0, since: undefined }
    entry.revision = revision
    entry.deleted = deleted
    entries.set(id, entry)
    const known = records.get(keyOf(record)) ?? { files: new Set(), deleted: true, channels: nobody }
    records.set(keyOf(record), known)
    known.files.add(entry)
    seeRecord(record, known)
    move(entry)
    return true
  }

  function takeRecord({ kind, id }: Change): boolean {
    if (records.size === 0) return false
    const known = records.get(`${kind}:${id}`)
    const [first] = known?.files ?? []
    if (!known || !first || !seeRecord(first.record, known)) return false
    for (const entry of known.files) move(entry)
    return true
  }

  function filesOf({ kind, id }: Change): Iterable<FileEntry> {
    if (kind !== fileKind) return (isCollectionName(kind) && records.get(`${kind}:${id}`)?.files) || []
    const entry = entries.get(id)
    return entry ? [entry] : []
  }

  return {
    epoch: randomBytes(6).toString('hex'),
    head: () => ({ at, since }),
    apply(page) {
      let moved = false
      for (const change of page.changes)
        moved = (change.kind === fileKind ? takeFile(change) : takeRecord(change)) || moved
      since = page.last
      if (moved) for (const listener of listeners) listener()
    },
    get: (id) => entries.get(id),
    *after(position) {
      const current = log
      for (let index = firstAfter(current, position); index < current.length; index++) {
        const line = current[index]
        if (line && line.entry.at === line.at) yield line.entry
      }
    },
    async positionOf(sequence) {
      let position = at
      let from = sequence
      for (;;) {
        const page = await store.changes({ since: from, limit: pageSize })
        for (const change of page.changes)
          for (const entry of filesOf(change)) position = Math.min(position, entry.at - 1)
        if (!page.more) return position
        from = page.last
      }
    },
    ofRecord: (record) => [...(records.get(keyOf(record))?.files ?? [])].filter(({ deleted }) => !deleted),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    size: () => entries.size,
  }
}

function firstAfter(lines: readonly { at: number }[], position: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle]?.at ?? 0) > position) high = middle
    else low = middle + 1
  }
  return low
}
