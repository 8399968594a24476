/**
 * Remembers what imports write, so that they can be taken back. An entry is stored before its row is: what
 * a stopped process has written is always in the log, and what the log names without it having been written
 * is recognised by looking at the record. Kinds of the server's own; no device ever gets them.
 */
import { hash } from 'node:crypto'
import { SatchelError } from '../../shared/errors.ts'
import type { ImportHeader, PastImport, RevertOutcome, RevertResult } from '../../shared/import/import-log.ts'
import { noReverts } from '../../shared/import/import-log.ts'
import type { ImportAction, ImportCollection } from '../../shared/import/import-messages.ts'
import type { DocumentStore, StoredDocument } from '../store/document-store.ts'
import { sentence } from '../../shared/phrase.ts'

/** One record that an import made or changed. */
export interface LogEntry {
  collection: ImportCollection
  id: string
  key: string
  title: string
  /** Of a new record: what it looked like, see `contentOf`. */
  made?: string
  /** Of an updated one: field -> [old, new]. */
  changes?: Record<string, [old: unknown, now: unknown]>
  /** Id of the stock movement that came with a new product. */
  opening?: string
}

export interface LogPart {
  entries: LogEntry[]
  /** Once it is reverted. */
  results?: RevertResult[]
}

export interface ImportLog {
  newest(): Promise<PastImport[]>
  /** Throws NOT_FOUND. */
  find(id: string): Promise<PastImport>
  /** Takes note of a call: how its rows were judged, and what is about to be written. Returns the part's number. */
  intend(
    header: ImportHeader,
    by: string | undefined,
    counts: Record<ImportAction, number>,
    entries: readonly LogEntry[],
    numbersUpTo?: number,
  ): Promise<number | undefined>
  /** Rows whose write failed after all. */
  failed(id: string, actions: readonly ImportAction[]): Promise<void>
  part(id: string, part: number): Promise<LogPart>
  /** Stores what became of a part; the state of the import follows. */
  reverted(id: string, part: number, results: RevertResult[], by: string): Promise<PastImport>
  /** From here on no row is added to it. Throws NOT_FOUND. */
  beginRevert(id: string, by: string): Promise<{ past: PastImport; isFirst: boolean }>
}

export const importKind = 'imports'
const partKind = 'importParts'
const shownImports = 200
const attempts = 20

const notCompared = ['updatedAt', 'updatedBy', 'acceptedAt', 'revision', 'history']

/** The same for the same content, whoever wrote it last and when. */
export function contentOf(document: Record<string, unknown>): string {
  return hash('sha256', JSON.stringify(sorted(document, notCompared)), 'base64url').slice(0, 22)
}

function sorted(value: unknown, without: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .filter(([name, inner]) => inner !== undefined && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)])
}

const partId = (id: string, part: number) => `${id}.${String(part).padStart(5, '0')}`

