/**
 * What a person sees of the sync: one state for all tabs. What waits and what is to be decided every tab
 * knows from the database; the rest is known to the leading tab, which tells the others.
 */
import { BehaviorSubject, combineLatest, map, merge } from 'rxjs'
import type { Subscription } from 'rxjs'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { InboxEntry, SyncState } from '../contract.ts'
import type { Trouble } from './device-storage.ts'
import type { Inbox } from './inbox.ts'
import type { Line } from './line.ts'
import type { LocalDatabase } from './open-database.ts'
import type { CollectionStates, Replication, UnsentByCollection } from './replication.ts'
import type { Session } from './session.ts'

/** What only the leading tab knows. */
type Led = Pick<
  SyncState,
  'connection' | 'firstSync' | 'lastSync' | 'error' | 'updateRequired' | 'collections' | 'repair'
>
type Message = { led: Led } | { ask: 'led' | 'sync' | 'repair' }

const lastContactId = 'last-contact'
const savedEvery = 10_000

/** Milliseconds since 1970. */
interface Contacts {
  at: number
  pulls: Partial<Record<CollectionName, number>>
}

export interface WatchedSync {
  state$: BehaviorSubject<SyncState>
  /** Asks the leading tab to look for changes now. */
  askForSync(): void
  askForRepair(): void
  close(): Promise<void>
}

export async function watchSync(options: {
  database: LocalDatabase
  unsent: UnsentByCollection
  inbox: Inbox
  line: Line
  session: Session
  replication: Replication
  /** Whether the device writes what it should. */
  trouble$: BehaviorSubject<Trouble>
}): Promise<WatchedSync> {
  const { database, unsent, inbox, line, session, replication, trouble$ } = options
  const { rx } = database
  const stored = await rx.getLocal<Contacts>(lastContactId)
  const before = stored?.get('at') as number | undefined
  const pulls = (stored?.get('pulls') ?? {}) as Contacts['pulls']
  const led$ = new BehaviorSubject<Led>({
    connection: 'connecting',
    updateRequired: false,
    collections: collectionsOf({}, new Set(), undefined, pulls),
    ...(replication.firstSync$.value && { firstSync: replication.firstSync$.value }),
    ...(before !== undefined && { lastSync: new Date(before).toISOString() }),
  })
  const channel = rx.multiInstance ? new BroadcastChannel(`${rx.name}-sync`) : undefined
  const tell = (message: Message) => channel?.postMessage(message)
  const subscriptions: Subscription[] = []
  const isLeader = () => replication.leads$.value

  const known$ = combineLatest({
    connection: line.connection$,
    lineError: line.error$,
    trouble: trouble$,
    firstSync: replication.firstSync$,
    contact: replication.lastContact$,
    states: replication.collections$,
    repair: replication.repair.state$,
    updateRequired: session.updateRequired$,
    leads: replication.leads$,
  })
  subscriptions.push(
    known$.subscribe(({ connection, lineError, trouble, firstSync, contact, states, ...more }) => {
      const { repair, updateRequired, leads } = more
      if (!leads) return
      const loading = Object.values(states).find(({ error }) => error?.code === 'DEVICE_STORAGE')
      const error = trouble.error ?? loading?.error ?? lineError
      const at = contact ?? before
      const led: Led = {
        connection,
        updateRequired,
        collections: collectionsOf(states, trouble.stuck, trouble.error, pulls),
        ...(repair && { repair }),
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
        else if (data.ask === 'repair') void replication.repair.run()
        else void replication.syncNow(0)
      }
    })
    tell({ ask: 'led' })
  }

  let saving = Promise.resolve()
  const save = (at: number) => {
    saving = saving
      .then(async () => {
        const states = Object.entries(replication.collections$.value)
        const now = states.map(([name, { lastPull }]) => [name, lastPull])
        await rx.upsertLocal(lastContactId, { at, pulls: { ...pulls, ...Object.fromEntries(now) } })
      })
      // The device does not write: the sync state says so, and the next contact is kept instead.
      .catch(() => undefined)
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
  const endedNow = () => ({
    signInNeeded: session.signInNeeded$.value,
    revoked: session.revoked$.value,
  })
  const ended$ = merge(session.signInNeeded$, session.revoked$).pipe(map(endedNow))
  const state$ = new BehaviorSubject(
    stateOf(led$.value, known, await inbox.all(), endedNow(), trouble$.value),
  )
  subscriptions.push(
    combineLatest([led$, waitingIds$, inbox.entries$, ended$, trouble$]).subscribe((parts) =>
      state$.next(stateOf(...parts)),
    ),
  )
  return {
    state$,
    askForSync: () => tell({ ask: 'sync' }),
    askForRepair: () => tell({ ask: 'repair' }),
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
  ended: Pick<SyncState, 'signInNeeded' | 'revoked'>,
  trouble: Trouble,
): SyncState {
  const refused = entries.filter(({ kind }) => kind === 'refused').length
  return {
    ...led,
    waiting: Object.values(waitingIds).reduce((sum, ids) => sum + ids.length, 0),
    waitingIds,
    toDecide: entries.length - refused,
    refused,
    ...ended,
    // A tab that does not lead knows of its own writes only.
    ...(trouble.error && { error: trouble.error }),
  }
}

function collectionsOf(
  states: CollectionStates,
  stuck: ReadonlySet<string>,
  trouble: CodedError | undefined,
  before: Contacts['pulls'],
): SyncState['collections'] {
  return Object.fromEntries(
    collectionNames.map((name) => {
      const at = states[name]?.lastPull ?? before[name]
      const error = (stuck.has(name) ? trouble : undefined) ?? states[name]?.error
      return [
        name,
        { ...(at !== undefined && { lastPull: new Date(at).toISOString() }), ...(error && { error }) },
      ]
    }),
  )
}
