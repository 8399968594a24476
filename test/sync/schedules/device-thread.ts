/**
 * A device of the schedules, in a thread of its own, because RxDB's free edition opens one database of this
 * size per thread. The real data service works on a disk that outlives it: the app can be ended or killed
 * between any two steps (a write to the disk, a request, an answer) and started again on the same disk.
 */
import { time } from './thread-time.ts'
import { parentPort } from 'node:worker_threads'
import { OPEN_COLLECTIONS, OPEN_REPLICATION_STATES } from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { InboxEntry, PendingChange, SaveResult, SyncState } from '../../../renderer/data/contract.ts'
import { createDataService } from '../../../renderer/data/worker/data-service.ts'
import type { RunningDataService } from '../../../renderer/data/worker/data-service.ts'
import type { DataServiceOptions } from '../../../renderer/data/worker/follow-session.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { Errand, FromDevice, ToDevice } from './device-wire.ts'
import { SwitchedOff, createLife } from './life.ts'
import type { Life } from './life.ts'
import { realImmediate } from './virtual-time.ts'

/** A request on its way; `life` is the start of the app that made it. */
export interface Sent {
  life: number
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}
export interface Received {
  status: number
  text: string
}

export type SyncOutcome = 'done' | 'sign-in needed' | 'killed'

export interface DeviceState {
  documents: Record<CollectionName, AnyDocument[]>
  inbox: InboxEntry[]
  pending: PendingChange[]
}

if (!parentPort) throw new Error('this file is a worker')
const port = parentPort

let requests = 0
const onTheirWay = new Map<number, (received: Received | undefined) => void>()
let disk = emptyDisk()
let secret: string | undefined
let clockAhead = 0
let lives = 0
let life: Life | undefined
let service: RunningDataService | undefined
let sync: SyncState | undefined
let inbox: InboxEntry[] = []
let reports: string[] = []
let isSignedIn = false
let isBurying = false
let locked: Promise<unknown> = Promise.resolve()

function emptyDisk() {
  const storage = getRxStorageMemory()
  // Every device has a disk of its own, and every schedule an empty one.
  storage.collectionStates = new Map()
  return storage
}

/** Undefined when it was closed or killed. */
const running = () => (service && life && !life.isOver() ? { service, life } : undefined)

const lineOf = (now: Life, number: number): DataServiceOptions['fetch'] => {
  const request: DataServiceOptions['fetch'] = async (url, init) => {
    const { pathname, search } = new URL(url)
    // The stream only says when to look; the schedules look when they want to.
    if (pathname.endsWith('/sync/stream')) return new Promise<Response>(() => undefined)
    await now.step()
    const received = await sent({
      life: number,
      method: init?.method ?? 'GET',
      path: pathname + search,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : undefined,
    })
    if (!received) throw new TypeError('fetch failed: lost on the way')
    const { status, text } = received
    await now.step()
    return new Response(text, { status, headers: { 'content-type': 'application/json' } })
  }
  return request
}

/** Undefined where the network failed. */
function sent(request: Sent): Promise<Received | undefined> {
  const number = ++requests
  toTell.requests.push({ request: number, sent: request })
  return new Promise((resolve) => onTheirWay.set(number, resolve))
}

async function open(): Promise<void> {
  const number = ++lives
  isBurying = false
  const now = createLife(number)
  life = now
  locked = Promise.resolve()
  sync = undefined
  const opened = await createDataService({
    storage: now.mortal(disk),
    multiInstance: false,
    prefix: 'satchel',
    fetch: lineOf(now, number),
    secrets: {
      load: async () => secret,
      async save(text) {
        await now.step()
        secret = text
      },
      async clear() {
        await now.step()
        secret = undefined
      },
    },
    surroundings: { origin: 'http://schedule.test', device: { name: 'device', platform: 'test' } },
    lock: (_, work) => {
      const result = locked.then(work)
      locked = result.catch(() => undefined)
      return result
    },
    now: () => Date.now() + clockAhead,
    pauses: { shortestPause: 10, longestPause: 80 },
    report(reason) {
      const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)
      // What was under way when the app was closed says so.
      const isClosing = text.includes('Replication has been stopped') || text.includes('(LD8)')
      if (!now.isOver() && !isClosing)
        reports.push(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))
    },
  })
  service = opened
  await opened.watchSession(({ phase }) => void (isSignedIn = phase === 'signed-in'))
  await opened.watchSync((state) => void (sync = state))
  await opened.watchInbox((entries) => void (inbox = entries))
}

