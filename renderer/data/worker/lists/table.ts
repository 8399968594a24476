/**
 * All living documents of one collection in memory, in this worker: what lists are filtered and sorted from.
 * Read once, a step at a time so that nobody waits behind it, and kept by the collection's own events, this
 * tab's and others'. A document that is deleted or taken from this device leaves with its event.
 */
import { getChangedDocumentsSince } from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import type { Observable } from 'rxjs'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'
import { mergedIntoOf } from '../../../../shared/merged-records.ts'
import type { StoredRecord } from '../local-shape.ts'
import type { LocalCollection } from '../open-database.ts'
import { firstLoadContext } from '../unsent.ts'
import { giveWay } from './give-way.ts'
import { readStored } from './read-stored.ts'

/** Of one row: `was` is absent for a new one, `now` for one that has gone. */
export interface RowChange {
  was: ListRow | undefined
  now: ListRow | undefined
}

export interface Table {
  readonly rows: ReadonlyMap<string, ListRow>
  /** Everything is read; before that, rows are missing. */
  readonly isComplete: boolean
  /** What changed, after `rows` has; while the table is being read only what people change meanwhile. */
  changes$: Observable<readonly RowChange[]>
  /** Resolves when everything is read; starts it. */
  complete(): Promise<void>
  close(): void
}

const step = 1_000
/** Documents of a first load may be written a little after others that were stamped later. */
const overlap = 2_000
const shortestPause = 1_000
const longestPause = 4_000

export function openTable(
  name: CollectionName,
  collection: LocalCollection,
  report: (reason: unknown) => void,
): Table {
  const storage = collection.internalStorageInstance
  const rows = new Map<string, ListRow>()
  const changes$ = new Subject<readonly RowChange[]>()
  /** Changed by an event since the reading began: newer than what is read. */
  const touched = new Set<string>()
  let isReading = true
  let isFollowing = false
  let isAsked = false
  let reading: Promise<void> | undefined
  let isComplete = false
  let closed = false
  let newest = 0
  const lean = leanRows(name)

  function put(stored: StoredRecord, isOwn: boolean): RowChange | undefined {
    const was = rows.get(stored.id)
    newest = Math.max(newest, stored._meta.lwt)
    // A merged record is its survivor's: it is in no list, but whoever opens it is led on.
    if (isDeleted(stored) || mergedIntoOf(stored) !== undefined) {
      rows.delete(stored.id)
      return was && { was, now: undefined }
    }
    const now = lean(stored, isOwn)
    rows.set(stored.id, now)
    return { was, now }
  }

  const events = storage.changeStream().subscribe((bulk) => {
    if (!reading) return
    if (bulk.context === firstLoadContext) {
      void follow().catch(report)
      return
    }
    const changes: RowChange[] = []
    for (const { documentId, operation, documentData } of bulk.events) {
      if (isReading) touched.add(documentId)
      const change = put(
        operation === 'DELETE' ? { ...documentData, id: documentId, _deleted: true } : documentData,
        false,
      )
      if (change) changes.push(change)
    }
    if (changes.length > 0) changes$.next(changes)
  })

  async function read() {
    let isFirst = true
    for await (const documents of readStored(storage, step)) {
      if (closed) return
      if (!isFirst) await giveWay()
      isFirst = false
      for (const document of documents) if (!touched.has(document.id)) put(document, true)
    }
    isComplete = true
    isReading = false
    touched.clear()
  }

  /** A first load tells once for many documents; at most a fifth of the time goes into reading them. */
  async function follow() {
    isAsked = true
    if (isFollowing) return
    isFollowing = true
    try {
      while (isAsked && !closed) {
        isAsked = false
        const started = Date.now()
        await catchUp()
        const pause = Math.min(longestPause, Math.max(shortestPause, (Date.now() - started) * 4))
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    } finally {
      isFollowing = false
    }
  }

  async function catchUp() {
    await reading
    isReading = true
    let checkpoint = newest ? { id: '', lwt: newest - overlap } : undefined
    for (;;) {
      if (closed) return
      const answer = await getChangedDocumentsSince(storage, step, checkpoint)
      const changes: RowChange[] = []
      for (const document of answer.documents) {
        if (touched.has(document.id)) continue
        const known = rows.get(document.id)
        if (known?.['updatedAt'] === document.updatedAt && known['revision'] === document.revision) continue
        const change = put(document, false)
        if (change) changes.push(change)
      }
      if (changes.length > 0) changes$.next(changes)
      if (answer.documents.length < step) break
      checkpoint = answer.checkpoint as { id: string; lwt: number }
      await giveWay()
    }
    isReading = false
    touched.clear()
  }

  return {
    rows,
    get isComplete() {
      return isComplete
    },
    changes$,
    complete: () => (reading ??= read()),
    close() {
      closed = true
      events.unsubscribe()
      changes$.complete()
      rows.clear()
    },
  }
}

/** The browser's storage writes '1' where others say true, and '0', which is no less true to `if`, for false. */
const isDeleted = ({ _deleted }: { _deleted: unknown }) => _deleted === true || _deleted === '1'

/**
 * Documents as rows in little memory: what only the database needs is let go, and ids and choices that many
 * documents share are kept once. A document that was just read is our own and changed in place, which keeps
 * its compact shape; one from an event belongs to RxDB and is copied.
 */
function leanRows(name: CollectionName) {
  const shared = new Map<string, string>()
  const once = (value: string) => {
    const known = shared.get(value)
    if (known !== undefined) return known
    shared.set(value, value)
    return value
  }
  const repeated = Object.entries(entityOf(name).fields).flatMap(([field, { kind }]) =>
    kind === 'reference' || kind === 'choice' || kind === 'date' || kind === 'currency' ? [field] : [],
  )
  return (stored: StoredRecord, isOwn: boolean): ListRow => {
    const row = (isOwn ? stored : { ...stored }) as unknown as Record<string, unknown>
    row['_meta'] = undefined
    row['_attachments'] = undefined
    row['_rev'] = undefined
    for (const field of repeated) {
      const value = row[field]
      if (typeof value === 'string') row[field] = once(value)
    }
    return row as unknown as ListRow
  }
}
