/**
 * What happens when the device cannot write: its disk is full, or the browser refuses. RxDB's replication
 * passes over what it could not write and goes on behind it, so that it would never come again. Here its
 * writes, and those of the Sync inbox, do not fail but wait and are repeated until the device writes again.
 *
 * A person's own change fails at once instead: they are there to be told, and what they typed is still in
 * the form.
 */
import { now } from 'rxdb/plugins/core'
import type {
  BulkWriteRow,
  RxStorageBulkWriteResponse,
  RxStorageInstance,
  RxStorageWriteErrorConflict,
} from 'rxdb/plugins/core'
import { BehaviorSubject } from 'rxjs'
import { coded } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { LocalStorage } from './open-database.ts'
import { sentence } from '../../../shared/phrase.ts'

/** The device did not write; nothing has changed. */
export class NotWritten extends Error {
  readonly error: CodedError
  constructor(reason: unknown) {
    const error = troubleOf(reason)
    super(error.message, { cause: reason })
    this.name = 'NotWritten'
    this.error = error
  }
}

export interface Trouble {
  error?: CodedError
  /** Names of the storage's collections whose writes wait, or the notes that are made of them. */
  stuck: ReadonlySet<string>
}

export interface DeviceStorage {
  storage: LocalStorage
  trouble$: BehaviorSubject<Trouble>
  /**
   * Every write from now on is later than this, in milliseconds since 1970. What is sent is looked for by the
   * time of its writing: behind a clock that was turned back it would never be found.
   */
  writeAfter(time: number): void
  /** Repeats at once what waits. */
  retryNow(): void
  /**
   * Nothing waits any longer, and where a write has failed nothing more is written: the next start goes on
   * before it. Called when replication has been told to end.
   */
  stop(): void
}

const inboxCollection = 'syncInbox'
const ownNotes = 'plugin-local-documents'
/** A note is named after its collection: `sent-customers`. */
const aboutOf = (note: unknown) => String(note).replace(/^[a-z]+-/, '')

