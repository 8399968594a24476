/**
 * The same documents put into IndexedDB directly, and replicated by PouchDB from a source that answers from
 * memory. Both start with an empty database and resolve to milliseconds.
 */
import { expose } from 'comlink'
import PouchDB from 'pouchdb-core'
import http from 'pouchdb-adapter-http'
import idb from 'pouchdb-adapter-idb'
import replication from 'pouchdb-replication'

PouchDB.plugin(idb).plugin(http).plugin(replication)

const batch = 1000

const ended = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
  })

function open(name: string, indexes: readonly string[][]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => {
      const store = request.result.createObjectStore('documents', { keyPath: 'id' })
      for (const path of indexes) store.createIndex(path.join(), path.length === 1 ? (path[0] ?? '') : path)
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
}

const remove = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error('not deleted')))
  })

const worker = {
  async rawPuts(indexes: string[][]): Promise<{ milliseconds: number; count: number }> {
    const documents = (await (await fetch('/documents')).json()) as { id: string }[]
    const database = await open('raw', indexes)
    const start = performance.now()
    for (let from = 0; from < documents.length; from += batch) {
      const transaction = database.transaction('documents', 'readwrite')
      const store = transaction.objectStore('documents')
      for (const document of documents.slice(from, from + batch)) store.put(document)
      await ended(transaction)
    }
    const milliseconds = performance.now() - start
    database.close()
    await remove('raw')
    return { milliseconds, count: documents.length }
  },

  async pouchReplication(): Promise<{ milliseconds: number; count: number }> {
    const local = new PouchDB('pouch', { adapter: 'idb' })
    await local.info()
    const remote = new PouchDB(`${location.origin}/couch`, { adapter: 'http', skip_setup: true })
    const start = performance.now()
    await local.replicate.from(remote, { batch_size: batch })
    const milliseconds = performance.now() - start
    const { doc_count: count } = await local.info()
    await local.destroy()
    return { milliseconds, count }
  },
}

export type BaselineWorker = typeof worker
expose(worker)
