/**
 * Everything that is open for one person: database, replication, queries and writes. Closing it leaves the
 * data on the device; destroying it removes them.
 */
import { combineLatest, filter, firstValueFrom, map } from 'rxjs'
import type { Observable } from 'rxjs'
import { collectionNames, entityOf, isCollectionName } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { coded } from '../../../shared/errors.ts'
import type { InboxEntry, PendingChange, SaveResult, SyncState } from '../contract.ts'
import { openFiles } from '../files/file-workspace.ts'
import type { FileWorkspace } from '../files/file-workspace.ts'
import type { FilePlatform } from '../files/pouch.ts'
import { decideInbox } from './decide-inbox.ts'
import { deviceStorage } from './device-storage.ts'
import { forgetFirstLoad } from './first-load.ts'
import { openInbox, titleOf } from './inbox.ts'
import { openLine } from './line.ts'
import { openLists } from './lists/lists.ts'
import type { Lists } from './lists/lists.ts'
import { liveQueries } from './live-queries.ts'
import type { LiveQueries } from './live-queries.ts'
import { fromLocal } from './local-shape.ts'
import { databaseName, openDatabase } from './open-database.ts'
import type { LocalDatabase, LocalStorage } from './open-database.ts'
import { followOwnRights } from './own-rights.ts'
import { startReplication } from './replication.ts'
import type { Replication, UnsentByCollection } from './replication.ts'
import { conflictHandler } from './resolve-conflict.ts'
import type { Reverts } from './resolve-conflict.ts'
import { sentStates } from './sent-states.ts'
import type { Session, SignedIn } from './session.ts'
import { watchSync } from './sync-state.ts'
import { trackUnsent } from './unsent.ts'
import { waitingChangesOf } from './waiting-changes.ts'
import type { WaitingChanges } from './waiting-changes.ts'
import { localWrites } from './writes.ts'
import type { Writes } from './writes.ts'

export interface WorkspaceOptions {
  storage: LocalStorage
  files?: FilePlatform
  multiInstance: boolean
  /** First part of the database's name. */
  prefix: string
  session: Session
  now: () => number
  pauses: { shortestPause: number; longestPause: number }
  /** Deletes what the storage keeps of a removed database. */
  erase: (databaseName: string) => Promise<void>
  /** Told of what should not happen, for the log. */
  report: (reason: unknown) => void
  /** Called as soon as records can be read, long before it is known what waits to be sent. */
  readable: (reading: Reading) => void
}

export interface Reading {
  queries: LiveQueries
  lists: Lists
}

export interface Workspace extends Reading, Writes, WaitingChanges {
  signedIn: SignedIn
  /** Absent where the device keeps no files. */
  files?: FileWorkspace
  sync$: Observable<SyncState>
  inbox$: Observable<InboxEntry[]>
  /** Everything that would be lost with the data of this device. */
  pending(): Promise<PendingChange[]>
  resolveInbox(id: string, decision: 'mine' | 'discard'): Promise<SaveResult>
  restoreInbox(entry: InboxEntry): Promise<void>
  /** Starts it; its course is in `sync$`. */
  checkAndRepair(): Promise<void>
  syncNow(): Promise<void>
  /** The network came back. */
  hurry(): void
  close(): Promise<void>
  /**
   * An administrator took this device's access: every record goes, with what replication knows of it. What
   * was unsent goes to the Sync inbox first; the inbox stays. Safe to repeat. Closes.
   */
  withdraw(): Promise<void>
  destroy(): Promise<void>
}

const syncLimit = 15_000

