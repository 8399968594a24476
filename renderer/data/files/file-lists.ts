/** The files of records and what waits of them, as people see it: how far each is on its way here or to the office. */
import type { FileDocument, FileRecord } from '../../../shared/files/file-document.ts'
import type { FileCatalogue } from './file-catalogue.ts'
import type { FileEntry, FileSummary, FileTransfer } from './file-contract.ts'
import type { FileKeeper, QueueEntry } from './file-keeper.ts'

/** Of a file that is on its way in this moment; bytes. */
export type Progress = { state: 'sending'; sent: number } | { state: 'fetching'; received: number }

export interface FileLists {
  /** The newest first. */
  ofRecords(records: readonly FileRecord[]): Promise<FileEntry[]>
  summary(): Promise<FileSummary>
}

export function createFileLists(given: {
  catalogue: FileCatalogue
  keeper: FileKeeper
  /** By the ids of the files. */
  progress: ReadonlyMap<string, Progress>
  recordOf: (fileId: string) => FileRecord
  /** Milliseconds since 1970; undefined before the first pull. */
  lastPull: () => number | undefined
}): FileLists {
  const { catalogue, keeper, progress, recordOf } = given

  async function transferOf(
    file: FileDocument,
    entry: QueueEntry | undefined,
    kept: ReadonlySet<string>,
  ): Promise<FileTransfer> {
    if (entry?.refused) return { state: 'refused', error: entry.refused }
    const known = progress.get(file.id)
    if (entry?.stopped) return { state: 'stopped', sent: entry.sent }
    if (known) return known
    if (entry && !entry.documentOnly) return { state: 'waiting', sent: entry.sent }
    return { state: kept.has(file.sha256) ? 'here' : 'away' }
  }

  async function ofRecords(records: readonly FileRecord[]): Promise<FileEntry[]> {
    const [documents, queue, kept] = await Promise.all([
      Promise.all(records.map((record) => catalogue.ofRecord(record))),
      keeper.queue(),
      keeper.kept(),
    ])
    const hashes = new Set(kept.map(({ sha256 }) => sha256))
    const prefixes = records.map(({ collection, id }) => `${collection}:${id}:`)
    const entries = new Map(
      queue
        .filter(({ file }) => prefixes.some((prefix) => file.id.startsWith(prefix)))
        .map((entry) => [entry.file.id, entry]),
    )
    const files = new Map(documents.flat().map((file) => [file.id, file]))
    for (const { file, stage } of entries.values())
      if (stage === 'removed') files.delete(file.id)
      else files.set(file.id, file)
    const all = [...files.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    return Promise.all(
      all.map(async (file) => ({ ...file, transfer: await transferOf(file, entries.get(file.id), hashes) })),
    )
  }

  async function summary(): Promise<FileSummary> {
    const [queue, kept] = await Promise.all([keeper.queue(), keeper.kept()])
    const hashes = new Set(kept.map(({ sha256 }) => sha256))
    const waiting = await Promise.all(
      queue.map(async (entry) => ({
        id: entry.file.id,
        collection: recordOf(entry.file.id).collection,
        name: entry.file.name,
        size: entry.file.size,
        kind: entry.stage === 'removed' ? ('delete' as const) : ('create' as const),
        transfer: await transferOf(entry.file, entry, hashes),
      })),
    )
    const lastPull = given.lastPull()
    return {
      waiting,
      kept: kept.reduce((sum, { size }) => sum + size, 0),
      ...(lastPull !== undefined && { lastPull: new Date(lastPull).toISOString() }),
    }
  }

  return { ofRecords, summary }
}
