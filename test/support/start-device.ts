/**
 * A device of a person: the real data service on a database of its own, in a thread of its own. Its line
 * to the server can be cut, and answers can be lost after the server has acted; it can be closed and opened
 * again on the same data, as after a restart of the app.
 */
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import type { Remote } from 'comlink'
import { nodeEndpoint } from './node-endpoint.ts'
import { serviceOf } from '../../renderer/data/client.ts'
import type { DataService, InboxEntry, SessionState, SyncState } from '../../renderer/data/contract.ts'
import type { AnyDocument, CollectionName, DocumentIn } from '../../shared/entities/index.ts'
import type { CutAfter, DeviceThread } from './device-thread.ts'

export interface DeviceOptions {
  server: { url: string }
  /** Signs in when both are given. */
  email?: string
  password?: string
  /** Loses its line by itself, at a place that no test would hit in time. */
  cutAfter?: CutAfter
}

export type Device = Awaited<ReturnType<typeof startDevice>>

let devices = 0

/** `service` is the data service as the page would use it; the rest is for tests. */
export async function startDevice({ server, email, password, cutAfter }: DeviceOptions) {
  const name = `device-${++devices}`
  // RxDB advertises on the console.
  const worker = new Worker(new URL('./device-thread.ts', import.meta.url), { name, stderr: true })
  const remote: Remote<DeviceThread> = wrap<DeviceThread>(nodeEndpoint(worker))
  const service: DataService = serviceOf(remote, Promise.resolve())
  let session: SessionState = { phase: 'starting' }
  let sync: SyncState | undefined
  let inbox: InboxEntry[] = []

  async function open() {
    await remote.open(server.url, name)
    await service.watchSession((state) => void (session = state))
    await service.watchSync((state) => void (sync = state))
    await service.watchInbox((entries) => void (inbox = entries))
  }

  const device = {
    service,
    get session() {
      return session
    },
    get sync() {
      if (!sync) throw new Error('there is no sync state yet')
      return sync
    },
    get inbox() {
      return inbox
    },
    /** What was reported as wrong. */
    reports: () => remote.reports(),
    /** Paths and bodies of all requests so far. */
    sent: () => remote.sent(),
    /** The server gets the next requests to this path, the device never gets the answers. */
    loseAnswersOf: (path: string | undefined) => remote.loseAnswersOf(path),
    /** Nothing more can be written, or again everything. */
    setDiskFull: (isFull: boolean) => remote.setDiskFull(isFull),
    /** Changes a document in the local database behind its back; without `change` it is taken out. */
    damage: (collection: CollectionName, id: string, change?: Record<string, unknown>) =>
      remote.damage(collection, id, change),
    setClockAhead: (milliseconds: number) => remote.setClockAhead(milliseconds),
    /** What the device keeps of its session. */
    secret: () => remote.secret(),
    setSecret: (secret: string) => remote.setSecret(secret),
    /** Every database of the device with everything in it, as text. */
    disk: () => remote.disk(),
    /** The person this device is signed in for. */
    get person() {
      if (session.phase !== 'signed-in') throw new Error(`the device is ${session.phase}`)
      return session.person
    },
    offline: () => remote.offline(),
    online: () => remote.online(),
    async get<C extends CollectionName>(collection: C, id: string): Promise<DocumentIn<C> | undefined> {
      return (await service.get(collection, id)) as DocumentIn<C> | undefined
    },
    find: (collection: CollectionName) => service.find(collection, {}),
    /** Creates and expects it to work; the id. */
    async create<C extends CollectionName>(collection: C, values: Partial<DocumentIn<C>>): Promise<string> {
      const result = await service.create(collection, values)
      if (!result.ok) throw new Error(`create was refused: ${JSON.stringify(result)}`)
      return result.id
    },
    /** Saves and expects it to work. */
    async save<C extends CollectionName>(collection: C, id: string, changes: Partial<DocumentIn<C>>) {
      const result = await service.save(collection, id, changes)
      if (!result.ok) throw new Error(`save was refused: ${JSON.stringify(result)}`)
    },
    /** Everything is on the server and everything of the server is here. */
    async inSync() {
      await until(
        () => sync?.firstSync === undefined && sync?.connection === 'online',
        () => sync,
      )
      await service.syncNow()
      await until(
        () => sync?.waiting === 0,
        () => sync,
      )
    },
    /** Waits for a document to fulfil a condition; undefined is a document that is not there. */
    async sees(
      collection: CollectionName,
      id: string,
      condition: (document: AnyDocument | undefined) => boolean = (document) => document !== undefined,
    ) {
      let last: AnyDocument | undefined
      await until(
        async () => condition((last = await service.get(collection, id))),
        () => ({ last, sync }),
      )
      return last
    },
    /** As when the app is closed and opened again. */
    async restart() {
      await remote.close()
      await open()
    },
    /** As when the app is closed; `open` starts it again on the same data. */
    stop: () => remote.close(),
    open,
    async close() {
      await remote.close()
      await worker.terminate()
    },
  }

  await open()
  if (cutAfter) await remote.cutAfter(cutAfter)
  if (email && password) {
    const result = await service.signIn({ email, password })
    if (!result.ok) throw new Error(`sign-in was refused: ${JSON.stringify(result.error)}`)
    await until(() => session.phase === 'signed-in')
  }
  return device
}

/** Waits until the condition holds; tells what `seen` tells where it never does. A busy machine may take its time. */
export async function until(condition: () => unknown, seen: () => unknown = () => '', limit = 30_000) {
  const end = Date.now() + limit
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(seen())}\n${String(condition)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
