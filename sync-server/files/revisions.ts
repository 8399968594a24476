/**
 * A file document as CouchDB's replication speaks of it, and as it is stored. A file is made, deleted and put
 * back, never edited, so one line of revisions is all its history; of two deletions at once either will do, and
 * the other one's name is remembered, so that its device is not asked for it again.
 */
import type { FileFacts } from '../../shared/files/file-document.ts'

/** As PouchDB sends and expects it. */
export interface ReplicatedFile {
  _id: string
  _rev: string
  _deleted?: boolean
  _revisions?: { start: number; ids: string[] }
  [field: string]: unknown
}

/** The body of a stored document of kind `files`. */
export interface StoredFile {
  /** Of a deleted file its last state: its scope and its bytes are known to the end. */
  facts: FileFacts
  /** Newest first: `2-b…`, `1-a…`. */
  revisions: string[]
  /** Revisions that were accepted beside the line. */
  others: string[]
  /** The bytes have arrived, from somebody who had them. */
  hasBytes: boolean
}

const revisionPattern = /^([1-9]\d{0,3})-([0-9a-zA-Z]{1,64})$/
export const isRevision = (text: unknown): text is string =>
  typeof text === 'string' && revisionPattern.test(text)
const generationOf = (revision: string): number => Number.parseInt(revision, 10)

const longestHistory = 20

/** The revision and those before it, newest first; undefined when they are not well formed. */
export function historyOf({ _rev, _revisions }: ReplicatedFile): string[] | undefined {
  if (!isRevision(_rev)) return undefined
  if (!_revisions) return [_rev]
  const { start, ids } = _revisions
  if (!Number.isInteger(start) || !Array.isArray(ids) || ids.length > start) return undefined
  const history = ids.slice(0, longestHistory).map((id, index) => `${start - index}-${id}`)
  return history[0] === _rev && history.every(isRevision) ? history : undefined
}

/** The document without what only replication needs. */
export function factsOf(document: ReplicatedFile): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('_')))
}

/** As it travels; `withHistory` adds the revisions before it. */
export function toReplicated(
  id: string,
  { facts, revisions }: StoredFile,
  deleted: boolean,
  withHistory: boolean,
): ReplicatedFile {
  const [newest = ''] = revisions
  return {
    _id: id,
    _rev: newest,
    ...(deleted ? { _deleted: true } : facts),
    ...(withHistory && {
      _revisions: {
        start: generationOf(newest),
        ids: revisions.map((revision) => revision.slice(revision.indexOf('-') + 1)),
      },
    }),
  }
}

export const knows = ({ revisions, others }: StoredFile, revision: string): boolean =>
  revisions.includes(revision) || others.includes(revision)