/** Ends what still runs of a killed app; nothing of it reaches the disk or the line any more. */
async function bury(): Promise<void> {
  const dead = service
  service = undefined
  life?.end()
  if (!dead) return
  isBurying = true
  await Promise.race([dead.close().catch(() => undefined), pause(100)])
  // With a process that is killed its open collections go, too.
  OPEN_COLLECTIONS.clear()
  OPEN_REPLICATION_STATES.clear()
  time.clear()
  onTheirWay.clear()
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Undefined when the app was killed meanwhile: nobody knows what became of it. */
async function unlessKilled<T>(work: (service: RunningDataService) => Promise<T>): Promise<T | undefined> {
  const app = running()
  if (!app) return undefined
  const { service: now, life: current } = app
  const result = await Promise.race([
    work(now).then(
      (value) => ({ value }),
      (reason: unknown) => {
        // Its records are just being taken away, for a session that was revoked.
        const isClosed = reason instanceof Error && reason.message === 'nobody is signed in'
        if (current.isOver() || isClosed) return undefined
        throw reason
      },
    ),
    current.over.then(() => undefined),
  ])
  return current.isOver() ? undefined : result?.value
}

export interface Change {
  before: AnyDocument | undefined
  after: AnyDocument | undefined
  result: SaveResult
}

const changing = (
  collection: CollectionName,
  idOf: () => string,
  work: (service: RunningDataService) => Promise<SaveResult>,
): Promise<Change | undefined> =>
  unlessKilled(async (now) => {
    const before = await now.get(collection, idOf())
    const result = await work(now)
    const after = result.ok ? await now.get(collection, result.id) : before
    return { before, after, result }
  })

const device = {
  /** A new device with an empty disk. */
  async reset(seed: number) {
    await bury()
    time.seed(seed)
    lives = 0
    requests = 0
    disk = emptyDisk()
    secret = undefined
    clockAhead = 0
    inbox = []
    reports = []
  },
  open,
  /** Ends the app as a person does. */
  async close() {
    const closed = service?.close().then(() => true)
    if ((await Promise.race([closed ?? true, pause(3000)])) !== true)
      reports.push('the app could not be closed')
    await bury()
  },
  /** The app is killed after so many more steps; `before` the step or right after it. */
  light: (steps: number, before: boolean) => life?.light(steps, before),
  /** The app is killed now, and cleared away. */
  bury,
  /** Of a killed app: what it had just written of its session did not reach the disk. */
  forgetSession: () => void (secret = undefined),
  isRunning: () => running() !== undefined,
  isSignedIn: () => running() !== undefined && isSignedIn,
  setClockAhead: (milliseconds: number) => void (clockAhead = milliseconds),
  signIn: (email: string, password: string) => unlessKilled((now) => now.signIn({ email, password })),
  async sync(): Promise<SyncOutcome> {
    const app = running()
    if (!app) return 'killed'
    const { service: now, life: current } = app
    let stop: (() => void) | undefined
    const outcome = await Promise.race([
      now.syncNow().then((): SyncOutcome => 'done'),
      current.over.then((): SyncOutcome => 'killed'),
      new Promise<SyncOutcome>((resolve) => {
        void now
          .watchSync(({ signInNeeded }) => {
            if (signInNeeded) resolve('sign-in needed')
          })
          .then((end) => (stop = end))
      }),
    ])
    stop?.()
    return current.isOver() ? 'killed' : outcome
  },
  syncState: () => sync,
  /** The document that `share` (at least 0, below 1) of the collection points to. */
  any: (collection: CollectionName, share: number) =>
    unlessKilled(async (now) => {
      const all = (await now.find(collection, {})).sort((a, b) => (a.id < b.id ? -1 : 1))
      return all[Math.floor(share * all.length)]
    }),
  change: (collection: CollectionName, id: string, changes: Record<string, unknown>) =>
    changing(
      collection,
      () => id,
      (now) => now.save(collection, id, changes),
    ),
  create: (collection: CollectionName, values: Record<string, unknown>) =>
    changing(
      collection,
      () => String(values['id']),
      (now) => now.create(collection, values),
    ),
  remove: (collection: CollectionName, id: string) =>
    changing(
      collection,
      () => id,
      (now) => now.remove(collection, id),
    ),
  decide: (entry: InboxEntry, decision: 'mine' | 'discard') =>
    changing(
      entry.collection,
      () => entry.documentId,
      (now) => now.resolveInbox(entry.id, decision),
    ),
  inbox: () => inbox,
  reports: () => reports,
  /** Undefined while nobody is signed in, too. */
  state: () =>
    unlessKilled(async (now): Promise<DeviceState | undefined> => {
      if (!isSignedIn) return undefined
      const lists = await Promise.all(collectionNames.map(async (name) => [name, await now.find(name, {})]))
      return {
        documents: Object.fromEntries(lists) as DeviceState['documents'],
        inbox,
        pending: await now.pendingChanges(),
      }
    }),
  /** Every row on the disk, as text, beside the person's own Sync inbox: deleted rows and replication's notes too. */
  disk(): { table: string; row: string }[] {
    return [...disk.collectionStates].flatMap(([table, state]) =>
      table.includes('syncInbox')
        ? []
        : [...state.documents.values()].map((row) => ({ table, row: JSON.stringify(row) })),
    )
  },
}

export type DeviceThread = typeof device

// What a killed app still had in hand fails, also in RxDB itself; whatever else fails is a finding.
function failed(reason: unknown) {
  const isLastWord =
    isBurying ||
    running() === undefined ||
    reason instanceof SwitchedOff ||
    String(reason).includes('missing value from map')
  if (!isLastWord)
    reports.push(`unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`)
}
process.on('unhandledRejection', failed)
process.on('uncaughtException', failed)

const toTell: Pick<FromDevice, 'requests' | 'results'> = { requests: [], results: [] }
let [quiet, isLooking] = [0, false]

/** Tells what has happened when nothing is left to do but to wait. */
function look() {
  if (time.isYielding()) quiet = 0
  else if (++quiet >= 3) {
    isLooking = false
    port.postMessage({ ...toTell, due: time.due() } satisfies FromDevice)
    toTell.requests = []
    toTell.results = []
    return
  }
  realImmediate(look)
}

const textOf = (reason: unknown) =>
  reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)

function run(errand: Errand) {
  if (errand.kind === 'tick') return time.fireDue()
  if (errand.kind === 'answer') {
    onTheirWay.get(errand.request)?.(errand.received)
    onTheirWay.delete(errand.request)
    return
  }
  const { call, name, given } = errand
  const work = device[name as keyof DeviceThread] as (...given: unknown[]) => unknown
  void Promise.resolve()
    .then(() => work(...given))
    .then(
      (value) => toTell.results.push({ call, value }),
      (reason: unknown) => toTell.results.push({ call, error: textOf(reason) }),
    )
}

port.on('message', ({ now, errands }: ToDevice) => {
  quiet = 0
  time.setNow(now)
  if (!isLooking) realImmediate(look)
  isLooking = true
  for (const errand of errands) run(errand)
})
