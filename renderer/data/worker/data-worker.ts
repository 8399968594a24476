/** The data worker of a page: the data service on the browser's own storage, exposed over Comlink. */
import { expose } from 'comlink'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { DataService, DataWorker, SecretStore, Surroundings } from '../contract.ts'
import { createDataService } from './data-service.ts'
import { overTheWire } from './over-the-wire.ts'
import type { Lock } from './session.ts'

let service: DataService | undefined
const data = (): DataService => {
  if (!service) throw new Error('the data worker has not been started')
  return service
}

const lock: Lock = async (name, work) => navigator.locks.request(name, async () => work())

const worker: DataWorker = {
  async start(secrets: SecretStore, surroundings: Surroundings) {
    service ??= await createDataService({
      storage: getRxStorageDexie(),
      multiInstance: true,
      fetch: (url, init) => fetch(url, init),
      secrets,
      surroundings,
      lock,
      network: self,
      // oxlint-disable-next-line no-console -- the only log a browser has
      report: (reason) => console.error('data worker:', reason),
    })
  },
  ...overTheWire(data),
}

expose(worker)
