/**
 * What a person sees of the sync: one state for all tabs. What waits and what is to be decided every tab
 * knows from the database; the rest is known to the leading tab, which tells the others.
 */
import { BehaviorSubject, combineLatest, map } from 'rxjs'
import type { Subscription } from 'rxjs'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { InboxEntry, SyncState } from '../contract.ts'
import type { Inbox } from './inbox.ts'
import type { Line } from './line.ts'
import type { LocalDatabase } from './open-database.ts'
import type { Replication, UnsentByCollection } from './replication.ts'
import type { Session } from './session.ts'

/** What only the leading tab knows. */
type Led = Pick<SyncState, 'connection' | 'firstSync' | 'lastSync' | 'error' | 'updateRequired'>
type Message = { led: Led } | { ask: 'led' | 'sync' }

export const stateBeforeSignIn: SyncState = {
  connection: 'connecting',
  waiting: 0,
  toDecide: 0,
  refused: 0,
  signInNeeded: false,
  updateRequired: false,
  waitingIds: {},
}

const lastContactId = 'last-contact'
const savedEvery = 10_000

export interface WatchedSync {
  state$: BehaviorSubject<SyncState>
  /** Asks the leading tab to look for changes now. */
  askForSync(): void
  close(): Promise<void>
}

export async function watchSync(options: {
  database: LocalDatabase
  unsent: UnsentByCollection
  inbox: Inbox
  line: Line
  session: Session
  replication: Replication
}): Promise<WatchedSync> {
  const { database, unsent, inbox, line, session, replication } = options
  const { rx } = database
  const stored = await rx.getLocal<{ at: number }>(lastContactId)
  const before = stored?.get('at') as number | undefined
  const led$ = new BehaviorSubject<Led>({
    connection: 'connecting',
    updateRequired: false,
    ...(replication.firstSync$.value && { firstSync: replication.firstSync$.value }),
    ...(before !== undefined && { lastSync: new Date(before).toISOString() }),
  })
  const channel = rx.multiInstance ? new BroadcastChannel(`${rx.name}-sync`) : undefined
  const tell = (message: Message) => channel?.postMessage(message)
  const subscriptions: Subscription[] = []
  const isLeader = () => replication.leads$.value

  const known$ = combineLatest([
    line.connection$,
    line.error$,
    replication.firstSync$,
    replication.lastContact$,
    session.updateRequired$,
    replication.leads$,
  ])
  subscriptions.push(
    known$.subscribe(([connection, error, firstSync, contact, updateRequired, leads]) => {
      if (!leads) return
      const at = contact ?? before
      const led: Led = {
        connection,
        updateRequired,
        ...(firstSync && { firstSync }),
        ...(at !== undefined && { lastSync: new Date(at).toISOString() }),
        ...(error && { error }),
      }
      led$.next(led)
      tell({ led })
    }),
  )
  if (channel) {
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if ('led' in data) {
        if (!isLeader()) led$.next(data.led)
      } else if (isLeader()) {
        if (data.ask === 'led') tell({ led: led$.value })
        else void replication.syncNow(0)
      }
    })
    tell({ ask: 'led' })
  }

  let saving = Promise.resolve()
  const save = (at: number) => {
    saving = saving.then(async () => {
      await rx.upsertLocal(lastContactId, { at })
    })
    return saving
  }
  let savedAt = 0
  subscriptions.push(
    replication.lastContact$.subscribe((at) => {
      if (at === undefined || at - savedAt < savedEvery) return
      savedAt = at
      void save(at)
    }),
  )

  const waitingIds$ = combineLatest(collectionNames.map((name) => unsent[name].ids$)).pipe(map(waitingOf))
  const known = waitingOf(collectionNames.map((name) => unsent[name].ids$.value))
  const state$ = new BehaviorSubject(
    stateOf(led$.value, known, await inbox.all(), session.signInNeeded$.value),
  )
  subscriptions.push(
    combineLatest([led$, waitingIds$, inbox.entries$, session.signInNeeded$]).subscribe((parts) =>
      state$.next(stateOf(...parts)),
    ),
  )
  return {
    state$,
    askForSync: () => tell({ ask: 'sync' }),
    async close() {
      for (const subscription of subscriptions) subscription.unsubscribe()
      channel?.close()
      const at = replication.lastContact$.value
      if (at !== undefined && isLeader()) await save(at)
      await saving
    },
  }
}

/** `sets` in the order of the collections. */
function waitingOf(sets: readonly ReadonlySet<string>[]): SyncState['waitingIds'] {
  const waiting: Partial<Record<CollectionName, string[]>> = {}
  for (const [index, name] of collectionNames.entries()) {
    const ids = sets[index]
    if (ids && ids.size > 0) waiting[name] = [...ids]
  }
  return waiting
}

function stateOf(
  led: Led,
  waitingIds: SyncState['waitingIds'],
  entries: readonly InboxEntry[],
  signInNeeded: boolean,
): SyncState {
  const refused = entries.filter(({ kind }) => kind === 'refused').length
  return {
    ...led,
    waiting: Object.values(waitingIds).reduce((sum, ids) => sum + ids.length, 0),
    waitingIds,
    toDecide: entries.length - refused,
    refused,
    signInNeeded,
  }
}
