/**
 * Replication of one collection on the leading tab: first load where it has never been filled, then RxDB's
 * replication in both directions for as long as the database is open.
 */
import { replicateRxCollection } from 'rxdb/plugins/replication'
import type { RxReplicationState } from 'rxdb/plugins/replication'
import { Subject, filter, firstValueFrom, take } from 'rxjs'
import type { Subscription } from 'rxjs'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { largestPull, largestPush } from '../../../shared/sync/protocol.ts'
import type {
  Checkpoint,
  PullAnswer,
  PushResult,
  PushRow,
  VerifyAnswer,
  VerifyEntry,
  WireDocument,
} from '../../../shared/sync/protocol.ts'
import { compareWithServer } from './compare-with-server.ts'
import type { Comparison } from './compare-with-server.ts'
import { firstLoad } from './first-load.ts'
import type { Inbox } from './inbox.ts'
import type { Line } from './line.ts'
import type { LocalRecord } from './local-shape.ts'
import type { LocalCollection } from './open-database.ts'
import { pullChanges } from './pull-changes.ts'
import type { Place } from './pull-changes.ts'
import { pushHandler } from './push-changes.ts'
import type { PushOptions } from './push-changes.ts'
import type { Reverts } from './resolve-conflict.ts'
import type { SentStates } from './sent-states.ts'
import type { Answer, Method } from './server-api.ts'
import { unreachable } from './session.ts'
import { replicationIdentifier } from './unsent.ts'
import type { Unsent } from './unsent.ts'

/** For one comparison, a push before it and the requests of it. */
const comparisonLimit = 3 * 60_000
/** Milliseconds that a start may take before it is cancelled all the same: it may have failed. */
const startLimit = 2_000

export interface ReplicationOptions {
  name: CollectionName
  collection: LocalCollection
  unsent: Unsent
  inbox: Inbox
  reverts: Reverts
  sent: SentStates
  line: Line
  call: <T>(method: Method, path: string, body?: unknown) => Promise<Answer<T>>
  created: PushOptions['created']
  contact: () => void
  /** The server refuses the pull for good. */
  refused: (error: CodedError) => void
  failed: (reason: unknown) => void
}

export interface CollectionReplication {
  /** Never filled: `load` comes before `start`. */
  isEmpty(): Promise<boolean>
  load(progress: (documents: number) => void): Promise<void>
  /** Rejects where the device cannot keep what it needs; then it may be called again. */
  start(): Promise<void>
  /** Looks for changes on the server. */
  resync(): void
  /** Compares with the server; resolves when what differed has been healed. */
  compare(): Promise<Comparison>
  /** Resolves when nothing is under way in either direction. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export function replicateCollection(options: ReplicationOptions): CollectionReplication {
  const { name, collection, unsent, inbox, reverts, sent, line, call, created, contact, refused, failed } =
    options
  const stream$ = new Subject<'RESYNC'>()
  let loadedTo: Awaited<ReturnType<typeof firstLoad>> | undefined
  let replication: RxReplicationState<LocalRecord, Place> | undefined
  let afterPush: Subscription | undefined
  let stopped = false

  const pushing = () => replication?.internalReplicationState?.events.active.up

  /** RxDB lets a pull wait for a running push, but cannot be stopped meanwhile: so it waits here. */
  function resync() {
    const active = pushing()
    if (stopped || !active || (afterPush && !afterPush.closed)) return
    afterPush = active
      .pipe(
        filter((isActive) => !isActive),
        take(1),
      )
      .subscribe(() => stream$.next('RESYNC'))
  }

  const fetchPage = (checkpoint: Checkpoint | null, limit: number) =>
    call<PullAnswer>('POST', `/sync/${name}/pull`, { checkpoint, limit })
  const verify = (entries: readonly VerifyEntry[], only: boolean) =>
    call<VerifyAnswer>('POST', `/sync/${name}/verify`, { entries, ...(only && { only }) })
  const comparing = compareWithServer({ collection, unsent, verify })
  async function fetchNamed(ids: readonly string[]): Promise<Answer<WireDocument[]>> {
    const answer = await verify(
      ids.map((id) => [id, null]),
      true,
    )
    return answer.ok ? { ok: true, value: answer.value.changed } : answer
  }

