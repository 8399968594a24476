/**
 * Replication of a whole database. One tab leads: it alone talks to the server about records, holds the
 * event stream and fills what is still empty; the others see its work through the database they share.
 */
import { BehaviorSubject, distinctUntilChanged, filter, firstValueFrom, map, merge } from 'rxjs'
import type { Subscription } from 'rxjs'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { SyncState } from '../contract.ts'
import { troubleOf } from './device-storage.ts'
import { openEventStream } from './event-stream.ts'
import type { EventStream } from './event-stream.ts'
import type { Inbox } from './inbox.ts'
import { knownAs } from './known-as.ts'
import { Stopped } from './line.ts'
import type { Line } from './line.ts'
import type { LocalDatabase } from './open-database.ts'
import { createRepair } from './repair.ts'
import type { Repair } from './repair.ts'
import { replicateCollection } from './replicate-collection.ts'
import type { CollectionReplication } from './replicate-collection.ts'
import type { Reverts } from './resolve-conflict.ts'
import type { SentStates } from './sent-states.ts'
import { unreachable } from './session.ts'
import type { Session } from './session.ts'
import type { Unsent } from './unsent.ts'

export type UnsentByCollection = Record<CollectionName, Unsent>

export interface Replication {
  /** This tab leads. */
  leads$: BehaviorSubject<boolean>
  firstSync$: BehaviorSubject<SyncState['firstSync']>
  /** Milliseconds since 1970 of the last complete answer. */
  lastContact$: BehaviorSubject<number | undefined>
  collections$: BehaviorSubject<CollectionStates>
  repair: Repair
  /** Looks for changes in both directions at once; resolves when done, or after `limit` milliseconds. */
  syncNow(limit: number): Promise<void>
  /** The line may be back: end all pauses. */
  hurry(): void
  stop(): Promise<void>
}

/** `lastPull` in milliseconds since 1970. */
export type CollectionStates = Partial<Record<CollectionName, { lastPull?: number; error?: CodedError }>>

/** A stream can die without a word; this often everything is looked at anyway. */
const safetyInterval = 5 * 60_000

