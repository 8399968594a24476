/**
 * Push through the whole server (HTTP, session, judging, storing, feed) against raw writes of the same
 * documents to the same kind of store, in batches of the same size. Rounds alternate between the two.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { SessionAnswer } from '../../../shared/sync/protocol.ts'
import { largestPush, protocolHeader, protocolVersion } from '../../../shared/sync/protocol.ts'
import type { PushResult } from '../../../shared/sync/protocol.ts'
import { createCouchStore } from '../../../sync-server/store/couchdb.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { ask, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { startServer } from '../../support/start-server.ts'
import { createCompany, openFolder, signInDevices, writesOf } from './company.ts'
import { makeDocuments } from './documents.ts'
import { median, result } from './report.ts'
import type { Result } from './report.ts'

const batchesOf = (documents: readonly AnyDocument[]) =>
  Array.from({ length: Math.ceil(documents.length / largestPush) }, (_, at) =>
    documents.slice(at * largestPush, (at + 1) * largestPush),
  )

/** Documents a second. */
async function paced(documents: readonly AnyDocument[], work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return documents.length / ((performance.now() - start) / 1000)
}

async function pushAll(url: string, session: SessionAnswer, documents: readonly AnyDocument[]) {
  const bodies = batchesOf(documents).map((batch) =>
    JSON.stringify({ rows: batch.map((newDocumentState) => ({ newDocumentState })) }),
  )
  return paced(documents, async () => {
    for (const body of bodies) {
      const answer = await fetch(`${url}/api/v1/sync/leads/push`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${session.accessToken}`,
          [protocolHeader]: String(protocolVersion),
          'content-type': 'application/json',
        },
        body,
      })
      const { results } = (await answer.json()) as { results: PushResult[] }
      const refused = results.find(({ outcome }) => outcome !== 'accepted')
      if (refused) throw new Error(`a push was not accepted: ${JSON.stringify(refused)}`)
    }
  })
}

/** `_bulk_docs` of the embedded store: the same wire and the same batches, and nothing but the writes. */
async function bulkDocs(folder: string, documents: readonly AnyDocument[]): Promise<number> {
  const child = fork(path.join(import.meta.dirname, 'bulk-docs.ts'), [folder], { stdio: 'inherit' })
  const ended = once(child, 'exit')
  const [port] = (await once(child, 'message')) as [number]
  const bodies = batchesOf(documents).map((docs) => JSON.stringify({ docs }))
  const speed = await paced(documents, async () => {
    for (const body of bodies) {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })
      await answer.json()
    }
  })
  child.disconnect()
  await ended
  return speed
}

async function embeddedRound(
  documents: readonly AnyDocument[],
): Promise<{ raw: number; bulk: number; push: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-push-'))
  try {
    const store = createEmbeddedStore({ folder: path.join(folder, 'raw') })
    await store.open()
    const batches = batchesOf(documents).map((batch) => writesOf('leads', batch))
    const raw = await paced(documents, async () => {
      for (const writes of batches) await store.write(writes)
    })
    await store.close()
    const bulk = await bulkDocs(path.join(folder, 'bulk'), documents)

    const dataFolder = path.join(folder, 'server')
    const { services, done } = await openFolder(dataFolder)
    const { reps } = await createCompany(services, 1)
    const [session] = await signInDevices(services, reps, 1)
    await done()
    if (!session) throw new Error('nobody is signed in')
    const server = await startServerProcess({ dataFolder })
    const push = await pushAll(server.url, session, documents)
    await server.stop()
    return { raw, bulk, push }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function couchRound(documents: readonly AnyDocument[]) {
  const couch = await startCouchdb()
  const [rawName, serverName] = [newDatabaseName(), newDatabaseName()]
  const store = createCouchStore({ url: couch.url, database: serverName })
  try {
    await ask(couch.url, 'PUT', rawName)
    const bodies = batchesOf(documents).map((batch) => ({
      docs: batch.map(({ id, ...document }) => ({ _id: `leads:${id}`, ...document })),
    }))
    const raw = await paced(documents, async () => {
      for (const body of bodies) {
        const answer = await ask(couch.url, 'POST', `${rawName}/_bulk_docs`, body)
        await answer.json()
        if (!answer.ok) throw new Error(`_bulk_docs answered ${answer.status}`)
      }
    })
    await store.open()
    const server = await startServer({ store, listen: true })
    const { reps } = await createCompany(server.services, 1)
    const [session] = await signInDevices(server.services, reps, 1)
    if (!session) throw new Error('nobody is signed in')
    const push = await pushAll(server.url, session, documents)
    await server.close()
    await store.close()
    return { raw, push, real: couch.real }
  } finally {
    for (const name of [rawName, serverName]) await ask(couch.url, 'DELETE', name)
    await couch.stop()
  }
}

export async function measurePush({
  embedded,
  couch,
  rounds,
}: {
  /** Documents of a round. */
  embedded: number
  couch: number
  rounds: number
}): Promise<Result[]> {
  const documents = makeDocuments('leads', Math.max(embedded, couch), () => ({}), 5)
  const onEmbedded: Awaited<ReturnType<typeof embeddedRound>>[] = []
  const onCouch: Awaited<ReturnType<typeof couchRound>>[] = []
  for (let round = 0; round < rounds; round++) {
    onEmbedded.push(await embeddedRound(documents.slice(0, embedded)))
    onCouch.push(await couchRound(documents.slice(0, couch)))
  }
  const note = (of: readonly { raw: number; push: number }[]) =>
    `push ${Math.round(median(of.map(({ push }) => push)))}/s, raw ${Math.round(median(of.map(({ raw }) => raw)))}/s`
  const ratio = (of: readonly { raw: number; push: number }[]) =>
    median(of.map(({ raw, push }) => push / raw))
  const couchName = onCouch[0]?.real ? 'CouchDB' : 'the CouchDB double'
  return [
    result(
      'push-vs-raw-bulk-docs-embedded',
      median(onEmbedded.map(({ bulk, push }) => push / bulk)),
      'ratio',
      {
        target: 0.5,
        better: 'higher',
        note: `the same batches over HTTP, only written: ${Math.round(median(onEmbedded.map(({ bulk }) => bulk)))}/s`,
      },
    ),
    result('push-vs-raw-embedded-store', ratio(onEmbedded), 'ratio', {
      better: 'higher',
      note: `${note(onEmbedded)}, prepared and in one process`,
    }),
    result('push-vs-raw-bulk-docs', ratio(onCouch), 'ratio', {
      target: 0.5,
      better: 'higher',
      note: `${note(onCouch)} on ${couchName}`,
    }),
  ]
}