export function deviceStorage(
  storage: LocalStorage,
  pauses: { shortestPause: number; longestPause: number },
): DeviceStorage {
  const trouble$ = new BehaviorSubject<Trouble>({ stuck: new Set() })
  const waiting = new Map<string, number>()
  const sleepers = new Set<() => void>()
  let stopped = false
  let earliest = 0

  function stamp(rows: BulkWriteRow<unknown>[]) {
    for (const { document } of rows) {
      if (document._meta.lwt > earliest) continue
      // RxDB counts in hundredths.
      earliest = Number((earliest + 0.01).toFixed(2))
      document._meta = { ...document._meta, lwt: earliest }
    }
  }

  function tell(error: CodedError | undefined) {
    const stuck = new Set(waiting.keys())
    const before = trouble$.value
    if (before.error === error && before.stuck.size === 0 && stuck.size === 0) return
    trouble$.next({ ...(error && { error }), stuck })
  }

  function sleep(failures: number): Promise<void> {
    return new Promise((resolve) => {
      const pause = Math.min(pauses.longestPause, pauses.shortestPause * 2 ** Math.min(failures, 16))
      const timer = setTimeout(wakeUp, pause)
      function wakeUp() {
        clearTimeout(timer)
        sleepers.delete(wakeUp)
        resolve()
      }
      sleepers.add(wakeUp)
    })
  }

  const retryNow = () => {
    for (const wakeUp of sleepers) wakeUp()
  }

  type Instance = RxStorageInstance<unknown, unknown, unknown>
  type Rows = BulkWriteRow<unknown>[]

  function watchOver(instance: Instance): Instance {
    const name = instance.collectionName
    const writeNow = instance.bulkWrite.bind(instance)
    const write: typeof writeNow = (rows, context) => {
      stamp(rows)
      return writeNow(rows, context)
    }
    const close = instance.close.bind(instance)
    let closed = false
    let broken = false

    const isReplication = (context: string) => context.startsWith('replication-')
    const isPatient = (context: string) =>
      isReplication(context) || name === inboxCollection || name.startsWith(ownNotes)

    async function untilWritten(
      rows: Rows,
      context: string,
      reason: unknown,
    ): Promise<RxStorageBulkWriteResponse<unknown>> {
      const names = name.startsWith(ownNotes)
        ? rows.map(({ document }) => aboutOf((document as { id?: unknown }).id))
        : [name]
      for (const each of names) waiting.set(each, (waiting.get(each) ?? 0) + 1)
      try {
        for (let failures = 0, last = reason; ; failures++) {
          tell(troubleOf(last))
          await sleep(failures)
          if (stopped || closed) return ended(rows, context, last)
          // What is sent is looked for by the time of its writing: it is written now.
          for (const { document } of rows) document._meta = { ...document._meta, lwt: now() }
          try {
            return await write(rows, context)
          } catch (again) {
            last = again
          }
        }
      } finally {
        for (const each of names) {
          const left = (waiting.get(each) ?? 1) - 1
          if (left > 0) waiting.set(each, left)
          else waiting.delete(each)
        }
        if (!stopped) tell(waiting.size > 0 ? trouble$.value.error : undefined)
      }
    }

    /** Replication takes a conflict for somebody else's write and leaves everything as it is. */
    async function ended(rows: Rows, context: string, reason: unknown) {
      broken = true
      if (!isReplication(context)) throw new NotWritten(reason)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return {
        error: rows.map((row): RxStorageWriteErrorConflict<unknown> => {
          const documentId = String((row.document as { id?: unknown }).id)
          return {
            isError: true,
            status: 409,
            context,
            documentId,
            writeRow: row,
            documentInDb: row.previous ?? row.document,
          }
        }),
      }
    }

    instance.bulkWrite = async (rows: Rows, context: string) => {
      if (broken && stopped && isPatient(context)) return ended(rows, context, undefined)
      try {
        const answer = await write(rows, context)
        if (trouble$.value.error && waiting.size === 0) tell(undefined)
        return answer
      } catch (reason) {
        if (closed) throw reason
        if (isPatient(context)) {
          if (stopped) return ended(rows, context, reason)
          return untilWritten(rows, context, reason)
        }
        tell(troubleOf(reason))
        throw new NotWritten(reason)
      }
    }
    instance.close = () => {
      closed = true
      retryNow()
      return close()
    }
    return instance
  }

  return {
    storage: {
      name: storage.name,
      rxdbVersion: storage.rxdbVersion,
      createStorageInstance: async (parameters) =>
        watchOver((await storage.createStorageInstance(parameters)) as Instance) as never,
    },
    trouble$,
    writeAfter(time) {
      earliest = Math.max(earliest, time)
    },
    retryNow,
    stop() {
      stopped = true
      retryNow()
    },
  }
}

/** Whether it failed because the device cannot write. */
export const isTroubleOfDevice = (reason: unknown): boolean =>
  reason instanceof NotWritten || speaksOfRoom(reason, 4)

/** Libraries wrap what the browser said, each in its own way. */
function speaksOfRoom(reason: unknown, depth: number): boolean {
  if (typeof reason === 'string') return isFull(reason)
  if (typeof reason !== 'object' || reason === null || depth === 0) return false
  // An error's name may stand in its prototype.
  const names = ['name', ...Object.getOwnPropertyNames(reason)].filter((name) => name !== 'stack')
  return names.some((name) => speaksOfRoom(Reflect.get(reason, name) as unknown, depth - 1))
}

const isFull = (text: string) => /quota|disk.*full|no space/i.test(text)

/** In the words of the person; browsers and IndexedDB libraries name a full disk differently. */
export function troubleOf(reason: unknown): CodedError {
  return speaksOfRoom(reason, 4)
    ? coded('DEVICE_STORAGE', { message: sentence('This device has no room left for your data.') })
    : coded('DEVICE_STORAGE')
}