export function createImportLog(store: DocumentStore, now: () => number): ImportLog {
  const put = (kind: string, id: string, body: object, expected: string | undefined) =>
    store.write([
      {
        kind,
        id,
        deleted: false,
        body: { ...body },
        channels: [],
        formerChannels: [],
        applied: [],
        expected,
      },
    ])

  /** Compare-and-set of an import's own record. */
  async function change(
    id: string,
    to: (past: PastImport | undefined) => PastImport | undefined,
  ): Promise<PastImport | undefined> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const stored = await store.get({ kind: importKind, id })
      const before = stored && pastOf(stored)
      const after = to(before)
      if (!after || after === before) return before
      const [result] = await put(importKind, id, after, stored?.revision)
      if (result?.ok) return after
    }
    throw new SatchelError('CONFLICT')
  }

  async function find(id: string): Promise<PastImport> {
    const stored = await store.get({ kind: importKind, id })
    if (!stored) throw new SatchelError('NOT_FOUND')
    return pastOf(stored)
  }

  async function part(id: string, number: number): Promise<LogPart> {
    const stored = await store.get({ kind: partKind, id: partId(id, number) })
    // Counted, and the process ended before it was stored: nothing of it was written.
    return stored ? (stored.body as unknown as LogPart) : { entries: [] }
  }

  return {
    find,
    part,
    async newest() {
      const all: PastImport[] = []
      for await (const page of store.list(importKind)) all.push(...page.map(pastOf))
      return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, shownImports)
    },
    async intend(header, by, counts, entries, numbersUpTo = 0) {
      const changed = await change(header.id, (past) => {
        if (past && past.state !== 'imported')
          throw new SatchelError('CONFLICT', {
            message: sentence('This import has been reverted. Start a new one.'),
          })
        const begun: PastImport = past ?? {
          id: header.id,
          at: new Date(now()).toISOString(),
          ...(by !== undefined && { by }),
          files: header.files,
          counts: { create: 0, update: 0, unchanged: 0, refused: 0 },
          state: 'imported',
          parts: 0,
          revertedParts: 0,
        }
        return {
          ...begun,
          files: [...new Set([...begun.files, ...header.files])],
          counts: added(begun.counts, counts),
          parts: begun.parts + (entries.length > 0 ? 1 : 0),
          ...(numbersUpTo > 0 && { numbersUpTo: Math.max(begun.numbersUpTo ?? 0, numbersUpTo) }),
        }
      })
      if (!changed || entries.length === 0) return undefined
      const number = changed.parts - 1
      const [result] = await put(partKind, partId(header.id, number), { entries }, undefined)
      if (!result?.ok) throw new SatchelError('CONFLICT')
      return number
    },
    async failed(id, actions) {
      if (actions.length === 0) return
      await change(id, (past) => {
        if (!past) return past
        const counts = { ...past.counts, refused: past.counts.refused + actions.length }
        for (const action of actions) counts[action]--
        return { ...past, counts }
      })
    },
    async beginRevert(id, by) {
      let isFirst = false
      const past = await change(id, (before) => {
        if (!before) throw new SatchelError('NOT_FOUND')
        isFirst = before.state === 'imported'
        if (!isFirst) return before
        return { ...before, state: before.parts === 0 ? 'reverted' : 'reverting', revertedBy: by }
      })
      if (!past) throw new SatchelError('NOT_FOUND')
      return { past, isFirst }
    },
    async reverted(id, number, results, by) {
      const stored = await store.get({ kind: partKind, id: partId(id, number) })
      const entries = stored ? (stored.body as unknown as LogPart).entries : []
      // First the results, then the count: a process that ends between the two finds the results again.
      if (!stored?.body['results']) {
        const [result] = await put(partKind, partId(id, number), { entries, results }, stored?.revision)
        if (!result?.ok) throw new SatchelError('CONFLICT')
      }
      const after = await change(id, (past) => {
        if (!past || past.parts - past.revertedParts - 1 !== number) return past
        const revertedParts = past.revertedParts + 1
        const isDone = revertedParts === past.parts
        return {
          ...past,
          revertedParts,
          revertedBy: by,
          revertedCounts: added(past.revertedCounts ?? noReverts(), countOutcomes(results)),
          ...(isDone && { state: 'reverted', revertedAt: new Date(now()).toISOString() }),
        }
      })
      if (!after) throw new SatchelError('NOT_FOUND')
      return after
    },
  }
}

const pastOf = ({ body }: StoredDocument) => body as unknown as PastImport

function countOutcomes(results: readonly RevertResult[]): Record<RevertOutcome, number> {
  const counts = noReverts()
  for (const { outcome } of results) counts[outcome]++
  return counts
}

function added<Name extends string>(
  a: Record<Name, number>,
  b: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const sum = { ...a }
  for (const name of Object.keys(a) as Name[]) sum[name] = a[name] + b[name]
  return sum
}
