/**
 * The network between one device and the server. Between the steps of a schedule nothing passes it: requests
 * wait at its gate, so that a schedule runs alike each time. While the gate is open it may lose a request or
 * its answer, deliver one twice or late, and cut an answer short.
 */
import type { Received, Sent } from './device-thread.ts'
import type { Random } from './random.ts'

export interface Network {
  line: (request: Sent) => Promise<Received>
  /** `trouble`: the share of requests to which something happens. */
  open(trouble: number): void
  close(): void
  /** All requests fail at once, those that wait too; until the gate is opened or closed. */
  cut(): void
}

export function createNetwork(random: Random, deliver: (request: Sent) => Promise<Received>): Network {
  let state: 'open' | 'closed' | 'cut' = 'closed'
  let trouble = 0
  let waiting: { pass: () => void; fail: () => void }[] = []
  let late: Sent | undefined
  const lost = () => new TypeError('fetch failed: lost on the way')

  async function gate() {
    if (state === 'open') return
    if (state === 'cut') throw lost()
    await new Promise<void>((resolve, reject) => waiting.push({ pass: resolve, fail: () => reject(lost()) }))
  }

  async function troubled(request: Sent): Promise<Received> {
    switch (random.below(6)) {
      case 0:
        throw lost()
      case 1:
        await deliver(request)
        throw lost()
      case 2: {
        await deliver(request)
        return deliver(request)
      }
      case 3: {
        const [first] = await Promise.all([deliver(request), deliver(request).catch(() => undefined)])
        return first
      }
      case 4: {
        const { status, text } = await deliver(request)
        return { status, text: text.slice(0, random.below(text.length + 1)) }
      }
      default: {
        // It overtakes others, and comes once more when they have long been answered.
        await new Promise((resolve) => setTimeout(resolve, random.below(4)))
        late ??= request
        return deliver(request)
      }
    }
  }

  return {
    async line(request) {
      // An app that starts asks at once whether anybody is there; it need not wait for that.
      if (state !== 'open' && request.path.endsWith('/setup')) throw lost()
      await gate()
      if (late && random.chance(0.2)) {
        const again = late
        late = undefined
        await deliver(again).catch(() => undefined)
      }
      return random.chance(trouble) ? troubled(request) : deliver(request)
    },
    open(share) {
      trouble = share
      state = 'open'
      for (const { pass } of waiting) pass()
      waiting = []
    },
    close() {
      state = 'closed'
    },
    cut() {
      state = 'cut'
      for (const { fail } of waiting) fail()
      waiting = []
      late = undefined
    },
  }
}
