/**
 * What a pull costs the server: rows read from the store for each row sent to a person who sees one document
 * in a thousand, and the time of a pull with nothing new in a small and in a large company.
 */
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { startServer } from '../../support/start-server.ts'
import type { TestDevice } from '../../support/start-server.ts'
import { createCompany, fill } from './company.ts'
import { makeDocuments } from './documents.ts'
import { median, result } from './report.ts'
import type { Result } from './report.ts'

const visibleOneIn = 1000

/** The same store; `read` counts every row that left it. */
function counted(store: DocumentStore): { store: DocumentStore; read: () => number } {
  let rows = 0
  return {
    read: () => rows,
    store: {
      open: () => store.open(),
      close: () => store.close(),
      identity: () => store.identity(),
      async get(key) {
        rows++
        return store.get(key)
      },
      async getMany(keys) {
        rows += keys.length
        return store.getMany(keys)
      },
      async *list(kind) {
        for await (const page of store.list(kind)) {
          rows += page.length
          yield page
        }
      },
      async children(parent) {
        const found = await store.children(parent)
        rows += found.length
        return found
      },
      async pendingParents() {
        const found = await store.pendingParents()
        rows += found.length
        return found
      },
      async changes(options) {
        const page = await store.changes(options)
        rows += page.changes.length
        return page
      },
      write: (writes) => store.write(writes),
      waitForChange: (since, options) => store.waitForChange(since, options),
      branches: (key) => store.branches(key),
      dropBranches: (key, revisions) => store.dropBranches(key, revisions),
      ping: () => store.ping(),
    },
  }
}

/** A server with this many leads, and a device of a rep who sees every thousandth. */
async function companyOf(size: number) {
  const inner = createEmbeddedStore({ folder: ':memory:' })
  const { store, read } = counted(inner)
  await inner.open()
  const ownerId = '00000000-0000-7000-8000-00000000feed'
  const hidden = '00000000-0000-7000-8000-00000000fade'
  const documents = makeDocuments('leads', size, (index) => ({
    ownerId: index % visibleOneIn === 7 ? ownerId : hidden,
  }))
  await fill(inner, 'leads', documents)
  const server = await startServer({ store })
  const { admin } = await createCompany(server.services, 0)
  const rep = await server.services.people.create({
    ...admin,
    id: ownerId,
    name: 'rep',
    email: 'rep@bench.example',
    role: 'sales_rep',
    password: 'correct horse battery',
  })
  return {
    server,
    device: await server.signIn(rep.email),
    read,
    async close() {
      await server.close()
      await inner.close()
    },
  }
}

async function timeOfPull(
  device: TestDevice,
  checkpoint: Awaited<ReturnType<TestDevice['pull']>>['checkpoint'],
) {
  const start = performance.now()
  const { documents } = await device.pull('leads', checkpoint)
  if (documents.length > 0) throw new Error('there was something new')
  return performance.now() - start
}

export async function measurePull({ large, pulls }: { large: number; pulls: number }): Promise<Result[]> {
  const small = 1000
  const little = await companyOf(small)
  const much = await companyOf(large)

  const before = much.read()
  const everything = await much.device.pullAll('leads')
  const sent = everything.documents.length
  const read = much.read() - before
  if (sent !== Math.floor(large / visibleOneIn)) throw new Error(`${sent} documents were sent`)

  const atSmall = (await little.device.pullAll('leads')).checkpoint
  const times: { little: number[]; much: number[] } = { little: [], much: [] }
  for (let index = 0; index < pulls; index++) {
    times.little.push(await timeOfPull(little.device, atSmall))
    times.much.push(await timeOfPull(much.device, everything.checkpoint))
  }
  const readIdle = much.read() - before - read
  await little.close()
  await much.close()
  // The first ones warm the code up.
  const [p50Small, p50Large] = [median(times.little.slice(20)), median(times.much.slice(20))]
  return [
    result('rows-read-per-row-sent', read / sent, 'ratio', {
      target: 1.1,
      better: 'lower',
      note: `${read} rows read, ${sent} sent, ${large} documents of which 0.1 % are visible`,
    }),
    result('empty-pull-large-vs-small', p50Large / p50Small, 'ratio', {
      target: 1.5,
      better: 'lower',
      note: `p50 ${p50Large.toFixed(3)} ms at ${large} documents, ${p50Small.toFixed(3)} ms at ${small}`,
    }),
    result('empty-pull-rows-read', readIdle / pulls, 'rows', {
      better: 'lower',
      note: `${pulls} pulls with nothing new`,
    }),
  ]
}
