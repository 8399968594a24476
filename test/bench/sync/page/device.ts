/**
 * A device of the product: its real data worker behind a page that shows one live list. What is measured is
 * taken here, in the page, because that is where a person waits.
 */
import { startWorker } from '../../../../renderer/data/client.ts'
import type { DataService, SessionState, SyncState } from '../../../../renderer/data/contract.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import { firstShown, showList } from './show-list.ts'

const service: DataService = startWorker(window).service
const longTasks: { at: number; duration: number }[] = []
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, duration })
}).observe({ type: 'longtask', buffered: true })

let sync: SyncState | undefined
void service.watchSync((state) => (sync = state))
let session: SessionState | undefined
void service.watchSession((state) => (session = state))

/** How many customers of each team are on this device. */
export type Held = Record<string, number>
let held: { teams: Held; since: number } | undefined

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(5)
}

const longestSince = (start: number) =>
  Math.max(0, ...longTasks.filter(({ at }) => at >= start).map(({ duration }) => duration))

/** Questions that screens ask, one after the other; resolves to the longest answer, in milliseconds. */
async function askUntil(isOver: () => boolean): Promise<number> {
  const questions = [
    () => service.find('leads', { limit: 50 }),
    () =>
      service.find('leads', { selector: { status: 'new' }, sort: { updatedAtInverse: 'asc' }, limit: 50 }),
    () => service.find('customers', { sort: { name: 'asc' }, limit: 50 }),
  ]
  let longest = 0
  for (let index = 0; !isOver(); index++) {
    const start = performance.now()
    await questions[index % questions.length]?.()
    longest = Math.max(longest, performance.now() - start)
    await wait(100)
  }
  return longest
}

export interface FirstSync {
  /** Milliseconds from the open database to the last document. */
  load: number
  /** Milliseconds from the sign-in, the opening of the database included. */
  whole: number
  longestTask: number
  longestQuery: number
  count: number
}

const bench = {
  /** Signs in on an empty device and waits until everything has arrived, asking questions all the while. */
  async firstSync(email: string, password: string, withQueries: boolean): Promise<FirstSync> {
    await wait(500)
    const start = performance.now()
    const result = await service.signIn({ email, password })
    if (!result.ok) throw new Error(`the sign-in was refused: ${JSON.stringify(result.error)}`)
    const opened = performance.now()
    await service.live('leads', { limit: 50 }, showList)
    let isOver = false
    const asking = withQueries ? askUntil(() => isOver) : Promise.resolve(0)
    await until(() => sync?.firstSync !== undefined || sync?.lastSync !== undefined)
    await until(() => sync?.firstSync === undefined)
    const end = performance.now()
    isOver = true
    const longestQuery = await asking
    await wait(200)
    return {
      load: end - opened,
      whole: end - start,
      longestTask: longestSince(start),
      longestQuery,
      count: await service.count('leads'),
    }
  },

  async signIn(email: string, password: string): Promise<void> {
    const result = await service.signIn({ email, password })
    if (!result.ok) throw new Error(`the sign-in was refused: ${JSON.stringify(result.error)}`)
    await until(() => sync !== undefined && sync.firstSync === undefined && sync.connection === 'online')
  },

  /** Milliseconds after the navigation began until the first list was on the screen. */
  async firstList(): Promise<number> {
    await service.live('leads', { limit: 50 }, showList)
    return firstShown()
  },

  /** Resolves to the instant at which the newest list shows a document with these notes. */
  async sees(collection: CollectionName, notes: string): Promise<number> {
    let seenAt: number | undefined
    const stop = await service.live(collection, { limit: 50 }, (documents) => {
      if (documents.some((document) => document['notes'] === notes)) seenAt ??= instant()
    })
    const limit = performance.now() + 30_000
    await until(() => seenAt !== undefined || performance.now() > limit)
    stop()
    return seenAt ?? Number.POSITIVE_INFINITY
  },

  /** Keeps an eye on the customers of this device from now on, whoever signs in. */
  async followTeams(): Promise<void> {
    await service.live('customers', {}, (documents) => {
      const teams: Held = {}
      for (const { teamId = '' } of documents) teams[teamId] = (teams[teamId] ?? 0) + 1
      held = { teams, since: instant() }
    })
  },

  /** Resolves to the instant since which the customers on this device are these and no others. */
  async holds(wanted: Held): Promise<number> {
    const isSo = ({ teams }: { teams: Held }) =>
      Object.keys(teams).length === Object.keys(wanted).length &&
      Object.entries(wanted).every(([team, count]) => teams[team] === count)
    const limit = performance.now() + 30_000
    await until(() => (held !== undefined && isSo(held)) || performance.now() > limit)
    return held && isSo(held) ? held.since : Number.POSITIVE_INFINITY
  },

  deviceId: () => (session?.phase === 'signed-in' ? session.deviceId : ''),

  /** Saves these notes; the instant before. */
  async write(collection: CollectionName, id: string, notes: string): Promise<number> {
    const start = instant()
    const result = await service.save(collection, id, { notes })
    if (!result.ok) throw new Error(`the save was refused: ${JSON.stringify(result)}`)
    return start
  },
}

/** Milliseconds since 1970, finer than Date.now and the same in all pages of a browser. */
const instant = () => performance.timeOrigin + performance.now()

export type DeviceBench = typeof bench
Object.assign(window, { bench })
if (location.hash === '#list') void bench.firstList()
