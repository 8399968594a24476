/**
 * Clock, timers and dice of a thread, taken over as a whole: what waits costs no time, what is random follows
 * from a seed, and the thread can tell when it has nothing left to do. Import it before anything that
 * remembers the real ones.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number
  /** Never backwards. */
  setNow(now: number): void
  /** When the next timer is due; undefined when none waits. */
  due(): number | undefined
  /** Runs every timer that is due by now. */
  fireDue(): void
  /** Something is about to run that only let others go first. */
  isYielding(): boolean
  /** Forgets every timer. */
  clear(): void
  seed(seed: number): void
}

interface Timer {
  at: number
  every: number | undefined
  run: () => void
}

/** Whoever waits no longer than this only lets others go first. */
const yieldLimit = 2
const start = Date.UTC(2026, 4, 4, 8)

/** Resolves when everything that waits for a turn of the real event loop had one. */
export const turn = (): Promise<void> => new Promise((resolve) => realImmediate(resolve))
export const realImmediate = setImmediate
export const realTimeout = setTimeout

export function takeOverTime(): VirtualTime {
  const timers = new Map<number, Timer>()
  const yields = new Set<number>()
  let [now, ids] = [start, 0]
  let dice: Random = createRandom(0)

  function later(run: () => void, delay: number, every?: number): VirtualTimer {
    const id = ++ids
    if (delay <= yieldLimit && every === undefined) {
      yields.add(id)
      realImmediate(() => {
        if (!yields.delete(id)) return
        now += delay
        run()
      })
    } else timers.set(id, { at: now + delay, every, run })
    return new VirtualTimer(id)
  }
  const next = () => {
    let found: [number, Timer] | undefined
    for (const entry of timers) if (!found || entry[1].at < found[1].at) found = entry
    return found
  }

  function cancel(timer: unknown) {
    const id = timer instanceof VirtualTimer ? timer.id : Number(timer)
    timers.delete(id)
    yields.delete(id)
  }
  const delayOf = (delay: unknown) => Math.max(0, Number(delay) || 0)
  const RealDate = Date
  Object.assign(globalThis, {
    setTimeout: (run: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) =>
      later(() => run(...given), delayOf(delay)),
    setInterval: (run: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) =>
      later(() => run(...given), Math.max(1, delayOf(delay)), Math.max(1, delayOf(delay))),
    clearTimeout: cancel,
    clearInterval: cancel,
    Date: new Proxy(RealDate, {
      construct: (target, given: [], self) =>
        Reflect.construct(target, given.length > 0 ? given : [now], self) as Date,
      get: (target, name, self): unknown => (name === 'now' ? () => now : Reflect.get(target, name, self)),
    }),
  })
  performance.now = () => now - start
  Math.random = () => dice.next()
  AbortSignal.timeout = () => new AbortController().signal
  takeOverCrypto(() => dice)

  return {
    now: () => now,
    setNow: (to) => void (now = Math.max(now, to)),
    due: () => next()?.[1].at,
    fireDue() {
      for (let found = next(); found && found[1].at <= now; found = next()) {
        const [id, timer] = found
        if (timer.every === undefined) timers.delete(id)
        else timer.at = now + timer.every
        timer.run()
      }
    },
    isYielding: () => yields.size > 0,
    clear() {
      timers.clear()
      yields.clear()
    },
    seed: (seed) => void (dice = createRandom(seed)),
  }
}

/** What Node's timers look like to those who got one. */
class VirtualTimer {
  readonly id: number
  constructor(id: number) {
    this.id = id
  }
  ref() {
    return this
  }
  unref() {
    return this
  }
  hasRef() {
    return true
  }
  [Symbol.toPrimitive]() {
    return this.id
  }
}

/** Web Crypto works in threads of its own, which end in any order; here it works at once. */
function takeOverCrypto(dice: () => Random) {
  const { subtle } = crypto
  const secrets = new WeakMap<CryptoKey, Buffer>()
  const keys = new Map<string, CryptoKey>()
  const bytesOf = (data: BufferSource) =>
    ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
  const [importKey] = [subtle.importKey.bind(subtle)]
  const bufferOf = (buffer: Buffer) => new Uint8Array(buffer).buffer
  const hmac = (key: CryptoKey, data: BufferSource) => {
    const secret = secrets.get(key)
    if (!secret) throw new Error('the schedules know only keys that were imported as they are')
    return createHmac('sha256', secret).update(bytesOf(data)).digest()
  }
  Object.assign(subtle, {
    async importKey(format: 'raw', data: BufferSource, ...more: [never, never, never]) {
      const name = JSON.stringify([format, bytesOf(data).toString('base64'), more])
      const known = keys.get(name)
      if (known) return known
      const key = await importKey(format, data as never, ...more)
      keys.set(name, key)
      if (format === 'raw') secrets.set(key, Buffer.from(bytesOf(data)))
      return key
    },
    digest: async (algorithm: AlgorithmIdentifier, data: BufferSource) =>
      bufferOf(
        createHash(
          (typeof algorithm === 'string' ? algorithm : algorithm.name).replace('-', '').toLowerCase(),
        )
          .update(bytesOf(data))
          .digest(),
      ),
    sign: async (_: unknown, key: CryptoKey, data: BufferSource) => bufferOf(hmac(key, data)),
    verify: async (_: unknown, key: CryptoKey, signature: BufferSource, data: BufferSource) => {
      const [given, made] = [bytesOf(signature), hmac(key, data)]
      return given.length === made.length && timingSafeEqual(given, made)
    },
  })
  crypto.getRandomValues = <T extends ArrayBufferView | null>(into: T): T => {
    const view = into as unknown as ArrayBufferView
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let index = 0; index < bytes.length; index++) bytes[index] = dice().below(256)
    return into
  }
}
