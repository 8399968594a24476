/**
 * The files of one person on this device: every tab shows, adds and removes them, and tells the others. The leading
 * tab alone talks to the office (`lead-files.ts`).
 */
import { BehaviorSubject, Subject, auditTime, merge, startWith, switchMap } from 'rxjs'
import type { Subscription } from 'rxjs'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { coded } from '../../../shared/errors.ts'
import { mayAddFile, mayDeleteFile } from '../../../shared/files/file-access.ts'
import { fileCollections, recordOfFile } from '../../../shared/files/file-document.ts'
import type { FileDocument, FileRecord } from '../../../shared/files/file-document.ts'
import type { Person } from '../../../shared/roles.ts'
import type { ActionResult, PendingChange } from '../contract.ts'
import type { LocalDatabase } from '../worker/open-database.ts'
import { apiUrl } from '../worker/server-api.ts'
import type { Session } from '../worker/session.ts'
import { openCatalogue } from './file-catalogue.ts'
import type { FileService, FileSummary } from './file-contract.ts'
import { openKeeper } from './file-keeper.ts'
import type { QueueEntry } from './file-keeper.ts'
import { fetchFile } from './fetch-file.ts'
import { createFileLists } from './file-lists.ts'
import type { Progress } from './file-lists.ts'
import { createFileRoom } from './file-room.ts'
import { fileRequests } from './file-requests.ts'
import { leadFiles } from './lead-files.ts'
import { describeFile } from './new-file.ts'
import type { FilePlatform, PouchFetch } from './pouch.ts'
import { createSender } from './send-files.ts'

export interface FileWorkspace extends FileService {
  summary$: BehaviorSubject<FileSummary>
  pending(): Promise<PendingChange[]>
  syncNow(): void
  close(): Promise<void>
  /** The device lost its access: what the office has leaves; what it does not have stays, refused. */
  withdraw(): Promise<void>
  destroy(): Promise<void>
}

export interface FileWorkspaceOptions {
  platform: FilePlatform
  /** Of the person's database. */
  name: string
  server: string
  person: () => Person
  session: Pick<Session, 'fetch' | 'signInNeeded$'>
  database: LocalDatabase
  leads$: BehaviorSubject<boolean>
  /** The record lives here again, and the office has it as deleted, still. */
  isBroughtBack: (record: FileRecord) => Promise<boolean>
  multiInstance: boolean
  now: () => number
  pauses: { shortestPause: number; longestPause: number }
  /** Bytes of files that are kept on this device; older ones that the office has go first. */
  room?: number
  report: (reason: unknown) => void
}

type Message =
  { changed: true } | { work: true } | { progress: [string, Progress][] } | { generation: number }

const usualRoom = 500_000_000
/** Milliseconds. */
const timeToUndo = 60_000
const afterChanges = 1_000
const longPoll = 80_000
const patience = 45_000

