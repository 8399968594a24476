/**
 * What the leading tab alone does for files: it pulls their documents, sends what waits, and takes away what this
 * person may no longer see. It works when it is woken, and by itself after a while.
 */
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { FileRecord } from '../../../shared/files/file-document.ts'
import type { FileCatalogue } from './file-catalogue.ts'
import type { FileKeeper } from './file-keeper.ts'
import type { FileRequests } from './file-requests.ts'
import type { FileRoom } from './file-room.ts'
import type { PouchDatabase } from './pouch.ts'
import { pullFiles } from './pull-files.ts'
import type { Pulling } from './pull-files.ts'
import type { createSender } from './send-files.ts'

export interface LeadingFiles {
  /** From now on this tab leads. */
  start(): void
  /** There is something to do. */
  wake(): void
  /** A record may have gone, and its files with it: looked for with the next work. */
  lookForGone(): void
  /** Pulls with a new connection. */
  reconnect(): void
  /** When the last pull was complete, milliseconds since 1970. */
  lastPull(): number | undefined
  pullFailed(): boolean
  /** Resolves when nothing is under way; the signal has ended it. */
  stopped(): Promise<void>
}

/** Milliseconds. */
const heldFor = 2_000
/** Ids that are asked about in one request. */
const askedAtOnce = 500

export function leadFiles(given: {
  catalogue: FileCatalogue
  keeper: FileKeeper
  room: FileRoom
  requests: FileRequests
  sender: ReturnType<typeof createSender>
  remote: () => PouchDatabase
  recordOf: (fileId: string) => FileRecord
  /** By `collection:id`, those that are on this device. */
  localRecords: (records: readonly FileRecord[]) => Promise<ReadonlyMap<string, AnyDocument>>
  /** Documents to forget on this device, so that the office's state comes anew; emptied here. */
  returning: Set<string>
  pauses: { shortestPause: number; longestPause: number }
  /** Ends everything. */
  signal: AbortSignal
  now: () => number
  changed: () => void
  /** The catalogue's documents are in another database from now on. */
  moved: (generation: number) => void
  report: (reason: unknown) => void
}): LeadingFiles {
  const { catalogue, keeper, room, requests, sender, remote, recordOf, localRecords, returning } = given
  const { pauses, signal, now, changed, moved, report } = given
  let pulling: Pulling | undefined
  let leading: Promise<void> = Promise.resolve()
  let interrupt = () => {}
  let isWanted = false
  let looksForGone = true
  let lastPull: number | undefined
  let pullFailed = false

  function wake() {
    isWanted = true
    interrupt()
  }

  /** The files here whose record is not: whether they are still for this person the office decides. */
  async function findGone(): Promise<string[]> {
    const ids = await catalogue.ids()
    const records = await localRecords(ids.map(recordOf))
    const unsent = new Set(
      (await keeper.queue()).filter(({ stage }) => stage === 'placed').map(({ file }) => file.id),
    )
    const doubtful = ids.filter((id) => {
      const { collection, id: record } = recordOf(id)
      return !records.has(`${collection}:${record}`) && !unsent.has(id)
    })
    const gone: string[] = []
    for (let start = 0; start < doubtful.length; start += askedAtOnce)
      gone.push(...(await requests.gone(doubtful.slice(start, start + askedAtOnce), signal)))
    return gone
  }

  async function forget(ids: readonly string[]) {
    if (ids.length === 0) return
    await pulling?.stop()
    pulling = undefined
    await catalogue.forget(new Set(ids), (generation) => keeper.saveGeneration(generation))
    moved(catalogue.generation())
    await room.dropUnused()
    changed()
    pull()
  }

  function pull() {
    if (signal.aborted) return
    pulling = pullFiles({
      catalogue,
      remote,
      pauses,
      changed,
      caughtUp: () => {
        if (pullFailed) looksForGone = true
        pullFailed = false
        lastPull = now()
        changed()
        if (looksForGone) wake()
      },
      failed: () => {
        pullFailed = true
      },
    })
  }

  const nextWork = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      interrupt = () => {
        clearTimeout(timer)
        resolve()
      }
      if (isWanted || signal.aborted) interrupt()
    })

  async function lead() {
    await room.dropUnused()
    pull()
    for (let failures = 0; !signal.aborted;) {
      isWanted = false
      try {
        const isHeld = await sender.sendAll(signal)
        if (looksForGone && lastPull !== undefined) {
          looksForGone = false
          const gone = await findGone()
          for (const id of returning) gone.push(id)
          returning.clear()
          await forget(gone)
        }
        failures = 0
        await nextWork(isHeld ? heldFor : pauses.longestPause * 30)
      } catch (reason) {
        if (signal.aborted) return
        looksForGone = true
        if (!(reason instanceof Error)) report(reason)
        await nextWork(Math.min(pauses.longestPause, pauses.shortestPause * 2 ** Math.min(failures++, 8)))
      }
    }
  }

  signal.addEventListener('abort', () => interrupt())
  return {
    start() {
      leading = lead().catch(report)
    },
    wake,
    lookForGone() {
      looksForGone = true
    },
    reconnect: () => pulling?.restart(),
    lastPull: () => lastPull,
    pullFailed: () => pullFailed,
    async stopped() {
      await pulling?.stop()
      await leading
    },
  }
}