  async function compare(): Promise<Comparison> {
    const asked = comparing.ask()
    resync()
    // A pull that brings something leaves the comparison to the next one.
    const nudge = setInterval(resync, 250)
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLong = new Promise<Comparison>((resolve) => {
      timer = setTimeout(() => {
        comparing.withdraw()
        resolve({ ok: false, error: unreachable() })
      }, comparisonLimit)
    })
    const comparison = await Promise.race([asked, tooLong])
    clearTimeout(timer)
    clearInterval(nudge)
    // What was found is on disk when the pull has ended.
    const active = replication?.internalReplicationState?.events.active.down
    if (active) await firstValueFrom(active.pipe(filter((isActive) => !isActive)), { defaultValue: false })
    return comparison
  }

  /** RxDB pushes when it has read from where on; cancelled before that, too, it throws where nobody can catch it. */
  async function begun() {
    const end = Date.now() + startLimit
    while (replication && !hasBegun(replication) && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const hasBegun = ({ internalReplicationState }: NonNullable<typeof replication>) =>
    (internalReplicationState?.stats.up.upstreamInitialSync ?? 0) > 0

  const pull = pullChanges({
    name,
    collection,
    unsent,
    inbox,
    line,
    fetchPage,
    fetchNamed,
    contact,
    refused,
    again: resync,
    heal: () => comparing.heal(),
    sent,
    persisted: () => replication?.internalReplicationState?.lastCheckpointDoc.down?.checkpointData,
    async pushed() {
      const active = pushing()
      if (active) await firstValueFrom(active.pipe(filter((isActive) => !isActive)), { defaultValue: false })
    },
  })
  const push = pushHandler({
    name,
    collection,
    unsent,
    inbox,
    reverts,
    sent,
    line,
    created,
    send: (rows: PushRow[]) => call<{ results: PushResult[] }>('POST', `/sync/${name}/push`, { rows }),
  })

  function replicate(): RxReplicationState<LocalRecord, Place> {
    const made = replicateRxCollection<LocalRecord, Place>({
      replicationIdentifier,
      collection,
      live: true,
      // By itself it would try once, and say nothing of a failure.
      autoStart: false,
      // The caller is the leader already.
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      retryTime: 5_000,
      pull: {
        batchSize: largestPull,
        async handler(checkpoint, limit) {
          const page = await pull.handler(checkpoint, limit)
          const gone = page.documents.filter(({ _deleted }) => _deleted)
          await sent.tidy(
            collection,
            gone.map(({ id }) => id),
          )
          return page
        },
        stream$: stream$.asObservable(),
        ...(loadedTo && { initialCheckpoint: loadedTo.pull }),
      },
      push: {
        batchSize: largestPush,
        async handler(rows) {
          const conflicts = await push(rows)
          await sent.tidy(collection)
          return conflicts
        },
        ...(loadedTo?.push && { initialCheckpoint: loadedTo.push }),
      },
    })
    made.error$.subscribe(failed)
    return made
  }

  return {
    isEmpty: async () => (await unsent.pullCheckpoint()) === undefined,
    async load(progress) {
      loadedTo = await firstLoad({ name, collection, unsent, line, fetchPage, progress })
      contact()
    },
    async start() {
      await sent.load(collection)
      replication ??= replicate()
      await replication.start()
      if (replication.metaInstance) unsent.follow(replication.metaInstance as never)
    },
    resync,
    compare,
    async idle() {
      await replication?.awaitInSync()
    },
    async stop() {
      afterPush?.unsubscribe()
      pull.stop()
      stopped = true
      // RxDB passes a wish to look on a moment later; cancelled in between it throws where nobody can catch it.
      if (replication) await new Promise((resolve) => setTimeout(resolve, 0))
      await begun()
      await replication?.cancel()
    },
  }
}