export async function openFiles(options: FileWorkspaceOptions): Promise<FileWorkspace> {
  const { platform, name, server, person, session, database, leads$, now, pauses, report } = options
  const keeper = openKeeper(platform, name)
  const catalogue = openCatalogue(platform, name, await keeper.generation())
  const requests = fileRequests(server, (url, init) => session.fetch(url, init))
  const channel = options.multiInstance ? new BroadcastChannel(`${name}-files`) : undefined
  const changed$ = new Subject<void>()
  const summary$ = new BehaviorSubject<FileSummary>({ waiting: [], kept: 0 })
  const stopping = new AbortController()
  const subscriptions: Subscription[] = []
  const progress = new Map<string, Progress>()
  const fetching = new Map<string, { result: Promise<ActionResult<Blob>>; abort: AbortController }>()
  /** What was removed and may be put back. */
  const removed = new Map<string, { file: FileDocument; entry: QueueEntry | undefined }>()
  /** Documents to forget on this device, so that the office's state comes anew. */
  const returning = new Set<string>()

  const tell = (message: Message) => channel?.postMessage(message)
  function changed() {
    changed$.next()
    tell({ changed: true })
  }
  function work() {
    leading.wake()
    if (!leads$.value) tell({ work: true })
  }
  function note(fileId: string, state: Progress | undefined) {
    if (state) progress.set(fileId, state)
    else progress.delete(fileId)
    changed$.next()
    tell({ progress: [...progress] })
  }

  const fetchRemote: PouchFetch = (url, init) => {
    const limit = AbortSignal.timeout(url.includes('feed=longpoll') ? longPoll : patience)
    const signals = [limit, stopping.signal, ...(init.signal ? [init.signal] : [])]
    return session.fetch(url, { ...init, credentials: 'same-origin', signal: AbortSignal.any(signals) })
  }
  const remote = () => platform.remote(apiUrl(server, '/files'), fetchRemote)

  const recordOf = (fileId: string): FileRecord => {
    const record = recordOfFile(fileId)
    if (!record) throw new Error('not the id of a file')
    return record
  }
  async function localRecords(records: readonly FileRecord[]): Promise<Map<string, AnyDocument>> {
    const found = new Map<string, AnyDocument>()
    for (const collection of fileCollections) {
      const ids = records.filter((record) => record.collection === collection).map(({ id }) => id)
      if (ids.length === 0) continue
      const storage = database.collections[collection].internalStorageInstance
      for (const each of await storage.findDocumentsById([...new Set(ids)], false))
        found.set(`${collection}:${each.id}`, each)
    }
    return found
  }
  const localRecord = async (record: FileRecord) =>
    (await localRecords([record])).get(`${record.collection}:${record.id}`)

  const sender = createSender({
    catalogue,
    keeper,
    requests,
    remote,
    recordOf,
    standingOf: async (record) => {
      const document = await localRecord(record)
      if (!document) return 'missing'
      return document.revision === undefined || (await options.isBroughtBack(record)) ? 'unsent' : 'sent'
    },
    progress: (id, sent) => note(id, sent === undefined ? undefined : { state: 'sending', sent }),
    changed,
    returned: (id) => void returning.add(id),
    now,
  })

  const room = createFileRoom({
    catalogue,
    keeper,
    toPutBack: () => [...removed.values()].map(({ file }) => file.sha256),
  })
  const leading = leadFiles({
    catalogue,
    keeper,
    room,
    requests,
    sender,
    remote,
    recordOf,
    localRecords,
    returning,
    pauses,
    signal: stopping.signal,
    now,
    changed,
    moved: (generation) => tell({ generation }),
    report,
  })
  const lists = createFileLists({ catalogue, keeper, progress, recordOf, lastPull: () => leading.lastPull() })

  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if ('generation' in data) void catalogue.follow(data.generation).then(() => changed$.next(), report)
    else if ('progress' in data) {
      progress.clear()
      for (const [id, state] of data.progress) progress.set(id, state)
      changed$.next()
    } else if ('work' in data) {
      if (leads$.value) work()
    } else changed$.next()
  })

  subscriptions.push(
    changed$
      .pipe(
        startWith(undefined),
        auditTime(50),
        switchMap(() => lists.summary()),
      )
      .subscribe({
        next: (summary) => summary$.next(summary),
        error: report,
      }),
    session.signInNeeded$.subscribe((isNeeded) => {
      if (isNeeded) return
      leading.reconnect()
      work()
    }),
    merge(...fileCollections.map((collection) => database.collections[collection].$))
      .pipe(auditTime(afterChanges))
      .subscribe(() => {
        // A record that went may have taken its files with it; one that was sent lets its files go.
        leading.lookForGone()
        work()
      }),
  )
  subscriptions.push(
    leads$.subscribe((leads) => {
      if (leads) leading.start()
    }),
  )

  async function stop() {
    stopping.abort()
    for (const { abort } of fetching.values()) abort.abort()
    for (const subscription of subscriptions) subscription.unsubscribe()
    channel?.close()
    await leading.stopped()
    await Promise.allSettled([...fetching.values()].map(({ result }) => result))
  }

  const refusal = (code: 'NOT_FOUND' | 'FORBIDDEN') => ({ ok: false as const, error: coded(code) })
  const done = { ok: true as const, value: undefined }

  async function freeSpace(left: number) {
    await room.evict(left)
    changed()
  }

  async function open(file: FileDocument, signal: AbortSignal): Promise<ActionResult<Blob>> {
    const here = await keeper.bytesOf(file.sha256, now())
    if (here) return { ok: true, value: here.slice(0, here.size, file.type) }
    try {
      return await fetchFile({
        file,
        keeper,
        requests,
        signal,
        now,
        progress: (received) => note(file.id, { state: 'fetching', received }),
      })
    } finally {
      note(file.id, undefined)
      await freeSpace(options.room ?? usualRoom)
    }
  }

  return {
    summary$,
    async watchFiles(records, listener) {
      const subscription = changed$
        .pipe(
          startWith(undefined),
          auditTime(30),
          switchMap(() => lists.ofRecords(records)),
        )
        .subscribe({ next: (files) => listener(files), error: report })
      return () => subscription.unsubscribe()
    },
    async watchFileSummary(listener) {
      const subscription = summary$.subscribe((summary) => listener(summary))
      return () => subscription.unsubscribe()
    },
    async addFile(record, file) {
      const document = await localRecord(record)
      if (!document) return refusal('NOT_FOUND')
      if (!mayAddFile(person(), record.collection, document)) return refusal('FORBIDDEN')
      const described = await describeFile({ record, file, createdBy: person().id, now: now(), platform })
      if (!described.ok) return described
      const { value } = described
      if ((await keeper.queued(value.id)) || (await catalogue.get(value.id)))
        return { ok: true, value: value.id }
      await keeper.keepBytes(value.sha256, file.content, value.type, now())
      await keeper.changeQueue(value.id, () => ({ file: value, stage: 'held', at: now(), sent: 0 }))
      changed()
      work()
      return { ok: true, value: value.id }
    },
    async removeFile(id) {
      const entry = await keeper.queued(id)
      const file = (await catalogue.get(id)) ?? entry?.file
      if (!file || entry?.stage === 'removed') return done
      const record = recordOf(id)
      const document = await localRecord(record)
      // What the office refused is this person's to throw away.
      const mayRemove =
        entry !== undefined || (document && mayDeleteFile(person(), record.collection, document, file))
      if (!mayRemove) return refusal('FORBIDDEN')
      sender.interrupt(id)
      fetching.get(id)?.abort.abort()
      removed.set(id, { file, entry })
      setTimeout(() => {
        removed.delete(id)
        if (!stopping.signal.aborted) room.dropUnused().catch(report)
      }, timeToUndo)
      if (entry?.stage === 'held') await keeper.changeQueue(id, () => undefined)
      else {
        await catalogue.remove(id)
        await keeper.changeQueue(id, () => ({ file, stage: 'removed', at: now(), sent: 0 }))
      }
      changed()
      work()
      return done
    },
    async restoreFile(id) {
      const before = removed.get(id)
      if (!before) return refusal('NOT_FOUND')
      removed.delete(id)
      const { file, entry } = before
      if (entry?.stage !== 'held') await catalogue.put(file)
      await keeper.changeQueue(
        id,
        () => entry ?? { file, stage: 'placed', at: now(), sent: file.size, documentOnly: true },
      )
      changed()
      work()
      return done
    },
    async openFile(id) {
      const file = (await catalogue.get(id)) ?? (await keeper.queued(id))?.file
      if (!file) return refusal('NOT_FOUND')
      const running = fetching.get(id)
      if (running) return running.result
      const abort = new AbortController()
      const result = open(file, AbortSignal.any([abort.signal, stopping.signal])).finally(() =>
        fetching.delete(id),
      )
      fetching.set(id, { result, abort })
      return result
    },
    async stopTransfer(id) {
      fetching.get(id)?.abort.abort()
      const known = progress.get(id)
      const sent = known?.state === 'sending' ? known.sent : 0
      await keeper.changeQueue(id, (entry) => entry && { ...entry, stopped: true, sent })
      sender.interrupt(id)
      changed()
    },
    async retryTransfer(id) {
      await keeper.changeQueue(id, (entry) => {
        const { stopped: _, refused: __, ...rest } = entry ?? {}
        return entry && (rest as QueueEntry)
      })
      changed()
      work()
    },
    freeFileSpace: () => freeSpace(0),
    async pending() {
      const queue = await keeper.queue()
      return queue.map(({ file, stage }) => ({
        collection: recordOf(file.id).collection,
        id: file.id,
        title: file.name,
        kind: stage === 'removed' ? 'delete' : 'create',
      }))
    },
    syncNow() {
      leading.lookForGone()
      if (leading.pullFailed()) leading.reconnect()
      work()
    },
    async close() {
      await stop()
      await Promise.all([catalogue.close(), keeper.close()])
    },
    async withdraw() {
      await stop()
      const error = coded('SESSION_REVOKED')
      for (const { file, stage } of await keeper.queue())
        await keeper.changeQueue(file.id, (entry) =>
          stage === 'removed' || !entry || entry.documentOnly
            ? undefined
            : { ...entry, stage: 'held', refused: error },
        )
      await keeper.saveGeneration(catalogue.generation() + 1)
      await catalogue.destroy()
      const unsent = new Set((await keeper.queue()).map(({ file }) => file.sha256))
      for (const { sha256 } of await keeper.kept()) if (!unsent.has(sha256)) await keeper.dropBytes(sha256)
      for (const sha256 of await keeper.partHashes()) await keeper.dropParts(sha256)
      await keeper.close()
    },
    async destroy() {
      await stop()
      await Promise.all([catalogue.destroy(), keeper.destroy()])
    },
  }
}
