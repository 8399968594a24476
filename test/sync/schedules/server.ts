/**
 * The real server of a schedule, one or two processes of it over one store. A process can be killed between
 * any two of its calls to the store and comes back by itself after a few failed requests; its index is
 * lost with it. The feed can be made to replay what it has told before.
 */
import type { DocumentStore, Sequence } from '../../../sync-server/store/document-store.ts'
import { startServer } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'
import type { Received, Sent } from './device-thread.ts'

export interface ScheduleServer {
  /** Throws where nobody answers. */
  deliver(request: Sent): Promise<Received>
  /** The process that lives; restarted when it was killed. */
  current(): Promise<TestServer>
  /** It dies after so many more calls to the store, before or after the last one's effect. */
  light(steps: number, before: boolean): Promise<void>
  /** Killed now; comes back with a new index. */
  kill(): Promise<void>
  /** The feed starts again from an earlier place. */
  rewind(share: number): Promise<void>
  /** How often it has used its store. */
  touches(): number
  failures(): unknown[]
  close(): Promise<void>
}

/** How many requests fail before somebody has restarted the server. */
const requestsWhileDown = 2

interface Process {
  server: TestServer
  isOver: () => boolean
  over: Promise<void>
  end: () => void
  light: (steps: number, before: boolean) => void
  rewind: (share: number) => void
}

export function createScheduleServer(store: DocumentStore): ScheduleServer {
  let running: Promise<Process> | undefined
  let [refused, touches] = [0, 0]
  const failures: unknown[] = []

  async function start(): Promise<Process> {
    const life = mortalStore(store, () => void touches++)
    const server = await startServer({ store: life.store })
    return { server, ...life }
  }
  const ensure = (): Promise<Process> => (running ??= start())

  async function bury(process: Process) {
    process.end()
    await process.server.close().catch(() => undefined)
    failures.push(...process.server.failures.filter((error) => !isDeath(error)))
  }

  async function alive(): Promise<Process | undefined> {
    const asked = ensure()
    const process = await asked
    if (!process.isOver()) return process
    // Somebody else has restarted it meanwhile.
    if (running !== asked) return alive()
    if (++refused < requestsWhileDown) return undefined
    refused = 0
    running = bury(process).then(start)
    return running
  }

  return {
    async deliver({ method, path, headers, body }) {
      const process = await alive()
      if (!process) throw new TypeError('fetch failed: the server is down')
      const answer = process.server.app.inject({
        method: method as 'POST',
        url: path,
        headers,
        ...(body !== undefined && { payload: body }),
      })
      const response = await Promise.race([answer, process.over.then(() => undefined)])
      if (!response || process.isOver()) throw new TypeError('fetch failed: the server was killed')
      return { status: response.statusCode, text: response.body }
    },
    async current() {
      for (;;) {
        const process = await alive()
        if (process) return process.server
      }
    },
    async light(steps, before) {
      const process = await ensure()
      process.light(steps, before)
    },
    async kill() {
      const process = await ensure()
      running = bury(process).then(start)
      await running
    },
    async rewind(share) {
      const process = await ensure()
      process.rewind(share)
    },
    touches: () => touches,
    failures: () => failures,
    async close() {
      if (running) await bury(await running)
    },
  }
}

class Killed extends Error {
  override name = 'Killed'
}
const isDeath = (error: unknown): boolean => error instanceof Killed

function mortalStore(base: DocumentStore, touched: () => void) {
  let isOver = false
  let fuse: { steps: number; before: boolean } | undefined
  let finish: () => void = () => undefined
  const over = new Promise<void>((resolve) => (finish = resolve))
  const told: (Sequence | undefined)[] = [undefined]
  let rewindBy: number | undefined

  function end() {
    isOver = true
    finish()
  }
  function check() {
    touched()
    if (isOver) throw new Killed('the server was killed')
  }
  async function step<T>(work: () => Promise<T>): Promise<T> {
    check()
    const isLast = fuse !== undefined && --fuse.steps <= 0
    if (isLast && fuse?.before) end()
    check()
    const result = await work()
    if (isLast) end()
    check()
    return result
  }

  const store: DocumentStore = {
    open: () => step(() => base.open()),
    close: async () => undefined,
    identity: () => step(() => base.identity()),
    get: (key) => step(() => base.get(key)),
    getMany: (keys) => step(() => base.getMany(keys)),
    async *list(kind) {
      for await (const page of base.list(kind)) {
        check()
        yield page
      }
    },
    children: (parent) => step(() => base.children(parent)),
    pendingParents: () => step(() => base.pendingParents()),
    async changes(options) {
      check()
      const place = told.indexOf(options.since)
      // Never forward: whoever asks from an earlier place than was told is served from there.
      const since = rewindBy === undefined || place < 0 ? options.since : told[Math.floor(rewindBy * place)]
      if (place >= 0) rewindBy = undefined
      const page = await base.changes({ ...options, since })
      check()
      if (options.since === told.at(-1)) told.push(page.last)
      return page
    },
    async waitForChange(since, options) {
      check()
      const signal = AbortSignal.any([options.signal, dying.signal])
      await base.waitForChange(since, { ...options, signal })
      check()
    },
    branches: (key) => step(() => base.branches(key)),
    dropBranches: (key, revisions) => step(() => base.dropBranches(key, revisions)),
    ping: () => step(() => base.ping()),
    write: (writes) => step(() => base.write(writes)),
  }
  const dying = new AbortController()
  void over.then(() => dying.abort())
  return {
    store,
    isOver: () => isOver,
    over,
    end,
    light: (steps: number, before: boolean) => void (fuse = { steps, before }),
    rewind: (share: number) => void (rewindBy = share),
  }
}
