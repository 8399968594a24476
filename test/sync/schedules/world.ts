/**
 * What moves a schedule on. Nothing in it waits for real time and nothing happens by chance: when every device
 * and the server have done all they can, the dice say which requests and answers go through next, and when
 * none is left, time passes to the next timer. So a seed gives the same order of events each time.
 */
import { Worker } from 'node:worker_threads'
import type { DeviceThread, Received, Sent } from './device-thread.ts'
import type { Errand, FromDevice, ToDevice } from './device-wire.ts'
import type { Random } from './random.ts'
import type { ThreadStart } from './thread-start.ts'
import { realTimeout, turn } from './virtual-time.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The calls of a device's thread. */
export type DeviceHost = {
  [Name in keyof DeviceThread]: (
    ...given: Parameters<DeviceThread[Name]>
  ) => Promise<Awaited<ReturnType<DeviceThread[Name]>>>
}

/** How requests of one device fare. */
export interface Carrier {
  /** `held`: requests and answers wait. `cut`: they fail at once. */
  state(): 'open' | 'held' | 'cut'
  /** This request fails at once whatever the state is. */
  refuses(sent: Sent): boolean
  /** The share of requests and answers that may be overtaken by others. */
  disorder(): number
  /** Throws where the network fails. */
  carry(sent: Sent): Promise<Received>
}

/** Longest virtual time that anything may take, in milliseconds. */
const stallsAfter = 10_000
/** Turns of the event loop in which a server without work does nothing. */
const quietTurns = 3

interface Thread {
  worker: Worker
  isIdle: boolean
  due: number | undefined
  errands: Errand[]
  requests: { request: number; sent: Sent }[]
  answers: { request: number; received?: Received }[]
  carrier: Carrier
}

interface Call {
  thread: Thread
  since: number
  outcome?: { value?: unknown; error?: string }
  settle: (outcome: { value?: unknown; error?: string }) => void
}

export interface World {
  hosts: DeviceHost[]
  /** From now on this is the network of a device. */
  connect(device: number, carrier: Carrier): void
  /** Work of the server that no device asked for, done to its end. */
  serve<T>(work: () => Promise<T>): Promise<T>
  /** A schedule begins: its dice, and how often its server has touched its store so far. */
  begin(dice: Random, touches: () => number): void
  /** Time passes for everybody, in milliseconds. */
  pass(time: number): Promise<void>
  stop(): Promise<void>
}

const alone: Carrier = {
  state: () => 'cut',
  refuses: () => true,
  disorder: () => 0,
  carry: () => Promise.reject(new TypeError('fetch failed: there is no network')),
}

