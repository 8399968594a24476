/**
 * The thread of a test device: the real data service on a database in memory, as the app runs it in a
 * worker. RxDB allows one database of this size in a thread, so every device has its own.
 */
import { parentPort } from 'node:worker_threads'
import * as Comlink from 'comlink'
import { nodeEndpoint } from './node-endpoint.ts'
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import type { DataService, SecretStore } from '../../renderer/data/contract.ts'
import { browserStorage } from '../../renderer/data/worker/browser-storage.ts'
import { createDataService } from '../../renderer/data/worker/data-service.ts'
import type { RunningDataService } from '../../renderer/data/worker/data-service.ts'
import { memoryFiles } from './memory-files.ts'
import { overTheWire } from '../../renderer/data/worker/over-the-wire.ts'
import type { Fetch } from '../../renderer/data/worker/server-api.ts'

/** The line is cut at the request to this path that follows so many others. */
export interface CutAfter {
  path: string
  requests: number
}

const disk = new IDBFactory()
const room = limitedRoom()
const storage = browserStorage({ indexedDB: disk, IDBKeyRange })
const line = cuttableLine()
const secrets = secretsInMemory()
const network = new EventTarget()
const reports: string[] = []
let clockAhead = 0
let locked: Promise<unknown> = Promise.resolve()
let service: RunningDataService | undefined

const running = (): DataService => {
  if (!service) throw new Error('this device is switched off')
  return service
}

const device = {
  ...overTheWire(running),
  async open(url: string, name: string) {
    service = await createDataService({
      storage,
      files: memoryFiles,
      multiInstance: false,
      prefix: 'satchel',
      fetch: line.fetch,
      secrets,
      network,
      surroundings: { origin: url, device: { name, platform: 'test' } },
      lock: (_, work) => {
        const result = locked.then(work)
        locked = result.catch(() => undefined)
        return result
      },
      now: () => Date.now() + clockAhead,
      pauses: { shortestPause: 50, longestPause: 400 },
      report: (reason) =>
        void reports.push(
          reason instanceof Error ? `${reason.message}\n${reason.stack ?? ''}` : String(reason),
        ),
    })
  },
  async close() {
    await service?.close()
    service = undefined
  },
  offline: () => line.cut(),
  online() {
    line.mend()
    network.dispatchEvent(new Event('online'))
  },
  /** Nothing more can be written, or again everything. */
  setDiskFull: (isFull: boolean) => room.setFull(isFull),
  /** Takes a document out of the local database behind its back, or changes it there. */
  damage,
  loseAnswersOf: (path: string | undefined) => line.lose(path),
  cutAfter: (cut: CutAfter) => line.cutAfter(cut),
  sent: () => line.sent,
  reports: () => reports,
  setClockAhead: (milliseconds: number) => void (clockAhead = milliseconds),
  secret: () => secrets.load(),
  setSecret: (secret: string) => secrets.save(secret),
  /** Everything on the device's disk, as text. */
  async disk() {
    const names = (await disk.databases()).map(({ name }) => name ?? '')
    return Promise.all(names.map(dump))
  },
}

export type DeviceThread = typeof device

if (!parentPort) throw new Error('this file is a worker')
Comlink.expose(device, nodeEndpoint(parentPort))

async function dump(name: string): Promise<{ name: string; content: string }> {
  const opened = await answer(disk.open(name))
  const stores = [...opened.objectStoreNames]
  const rows = await Promise.all(
    stores.map((store) => answer(opened.transaction(store).objectStore(store).getAll())),
  )
  opened.close()
  return { name, content: JSON.stringify(rows) }
}

/** As a browser out of room: the transaction of a write is aborted. */
function limitedRoom() {
  let isFull = false
  const store = IDBObjectStore.prototype
  for (const name of ['put', 'add'] as const) {
    const write = store[name]
    store[name] = function (this: IDBObjectStore, ...given) {
      if (isFull) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      return write.apply(this, given)
    }
  }
  return { setFull: (now: boolean) => void (isFull = now) }
}

/** `change` is merged into the stored row; without it the row is deleted. */
async function damage(collection: string, id: string, change?: Record<string, unknown>) {
  const all = (await disk.databases()).map(({ name }) => name ?? '')
  const name = all.find((each) => new RegExp(`--${collection}$`).test(each)) ?? ''
  const opened = await answer(disk.open(name))
  const store = opened.transaction('docs', 'readwrite').objectStore('docs')
  const row = (await answer(store.get(id))) as Record<string, unknown>
  if (change) await answer(store.put({ ...row, ...change }))
  else await answer(store.delete(id))
  opened.close()
}

const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
  })

function secretsInMemory(): SecretStore {
  let kept: string | undefined
  return {
    load: async () => kept,
    save: async (secret) => void (kept = secret),
    clear: async () => void (kept = undefined),
  }
}

function cuttableLine() {
  let isCut = false
  let losing: string | undefined
  let cutting: CutAfter | undefined
  const open = new Set<AbortController>()
  const sent: { path: string; body: unknown }[] = []
  const unreachable = () => new TypeError('fetch failed: the line is cut')
  const request: Fetch = async (url, init) => {
    const { pathname } = new URL(url)
    if (cutting && pathname.endsWith(cutting.path) && cutting.requests-- === 0) cut()
    if (isCut) throw unreachable()
    // File documents and bytes travel by PouchDB and as they are; tests look at records.
    if (!pathname.startsWith('/api/v1/files'))
      sent.push({ path: pathname, body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined })
    const controller = new AbortController()
    open.add(controller)
    const signal = init?.signal ? AbortSignal.any([init.signal, controller.signal]) : controller.signal
    const response = await fetch(url, { ...init, signal })
    if (losing && pathname.includes(losing)) {
      await response.text()
      throw unreachable()
    }
    return response
  }
  function cut() {
    isCut = true
    for (const controller of open) controller.abort(unreachable())
    open.clear()
  }
  return {
    sent,
    fetch: request,
    cut,
    cutAfter(given: CutAfter) {
      cutting = { ...given }
    },
    mend() {
      isCut = false
    },
    lose(path: string | undefined) {
      losing = path
    },
  }
}
