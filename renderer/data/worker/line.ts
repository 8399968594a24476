/**
 * The line to the server: whether it is up, and how work waits for it. Everything that has to reach the
 * server repeats itself here with growing pauses, and all of it goes on at once when the line comes back,
 * the person signs in again or asks for it.
 */
import { BehaviorSubject } from 'rxjs'
import type { CodedError } from '../../../shared/errors.ts'
import { Unreachable } from './server-api.ts'
import type { Answer } from './server-api.ts'

export class Stopped extends Error {
  constructor() {
    super('Replication has been stopped.')
    this.name = 'Stopped'
  }
}

export interface Line {
  connection$: BehaviorSubject<'online' | 'offline' | 'connecting'>
  error$: BehaviorSubject<CodedError | undefined>
  /**
   * Repeats the request until the server has answered it for good: with success, or with an error that
   * repeating cannot change. Throws Stopped.
   */
  untilAnswered<T>(request: () => Promise<Answer<T>>): Promise<Answer<T>>
  /** Resolves after the pause for this many failures, or when woken. Throws Stopped. */
  pause(failures: number): Promise<void>
  /** Ends all pauses. */
  wake(): void
  stop(): void
}

export function openLine(options: { shortestPause: number; longestPause: number }): Line {
  const connection$ = new BehaviorSubject<'online' | 'offline' | 'connecting'>('connecting')
  const error$ = new BehaviorSubject<CodedError | undefined>(undefined)
  const sleepers = new Set<() => void>()
  let stopped = false

  const set = <T>(subject: BehaviorSubject<T>, value: T) => {
    if (subject.value !== value) subject.next(value)
  }

  async function pause(failures: number): Promise<void> {
    if (stopped) throw new Stopped()
    const longest = Math.min(options.longestPause, options.shortestPause * 2 ** Math.min(failures, 16))
    await new Promise<void>((resolve) => {
      const timer = setTimeout(wakeUp, longest * (0.75 + Math.random() / 2))
      function wakeUp() {
        clearTimeout(timer)
        sleepers.delete(wakeUp)
        resolve()
      }
      sleepers.add(wakeUp)
    })
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- stop() runs during the pause
    if (stopped) throw new Stopped()
  }

  const wake = () => {
    for (const wakeUp of sleepers) wakeUp()
  }

  return {
    connection$,
    error$,
    pause,
    wake,
    async untilAnswered(request) {
      for (let failures = 0; ; failures++) {
        if (stopped) throw new Stopped()
        const answer = await attempt(request)
        if (answer) {
          set(connection$, 'online')
          set(error$, answer.ok || answer.status === 401 ? undefined : answer.error)
          if (answer.ok || !isPassing(answer.status)) return answer
        } else set(connection$, 'offline')
        await pause(failures)
      }
    },
    stop() {
      stopped = true
      wake()
    },
  }
}

/** Undefined when the server cannot be reached. */
async function attempt<T>(request: () => Promise<Answer<T>>): Promise<Answer<T> | undefined> {
  try {
    return await request()
  } catch (reason) {
    if (reason instanceof Unreachable) return undefined
    throw reason
  }
}

/** Signing in, updating or time may change the answer. */
const isPassing = (status: number) =>
  status === 401 || status === 403 || status === 408 || status === 426 || status === 429 || status >= 500
