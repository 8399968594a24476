/** A company whose data was put back to an earlier state, and devices that had read further than that. */
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createCouchStore, renewCouchIdentity } from '../../sync-server/store/couchdb.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { aDocument } from '../support/a-document.ts'
import { ask, newDatabaseName, startCouchdb } from '../support/couchdb-double.ts'
import { startServer } from '../support/start-server.ts'
import type { TestServer } from '../support/start-server.ts'
import { tempFolder } from '../support/temp-folder.ts'

const ids = (documents: readonly { id: string }[]) => documents.map(({ id }) => id).toSorted()

/** Serves the store while `work` runs. */
async function serving<Result>(
  store: DocumentStore,
  work: (server: TestServer) => Promise<Result>,
): Promise<Result> {
  await store.open()
  const server = await startServer({ store })
  try {
    return await work(server)
  } finally {
    await server.close()
    await store.close()
  }
}

it('[L4] a device that read beyond a backup that was put back misses nothing of what followed', async () => {
  const folder = tempFolder()
  const [data, backup] = [path.join(folder, 'data'), path.join(folder, 'backup')]
  const open = () => createEmbeddedStore({ folder: data })
  const { session, kept, early } = await serving(open(), async (server) => {
    const ann = await server.join({ role: 'admin' })
    const lead = await ann.save('leads', aDocument('leads'))
    return { session: ann.session, kept: lead, early: (await ann.pullAll('leads')).checkpoint }
  })
  await cp(data, backup, { recursive: true })
  const late = await serving(open(), async (server) => {
    const ann = server.device(session)
    for (let count = 0; count < 5; count++) await ann.save('leads', aDocument('leads'))
    return (await ann.pullAll('leads', early)).checkpoint
  })
  await rm(data, { recursive: true })
  await cp(backup, data, { recursive: true })
  await serving(open(), async (server) => {
    const ann = server.device(session)
    const added = []
    // The new history goes further than the lost one went.
    for (let count = 0; count < 20; count++) added.push(await ann.save('leads', aDocument('leads')))
    const pulled = await ann.pullAll('leads', late)
    expect(ids(pulled.documents)).toEqual(ids([kept, ...added]))
    // What was read before the backup was made still counts.
    expect(ids((await ann.pullAll('leads', early)).documents)).toEqual(ids(added))
  })
})

it('[L4] a CouchDB that is told of its restoring lets every device read from the beginning', async () => {
  const couch = await startCouchdb()
  const database = newDatabaseName()
  const open = () => createCouchStore({ url: couch.url, database })
  try {
    const { session, lead, checkpoint } = await serving(open(), async (server) => {
      const ann = await server.join({ role: 'admin' })
      const saved = await ann.save('leads', aDocument('leads'))
      const read = await ann.pullAll('leads')
      expect((await ann.pullAll('leads', read.checkpoint)).documents).toEqual([])
      return { session: ann.session, lead: saved, checkpoint: read.checkpoint }
    })
    await renewCouchIdentity({ url: couch.url, database })
    await serving(open(), async (server) => {
      const again = await server.device(session).pullAll('leads', checkpoint)
      expect(ids(again.documents)).toEqual([lead.id])
    })
  } finally {
    await ask(couch.url, 'DELETE', database)
    await couch.stop()
  }
})