export async function openWorkspace(signedIn: SignedIn, options: WorkspaceOptions): Promise<Workspace> {
  const { multiInstance, prefix, now, pauses, erase, report, readable } = options
  const session = { ...options.session, ...options.session.onlyAs(signedIn.person.id) }
  const device = deviceStorage(options.storage, pauses)
  const byCollection = <T>(make: (name: CollectionName) => T) =>
    Object.fromEntries(collectionNames.map((name) => [name, make(name)])) as Record<CollectionName, T>
  const reverts = byCollection((): Reverts => new Set())
  const sent = byCollection(sentStates)
  let opened: LocalDatabase | undefined
  const inbox = openInbox(() => {
    if (!opened) throw new Error('the database is not open yet')
    return opened.inbox
  }, now)
  const database = await openDatabase({
    name: databaseName(prefix, signedIn.server, signedIn.person.id),
    storage: device.storage,
    multiInstance,
    conflictHandler: (name) => conflictHandler(name, inbox, reverts[name], sent[name]),
    isOutdated: (name, state) => isCollectionName(name) && sent[name].isOutdated(state),
  })
  opened = database
  const person = () => session.signedIn$.value?.person ?? signedIn.person
  // What is read ahead would slow down a first load, and be read again as it goes on.
  let filledUp: (filled: Promise<unknown>) => void = () => undefined
  const isFilled = new Promise<unknown>((resolve) => (filledUp = resolve))
  const queries = liveQueries(database)
  const lists = openLists({ database, personId: () => person().id, isFilled, now, report })
  readable({ queries, lists })
  const unsent = Object.fromEntries(
    await Promise.all(
      collectionNames.map(async (name) => [name, await trackUnsent(database.collections[name])]),
    ),
  ) as UnsentByCollection
  for (const name of collectionNames) device.writeAfter(unsent[name].newestAtStart)
  const filled = await Promise.all(collectionNames.map((name) => unsent[name].pullCheckpoint()))
  const empty = collectionNames.filter((_, index) => filled[index] === undefined)
  const line = openLine(pauses)
  const replication: Replication = startReplication({
    server: signedIn.server,
    database,
    unsent,
    reverts,
    sent,
    inbox,
    line,
    session,
    empty,
    now,
    failed: report,
  })
  const sync = await watchSync({
    database,
    unsent,
    inbox,
    line,
    session,
    replication,
    trouble$: device.trouble$,
  })
  const rights = followOwnRights({ database, session, person, leads$: replication.leads$, report })
  const files =
    options.files &&
    (await openFiles({
      platform: options.files,
      name: database.rx.name,
      server: signedIn.server,
      person,
      session,
      database,
      leads$: replication.leads$,
      isBroughtBack: async ({ collection, id }) =>
        (await unsent[collection].known([id])).get(id)?._deleted === true,
      multiInstance,
      now,
      pauses,
      report,
    }))
  const sync$ = files
    ? combineLatest([sync.state$, files.summary$]).pipe(
        map(([state, { waiting }]): SyncState => ({ ...state, waiting: state.waiting + waiting.length })),
      )
    : sync.state$
  const writes = localWrites({ database, unsent, person, now })
  filledUp(
    empty.length === 0
      ? Promise.resolve()
      : firstValueFrom(
          sync.state$.pipe(filter(({ firstSync, lastSync }) => !firstSync && lastSync !== undefined)),
          { defaultValue: undefined },
        ),
  )

  async function pending(): Promise<PendingChange[]> {
    const changes = await Promise.all(
      collectionNames.map(async (collection) => {
        const documents = await unsent[collection].read()
        return documents.map((stored): PendingChange => {
          const document = fromLocal(entityOf(collection), stored)
          const kind = stored._deleted ? 'delete' : document.revision === undefined ? 'create' : 'update'
          return { collection, id: stored.id, title: titleOf(collection, document), kind }
        })
      }),
    )
    const undecided = (await inbox.all()).map((entry): PendingChange => ({
      collection: entry.collection,
      id: entry.documentId,
      title: entry.title,
      kind: entry.deletion ? 'delete' : 'update',
    }))
    return [...changes.flat(), ...undecided, ...((await files?.pending()) ?? [])]
  }

  async function stop() {
    rights.unsubscribe()
    lists.close()
    const stopping = replication.stop()
    device.stop()
    await stopping
    await sync.close()
  }

  return {
    signedIn,
    queries,
    ...(files && { files }),
    lists,
    ...writes,
    ...waitingChangesOf({ database, unsent }),
    sync$,
    inbox$: inbox.entries$,
    pending,
    resolveInbox: (id, decision) => decideInbox({ inbox, queries, writes }, id, decision),
    restoreInbox: (entry) => inbox.restore(entry),
    async checkAndRepair() {
      if (replication.leads$.value) await replication.repair.run()
      else sync.askForRepair()
    },
    async syncNow() {
      device.retryNow()
      files?.syncNow()
      if (replication.leads$.value) await replication.syncNow(syncLimit)
      else sync.askForSync()
    },
    hurry() {
      replication.hurry()
      files?.syncNow()
    },
    async close() {
      await files?.close()
      await stop()
      await Promise.all(collectionNames.map((name) => unsent[name].close()))
      await database.rx.close()
    },
    async withdraw() {
      await files?.withdraw()
      await stop()
      const error = coded('SESSION_REVOKED')
      for (const collection of collectionNames)
        for (const stored of await unsent[collection].read()) {
          const mine = fromLocal(entityOf(collection), stored)
          const deletion = stored._deleted && { deletion: true as const }
          await inbox.put(
            { kind: 'access-lost', collection, documentId: stored.id, mine, error, ...deletion },
            mine.updatedAt,
          )
        }
      for (const name of collectionNames) {
        await sent[name].forgetAll(database.collections[name])
        await forgetFirstLoad(database.collections[name])
        await unsent[name].remove()
        await database.collections[name].remove()
      }
      await database.rx.close()
    },
    async destroy() {
      await files?.destroy()
      await stop()
      await Promise.all(collectionNames.map((name) => unsent[name].remove()))
      await database.rx.remove()
      await erase(database.rx.name)
    },
  }
}
