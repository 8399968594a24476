/** The data worker of a page: the data service on the browser's own storage, exposed over Comlink. */
import { expose } from 'comlink'
import { browserFiles } from '../files/browser-files.ts'
import type { DataService, DataWorker, SecretStore, Surroundings } from '../contract.ts'
import { browserStorage } from './browser-storage.ts'
import { beginDataService } from './data-service.ts'
import { overTheWire } from './over-the-wire.ts'
import type { Lock } from './session.ts'

let service: DataService | undefined
const data = (): DataService => {
  if (!service) throw new Error('the data worker has not been started')
  return service
}

/** RxDB empties the databases of the browser and leaves them there. */
async function eraseDatabases(name: string): Promise<void> {
  const all = await indexedDB.databases()
  const left = all.flatMap((one) => (one.name?.startsWith(`rxdb-dexie-${name}--`) ? [one.name] : []))
  await Promise.all(
    left.map(
      (each) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.deleteDatabase(each)
          // Another tab may still hold it open for a moment; it is deleted when that tab lets go.
          for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, () => resolve())
        }),
    ),
  )
}

const lock: Lock = async (name, work) => navigator.locks.request(name, async () => work())

const worker: DataWorker = {
  async start(secrets: SecretStore, surroundings: Surroundings) {
    if (service) return
    const begun = await beginDataService({
      storage: browserStorage(),
      files: browserFiles,
      multiInstance: true,
      fetch: (url, init) => fetch(url, init),
      secrets,
      surroundings,
      lock,
      network: self,
      erase: eraseDatabases,
      // oxlint-disable-next-line no-console -- the only log a browser has
      report: (reason) => console.error('data worker:', reason),
    })
    service = begun.service
  },
  ...overTheWire(data),
}

expose(worker)
