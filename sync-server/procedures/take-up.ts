/**
 * Finds what waits to be carried out: calls that devices pushed, and orders that were submitted. Every
 * process does; it follows the store's changes by itself, from where the company was last seen with nothing
 * left to do.
 */
import type { DocumentStore, Sequence } from '../store/document-store.ts'
import type { Executor, Work } from './executor.ts'

export interface TakeUp {
  /** Something changed. */
  poke(): void
  /** Resolves when everything that was stored before has been taken up or waits for something to arrive. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const pageSize = 500
const retryEvery = 5000
const saveEvery = 60_000
const key = { kind: 'procedures', id: 'position' }

export function createTakeUp({
  store,
  executor,
  onError,
}: {
  store: DocumentStore
  executor: Executor
  onError: (error: unknown) => void
}): TakeUp {
  const waiting = new Map<string, Work>()
  let position: Sequence | undefined
  let saved: Sequence | undefined
  let savedAt = -Infinity
  let isStarted = false
  let isStopped = false
  let again = false
  let hasFailed = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  async function readOn(): Promise<Work[]> {
    const found = new Map<string, Work & { order: string }>()
    for (;;) {
      const page = await store.changes({ since: position, limit: pageSize })
      const keys = page.changes.flatMap(({ kind, id, deleted }) =>
        !deleted && (kind === 'calls' || kind === 'orders') ? [{ kind, id }] : [],
      )
      for (const document of keys.length > 0 ? await store.getMany(keys) : []) {
        if (!document || document.deleted) continue
        const { kind, id, body } = document
        if (body['status'] !== (kind === 'calls' ? 'pending' : 'submitted')) continue
        // As they arrived; of those that arrived together as the device made them.
        const order = [body['acceptedAt'], body['createdAt'], id].join(' ')
        found.set(`${kind}:${id}`, { kind: kind === 'calls' ? 'call' : 'order', id, order })
      }
      position = page.last
      if (!page.more) break
    }
    return [...found.values()].sort((a, b) => (a.order < b.order ? -1 : 1))
  }

  async function run() {
    do {
      again = false
      if (!isStarted) {
        await executor.resume()
        position = saved = (await store.get(key))?.body['position'] as Sequence | undefined
        isStarted = true
      }
      const from = position
      try {
        const found = await readOn()
        const work = new Map([...waiting, ...found.map((one) => [`${one.kind}:${one.id}`, one] as const)])
        for (const [name, { kind, id }] of work) {
          if (isStopped) {
            // What was found and not carried out is found again.
            position = from
            return
          }
          const executed = await executor.execute({ kind, id }, { patient: true })
          if (executed === 'waiting') waiting.set(name, { kind, id })
          else waiting.delete(name)
        }
      } catch (error) {
        position = from
        throw error
      }
    } while (again && !isStopped)
    if (performance.now() - savedAt > saveEvery) await savePosition()
  }

  /** Only a shortcut for the next start; wherever it is lost, more is read. */
  async function savePosition() {
    if (waiting.size > 0 || position === undefined || position === saved) return
    const stored = await store.get(key)
    const body = { position }
    const write = { ...key, deleted: false, body, channels: [], formerChannels: [], applied: [] }
    await store.write([{ ...write, expected: stored?.revision }])
    saved = position
    savedAt = performance.now()
  }

  function start(): Promise<void> {
    again = true
    running ??= run()
      .catch((error: unknown) => {
        onError(error)
        hasFailed = true
      })
      .finally(() => {
        running = undefined
        const pause = hasFailed || waiting.size > 0 ? retryEvery : again ? 0 : undefined
        hasFailed = false
        clearTimeout(timer)
        if (!isStopped && pause !== undefined) timer = setTimeout(() => void start(), pause).unref()
      })
    return running
  }

  return {
    poke: () => void (isStopped || start()),
    settled: start,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
      await savePosition().catch(onError)
    },
  }
}