/** `mutation`: the mistake that the devices are to make. */
export function createWorld(devices: number, time: VirtualTime, mutation?: string): World {
  const calls = new Map<number, Call>()
  let [callIds, dice, touches] = [0, undefined as Random | undefined, () => 0]
  let wake: (() => void) | undefined
  let moving: Promise<void> | undefined

  const threads = Array.from({ length: devices }, (_, number): Thread => {
    const worker = new Worker(new URL('./thread-start.ts', import.meta.url), {
      name: `device ${number}`,
      workerData: { module: './device-thread.ts', mutation } satisfies ThreadStart,
    })
    const thread: Thread = {
      worker,
      isIdle: true,
      due: undefined,
      errands: [],
      requests: [],
      answers: [],
      carrier: alone,
    }
    worker.on('message', ({ requests, results, due }: FromDevice) => {
      thread.requests.push(...requests)
      for (const outcome of results) {
        const call = calls.get(outcome.call)
        if (call) call.outcome = outcome
      }
      thread.due = due
      thread.isIdle = true
      wake?.()
    })
    return thread
  })

  /** Resolves when devices and server have done all they can. */
  async function quiet() {
    for (const thread of threads) {
      if (thread.errands.length === 0) continue
      thread.isIdle = false
      thread.worker.postMessage({ now: time.now(), errands: thread.errands } satisfies ToDevice)
      thread.errands = []
    }
    while (!threads.every(({ isIdle }) => isIdle)) await new Promise<void>((resolve) => (wake = resolve))
    let before = touches()
    for (let turns = 0; turns < quietTurns; turns++) {
      await turn()
      if (touches() === before && !time.isYielding()) continue
      before = touches()
      turns = -1
    }
  }

  /** Work of the server that may need time to pass. */
  async function served<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    void work.then(
      () => (isDone = true),
      () => (isDone = true),
    )
    for (let still = 0, before = touches(); !isDone;) {
      await (still < 20 ? turn() : new Promise<void>((resolve) => realTimeout(resolve, 1)))
      if (touches() !== before || time.isYielding()) still = 0
      else still++
      before = touches()
      // Longer than any thread of Node takes for a password.
      if (still > 3_000 && passServer()) still = 0
    }
    return work
  }
  function passServer(): boolean {
    const due = time.due()
    if (due === undefined) return false
    time.setNow(due)
    time.fireDue()
    return true
  }

  async function carryOut(): Promise<boolean> {
    let moved = false
    const batch: { thread: Thread; request: number; sent: Sent }[] = []
    for (const thread of threads) {
      const { carrier } = thread
      const state = carrier.state()
      const fails = ({ sent }: { sent: Sent }) =>
        state === 'cut' || (state === 'held' && carrier.refuses(sent))
      for (const { request } of thread.requests.filter(fails))
        thread.errands.push({ kind: 'answer', request })
      moved ||= thread.requests.some(fails)
      thread.requests = thread.requests.filter((one) => !fails(one))
      if (state === 'held') continue
      const isOvertaken = () => dice?.chance(carrier.disorder()) === true
      const take = <T>(list: T[]): T[] => {
        const taken = list.filter((_, index) => !isOvertaken() || index === list.length - 1)
        for (const one of taken) list.splice(list.indexOf(one), 1)
        return taken
      }
      for (const { request, received } of take(thread.answers)) {
        thread.errands.push({ kind: 'answer', request, ...(state === 'open' && received && { received }) })
        moved = true
      }
      for (const one of take(thread.requests)) batch.push({ thread, ...one })
    }
    for (const group of groupsOf(batch))
      await served(
        Promise.all(
          group.map(async ({ thread, request, sent }) => {
            const received = await thread.carrier.carry(sent).catch((reason: unknown) => {
              if (reason instanceof TypeError) return undefined
              throw reason
            })
            return () => thread.answers.push({ request, ...(received && { received }) })
          }),
        ),
      ).then((arrivals) => arrivals.forEach((arrive) => arrive()))
    return moved || batch.length > 0
  }

  /** False when nothing waits, or only what nobody would wait for so long. */
  function passTime(): boolean {
    const active = [...new Set([...calls.values()].map(({ thread }) => thread))]
    const dues = active.flatMap((thread) => (thread.due === undefined ? [] : [thread.due]))
    const earliest = Math.min(...dues)
    const latest = Math.min(...[...calls.values()].map(({ since }) => since)) + stallsAfter
    if (earliest > latest) return false
    const server = time.due()
    if (server !== undefined && server <= earliest) return passServer()
    time.setNow(earliest)
    for (const thread of active)
      if ((thread.due ?? Infinity) <= earliest) thread.errands.push({ kind: 'tick' })
    return true
  }

  async function move() {
    while (calls.size > 0) {
      await quiet()
      const done = [...calls].filter(([, { outcome }]) => outcome)
      for (const [id, call] of done) {
        calls.delete(id)
        call.settle(call.outcome ?? {})
      }
      if (done.length > 0) {
        // Whoever waited for it goes on, and may ask for more.
        for (let turns = 0; turns < 2; turns++) await turn()
        continue
      }
      if ((await carryOut()) || passTime()) continue
      for (const [id, call] of calls) {
        calls.delete(id)
        call.settle({ error: 'stalled' })
      }
    }
  }

  function call(thread: Thread, name: string, given: unknown[]): Promise<unknown> {
    const id = ++callIds
    const result = new Promise<unknown>((resolve, reject) => {
      calls.set(id, {
        thread,
        since: time.now(),
        settle: ({ value, error }) =>
          error === undefined
            ? resolve(value)
            : reject(error === 'stalled' ? new Stalled(name) : new Error(error)),
      })
    })
    thread.errands.push({ kind: 'call', call: id, name, given })
    moving ??= turn()
      .then(move)
      .catch((reason: unknown) => {
        for (const { settle } of calls.values()) settle({ error: String(reason) })
        calls.clear()
      })
      .finally(() => (moving = undefined))
    return result
  }

  return {
    hosts: threads.map(
      (thread) =>
        new Proxy({} as DeviceHost, {
          get: (_, name) =>
            name === 'then' ? undefined : (...given: unknown[]) => call(thread, String(name), given),
        }),
    ),
    connect(device, carrier) {
      const thread = threads[device]
      if (!thread) throw new Error('there are too few device threads')
      thread.carrier = carrier
      thread.requests = []
      thread.answers = []
    },
    serve: (work) => served(work()),
    begin(with_, counted) {
      dice = with_
      touches = counted
      time.clear()
    },
    async pass(milliseconds) {
      const end = time.now() + milliseconds
      for (let due = time.due(); due !== undefined && due <= end; due = time.due()) {
        passServer()
        await quiet()
      }
      time.setNow(end)
    },
    async stop() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}

/** A device has nothing more to do, and has not done what it was asked for. */
export class Stalled extends Error {
  override name = 'Stalled'
  constructor(call: string) {
    super(`${call} does not come to an end`)
  }
}

/** Requests of sessions one by one, because passwords are checked in threads of their own. */
function groupsOf<T extends { sent: Sent }>(batch: T[]): T[][] {
  const groups: T[][] = []
  let together: T[] | undefined
  for (const one of batch)
    if (!one.sent.path.includes('/sync/')) {
      groups.push([one])
      together = undefined
    } else if (together) together.push(one)
    else groups.push((together = [one]))
  return groups
}
