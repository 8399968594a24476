/**
 * The network between one device and the server. Between the steps of a schedule nothing passes it: requests
 * wait, so that a schedule runs alike each time. While it is open it may lose a request or its answer, deliver
 * one twice or late, let others overtake it and cut an answer short.
 */
import type { Received, Sent } from './device-thread.ts'
import type { Random } from './random.ts'
import type { Carrier } from './world.ts'

export interface Network extends Carrier {
  /** The same for a device in real time: resolves when the network was open, and throws where it fails. */
  line(request: Sent): Promise<Received>
  /** `trouble`: the share of requests to which something happens. */
  open(trouble: number): void
  close(): void
  /** All requests fail at once, those that wait too; until it is opened or closed. */
  cut(): void
}

export function createNetwork(random: Random, deliver: (request: Sent) => Promise<Received>): Network {
  let state: 'open' | 'held' | 'cut' = 'held'
  let trouble = 0
  let late: Sent | undefined
  const waiting: (() => void)[] = []
  const lost = () => new TypeError('fetch failed: lost on the way')

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
        // It comes once more when it has long been answered.
        late ??= request
        return deliver(request)
      }
    }
  }

  function become(next: typeof state) {
    state = next
    if (state === 'held') return
    for (const pass of waiting.splice(0)) pass()
  }

  async function carry(request: Sent): Promise<Received> {
    if (late && random.chance(0.2)) {
      const again = late
      late = undefined
      await deliver(again).catch(() => undefined)
    }
    return random.chance(trouble) ? troubled(request) : deliver(request)
  }
  const refuses = ({ path }: Sent) => path.endsWith('/setup')

  return {
    state: () => state,
    // An app that starts asks at once whether anybody is there; it need not wait for that.
    refuses,
    disorder: () => trouble,
    carry,
    async line(request) {
      if (state === 'held' && !refuses(request)) await new Promise<void>((resolve) => waiting.push(resolve))
      if (state !== 'open') throw lost()
      return carry(request)
    },
    open(share) {
      trouble = share
      become('open')
    },
    close() {
      become('held')
    },
    cut() {
      become('cut')
      late = undefined
    },
  }
}
