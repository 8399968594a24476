/**
 * The changes feed of files as one person sees it. A position says where in which process's log it is, which of
 * the store's sequences it stands for, and for which grants it was given: who gains a team or a role reads from
 * the beginning, because what they may now see has not moved.
 */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { channelsFor } from '../../shared/access.ts'
import type { Person } from '../../shared/roles.ts'
import type { DocumentStore, Sequence } from '../store/document-store.ts'
import type { ChannelIndex } from '../sync/channel-index.ts'
import { fileKind } from './file-index.ts'
import type { FileEntry, FileIndex } from './file-index.ts'
import { bodyOf } from './file-reader.ts'

export interface FileChange {
  seq: string
  id: string
  changes: { rev: string }[]
  deleted?: true
}

export interface FileChanges {
  results: FileChange[]
  last: string
  /** How many are left, at least. */
  pending: number
}

/** Names what a person may see at all: another one makes every position and checkpoint start over. */
export const grantsOf = (person: Person): string =>
  createHash('sha256')
    .update(JSON.stringify([person.id, [...new Set(channelsFor(person))].sort()]))
    .digest('hex')
    .slice(0, 16)

/** Entries of the log that are looked at before other work gets its turn. */
const stretch = 5000

export function createFileList(given: { store: DocumentStore; index: FileIndex; channels: ChannelIndex }) {
  const { store, index, channels } = given
  /** The replicated revision of a stored one, for what was read once. */
  const revisions = new Map<string, { stored: string; replicated: string; deleted: boolean }>()

  const positionText = (at: number, since: Sequence | undefined, grants: string) =>
    [at, index.epoch, grants, Buffer.from(since ?? '').toString('base64url')].join('.')

  async function positionIn(text: string, grants: string): Promise<number> {
    const [at, epoch, given, since = ''] = text.split('.')
    if (given !== grants) return 0
    if (epoch === index.epoch && /^\d{1,15}$/.test(at ?? '')) return Math.min(Number(at), index.head().at)
    const sequence = Buffer.from(since, 'base64url').toString()
    return sequence === '' ? 0 : index.positionOf(sequence)
  }

  /** Those whose newest revision is known without asking get it for nothing. */
  async function toChanges(entries: readonly FileEntry[], grants: string): Promise<FileChange[]> {
    const unknown = entries.filter(({ id, revision }) => revisions.get(id)?.stored !== revision)
    const found = await store.getMany(unknown.map(({ id }) => ({ kind: fileKind, id })))
    for (const stored of found)
      if (stored)
        revisions.set(stored.id, {
          stored: stored.revision,
          replicated: bodyOf(stored).revisions[0] ?? '',
          deleted: stored.deleted,
        })
    return entries.flatMap(({ id, at, since }) => {
      const known = revisions.get(id)
      if (!known?.replicated) return []
      const seq = positionText(at, since, grants)
      return [
        { seq, id, changes: [{ rev: known.replicated }], ...(known.deleted && { deleted: true as const }) },
      ]
    })
  }

  return {
    /** Where this person would start to see only what is new. */
    now(person: Person): string {
      const { at, since } = index.head()
      return positionText(at, since, grantsOf(person))
    },
    /** Up to `limit` changes behind `since`, oldest first; the page is full unless there are no more. */
    async after(
      person: Person,
      since: string,
      limit: number,
      only?: ReadonlySet<string>,
    ): Promise<FileChanges> {
      const grants = grantsOf(person)
      const granted = new Set(channelsFor(person))
      const from = await positionIn(since, grants)
      const head = index.head()
      const page: FileEntry[] = []
      let looked = 0
      let isFull = false
      for (const entry of index.after(from)) {
        if (++looked % stretch === 0) await nextTurn()
        const { collection, id } = entry.record
        const record = channels.get(collection, id)
        if (!record || record.deleted || !record.channels.some((channel) => granted.has(channel))) continue
        if (only && !only.has(entry.id)) continue
        if (page.length === limit) {
          isFull = true
          break
        }
        page.push({ ...entry })
      }
      const results = await toChanges(page, grants)
      const last = isFull ? results.at(-1)?.seq : undefined
      return { results, last: last ?? positionText(head.at, head.since, grants), pending: isFull ? 1 : 0 }
    },
  }
}

export type FileList = ReturnType<typeof createFileList>