export function startReplication(options: {
  server: string
  database: LocalDatabase
  unsent: UnsentByCollection
  reverts: Record<CollectionName, Reverts>
  sent: Record<CollectionName, SentStates>
  inbox: Inbox
  line: Line
  session: Session
  /** Collections that have never been filled. */
  empty: readonly CollectionName[]
  now: () => number
  failed: (reason: unknown) => void
}): Replication {
  const { server, database, unsent, reverts, sent, inbox, line, session, empty, now, failed } = options
  const leads$ = new BehaviorSubject(false)
  const [first] = empty
  const firstSync$ = new BehaviorSubject<SyncState['firstSync']>(first && { received: 0, collection: first })
  const lastContact$ = new BehaviorSubject<number | undefined>(undefined)
  const collections$ = new BehaviorSubject<CollectionStates>({})
  const subscriptions: Subscription[] = []
  const running = new Map<CollectionName, CollectionReplication>()
  let stream: EventStream | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let stopped = false

  const note = (name: CollectionName, state: CollectionStates[CollectionName] & object) =>
    collections$.next({ ...collections$.value, [name]: { ...collections$.value[name], ...state } })
  const contact = (name: CollectionName) => {
    const lastPull = now()
    collections$.next({ ...collections$.value, [name]: { lastPull } })
    lastContact$.next(lastPull)
  }
  const repair = createRepair({
    compare: async (name) => {
      if (line.connection$.value !== 'online') return { ok: false, error: unreachable() }
      return running.get(name)?.compare()
    },
    now,
    failed,
  })
  const resync = (names: readonly CollectionName[]) => {
    for (const name of names) running.get(name)?.resync()
  }

  /** The server knows it as deleted, still. */
  const isBroughtBack = async (collection: CollectionName, id: string) =>
    (await unsent[collection].known([id])).get(id)?._deleted === true

  /** A record that names another one is sent after it: the server knows no promise of a record. */
  async function created(references: { collection: CollectionName; id: string }[]) {
    const isWaiting = async ({ collection, id }: (typeof references)[number]) => {
      if (!unsent[collection].ids$.value.has(id)) return false
      const [parent] = await database.collections[collection].internalStorageInstance.findDocumentsById(
        [id],
        false,
      )
      if (!parent) return false
      return parent.revision === undefined || (await isBroughtBack(collection, id))
    }
    for (const reference of references)
      while (await isWaiting(reference)) {
        if (stopped) throw new Stopped()
        await Promise.race([
          firstValueFrom(unsent[reference.collection].ids$.pipe(filter((ids) => !ids.has(reference.id)))),
          new Promise((resolve) => setTimeout(resolve, 1_000)),
        ])
      }
  }

  /** A device without room is asked again until there is some. Throws Stopped. */
  async function untilKept(work: () => Promise<void>, tell?: (error: CodedError) => void) {
    for (let failures = 1; ; failures++)
      try {
        return await work()
      } catch (reason) {
        if (stopped || reason instanceof Stopped) throw reason
        failed(reason)
        tell?.(troubleOf(reason))
        await line.pause(failures)
      }
  }
  const begin = ({ name, replication }: { name: CollectionName; replication: CollectionReplication }) =>
    untilKept(
      () => replication.start(),
      (error) => note(name, { error }),
    )

  const known = knownAs(database)
  let introducing: Promise<void> | undefined

  /** Under a name that the server did not send all of this to, everything is compared with it once. */
  async function introduce() {
    for (let failures = 1; !stopped; failures++) {
      const deviceId = session.signedIn$.value?.deviceId
      if (deviceId === undefined || deviceId === (await known.read())) return
      await repair.run()
      const problems = Object.values(repair.state$.value?.outcomes ?? {}).flatMap((outcome) =>
        outcome.ok ? [] : [outcome.error.code],
      )
      if (problems.length === 0) await known.write(deviceId)
      // The next start tries again what trying again now does not change.
      else if (problems.includes('BODY_TOO_LARGE')) return
      else await line.pause(failures)
    }
  }

  const starting: Promise<void>[] = []
  async function lead() {
    if (database.rx.multiInstance) await database.rx.waitForLeadership()
    if (stopped) return
    leads$.next(true)
    await untilKept(async () => {
      const deviceId = session.signedIn$.value?.deviceId
      if (deviceId !== undefined && (await known.read()) === undefined) await known.write(deviceId)
    })
    const replications = collectionNames.map((name) => ({
      name,
      replication: replicateCollection({
        name,
        collection: database.collections[name],
        unsent: unsent[name],
        inbox,
        reverts: reverts[name],
        sent: sent[name],
        line,
        call: (method, path, body) => session.call(method, path, body),
        created,
        contact: () => contact(name),
        refused: (error) => note(name, { error }),
        failed,
      }),
    }))
    stream = openEventStream({
      server,
      fetch: (url, init) => session.fetch(url, init),
      line,
      changed: resync,
      // The next request learns what has happened.
      ended: () => resync(collectionNames),
    })
    timer = setInterval(() => resync(collectionNames), safetyInterval)
    const toLoad: typeof replications = []
    for (const each of replications)
      if (await each.replication.isEmpty()) toLoad.push(each)
      else {
        running.set(each.name, each.replication)
        await begin(each)
      }
    let received = 0
    for (let failures = 0, open = toLoad; open.length > 0; failures++) {
      if (failures > 0) await line.pause(failures)
      const again: typeof replications = []
      for (const each of open) {
        firstSync$.next({ received, collection: each.name })
        try {
          // One after the other: the line is shared, and what comes first is there first.
          await each.replication.load((documents) => {
            received += documents
            firstSync$.next({ received, collection: each.name })
          })
        } catch (reason) {
          // The others are not held up; this one is tried again after them.
          if (stopped || reason instanceof Stopped) throw reason
          failed(reason)
          note(each.name, { error: collections$.value[each.name]?.error ?? troubleOf(reason) })
          again.push(each)
          continue
        }
        if (stopped) return
        running.set(each.name, each.replication)
        // The next one need not wait for it.
        const begun = begin(each)
        begun.catch(() => undefined)
        starting.push(begun)
      }
      open = again
    }
    await Promise.all(starting)
    firstSync$.next(undefined)
    const changed$ = session.signedIn$.pipe(
      map((signedIn) => signedIn?.deviceId),
      distinctUntilChanged(),
    )
    subscriptions.push(
      changed$.subscribe(() => {
        introducing ??= introduce()
          .catch((reason: unknown) => {
            if (!(reason instanceof Stopped) && !stopped) failed(reason)
          })
          .finally(() => (introducing = undefined))
      }),
    )
  }

  const leading = lead()
    .catch((reason: unknown) => {
      if (!(reason instanceof Stopped) && !stopped) failed(reason)
    })
    .then(async () => {
      await Promise.allSettled(starting)
    })
  subscriptions.push(
    merge(session.signInNeeded$, session.updateRequired$)
      .pipe(filter((stands) => !stands))
      .subscribe(() => line.wake()),
  )

  return {
    leads$,
    firstSync$,
    lastContact$,
    collections$,
    repair,
    async syncNow(limit) {
      line.wake()
      resync(collectionNames)
      let ending: ReturnType<typeof setTimeout> | undefined
      const idle = (async () => {
        await firstValueFrom(firstSync$.pipe(filter((state) => state === undefined)))
        await Promise.all([...running.values()].map((replication) => replication.idle()))
        await introducing
      })()
      await Promise.race([idle, new Promise((resolve) => (ending = setTimeout(resolve, limit)))])
      clearTimeout(ending)
    },
    hurry() {
      line.wake()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      stream?.close()
      for (const subscription of subscriptions) subscription.unsubscribe()
      await Promise.all([...running.values()].map((replication) => replication.stop()))
      line.stop()
      // A first load ends at its next page; a request that hangs is not waited for.
      if (leads$.value) await Promise.race([leading, new Promise((resolve) => setTimeout(resolve, 2_000))])
    },
  }
}
