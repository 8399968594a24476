/**
 * Offline devices that all order the same scarce goods and come back in any order: pushes are repeated and
 * sent to any of two server processes, procedure calls are sent twice, clocks are a day off, processes die
 * and start again. All of it follows from a seed.
 */
import { v7 as uuidv7 } from 'uuid'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { Order } from '../../shared/entities/order.ts'
import type { PushResult, SessionAnswer } from '../../shared/sync/protocol.ts'
import { reconcile } from '../../sync-server/procedures/reconcile.ts'
import { openServices } from '../../sync-server/services.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { acceptChanges } from '../../sync-server/sync/accept-changes.ts'
import { aDocument } from './a-document.ts'
import { openShop, orderOf } from './a-shop.ts'
import { breakingStore } from './breaking-store.ts'
import type { BreakingStore } from './breaking-store.ts'
import { cheapPasswords, startServer } from './start-server.ts'

export interface StockRun {
  orders: Order[]
  /** Everything that does not agree in the books, in words. */
  findings: string[]
  /** Units in stock at the beginning. */
  units: number
  /** How often a process died. */
  deaths: number
}

/** The same numbers for the same seed (mulberry32). */
export function dice(seed: number) {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    chance: (share: number) => next() < share,
    shuffled<T>(items: readonly T[]): T[] {
      const mixed = [...items]
      for (let index = mixed.length - 1; index > 0; index--) {
        const other = below(index + 1)
        ;[mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T]
      }
      return mixed
    },
  }
}

const dayLong = 24 * 60 * 60 * 1000

export async function runStock(options: {
  seed: number
  devices: number
  /** Units of each product. */
  stock: readonly number[]
  orders: number
  /** Units of one item at most. */
  mostUnits: number
  /** Items of one order at most. */
  mostItems: number
  /** How likely a process dies at a push. */
  deaths?: number
  /** Through the whole server with its routes; else the same work without them, which is quicker. */
  overHttp?: boolean
}): Promise<StockRun> {
  const random = dice(options.seed)
  const store = createEmbeddedStore({ folder: ':memory:' })
  const shop = await openShop({ stock: options.stock, store, takesUpCalls: false })
  const sessions: SessionAnswer[] = []
  for (let device = 0; device < options.devices; device++)
    sessions.push((await shop.server.signIn(shop.rep.user.email)).session)

  const start = () => startProcess(store, options.overHttp ?? false)
  const processes = [await start(), await start()]
  let deaths = 0
  const alive = async () => {
    const at = random.below(processes.length)
    const one = processes[at]
    if (one && !one.own.isBroken()) return one
    if (one) await one.close()
    return (processes[at] = await start())
  }

  const skewed = () => new Date(Date.now() + (random.below(3) - 1) * dayLong).toISOString()
  const orders = Array.from({ length: options.orders }, () => {
    const products = random.shuffled(shop.productIds).slice(0, 1 + random.below(options.mostItems))
    const at = skewed()
    const items = products.map((id) => [id, 1 + random.below(options.mostUnits)] as const)
    return orderOf(shop, items, { createdAt: at, updatedAt: at })
  })
  const messages = orders.flatMap((document, index) => {
    const session = sessions[index % sessions.length] as SessionAnswer
    const push = { session, collection: 'orders' as const, document }
    const copies = Array.from({ length: 1 + random.below(3) }, () => push)
    if (!random.chance(0.3)) return copies
    const input = { orderId: document.id }
    const call = aDocument('calls', { id: uuidv7(), procedure: 'place_order', input, createdAt: skewed() })
    const asked = { session, collection: 'calls' as const, document: call }
    return [...copies, asked, asked]
  })
  for (const { session, collection, documents } of inBatches(random, random.shuffled(messages)))
    for (;;) {
      const { own, push } = await alive()
      if (options.deaths && random.chance(options.deaths)) {
        own.breakAfter(random.below(20))
        deaths++
      }
      // A device repeats what was not answered, to whichever process answers next.
      const sent = await push(session, collection, documents).catch(() => undefined)
      if (!sent) continue
      const refused = sent.find(({ outcome }) => outcome === 'rejected')
      if (refused) throw new Error(`a push was answered ${JSON.stringify(refused)}`)
      break
    }
  for (const { own, settled, close } of processes) {
    if (!own.isBroken()) own.breakAfter(Infinity)
    if (!own.isBroken()) await settled()
    await close()
  }
  const last = await start()
  await last.settled()
  const { findings } = await reconcile(store)
  const placed: Order[] = []
  for await (const page of store.list('orders')) placed.push(...page.map(({ body }) => body as Order))
  for await (const page of store.list('calls'))
    for (const { body, id } of page)
      if (body['status'] === 'pending') findings.push(`Call ${id} was not carried out`)
  await last.close()
  await shop.close()
  await store.close()
  return { orders: placed, findings, units: options.stock.reduce((sum, units) => sum + units, 0), deaths }
}

interface Process {
  own: BreakingStore
  push: (
    session: SessionAnswer,
    collection: CollectionName,
    documents: readonly AnyDocument[],
  ) => Promise<PushResult[]>
  settled: () => Promise<void>
  close: () => Promise<void>
}

/** One of the server's processes, on a store that can die under it. */
async function startProcess(store: DocumentStore, overHttp: boolean): Promise<Process> {
  const own = breakingStore(store)
  const ignore = () => undefined
  if (overHttp) {
    const server = await startServer({ store: own })
    return {
      own,
      push: (session, collection, documents) =>
        server.device(session).push(collection, ...documents.map((document) => [document] as const)),
      settled: () => server.services.takeUp.settled(),
      close: () => server.close().catch(ignore),
    }
  }
  const services = await openServices({ store: own, passwordCost: cheapPasswords, onError: ignore })
  return {
    own,
    push: ({ user: person, deviceId }, collection, documents) => {
      const rows = documents.map((newDocumentState) => ({ newDocumentState }))
      return acceptChanges(services, { person, deviceId, collection, rows })
    },
    settled: () => services.takeUp.settled(),
    close: () => services.close().catch(ignore),
  }
}

interface Message {
  session: SessionAnswer
  collection: 'orders' | 'calls'
  document: AnyDocument
}

/** What a device has to say of one collection goes out together, in pushes of any size. */
function inBatches(random: ReturnType<typeof dice>, messages: readonly Message[]) {
  const batches: { session: SessionAnswer; collection: Message['collection']; documents: AnyDocument[] }[] =
    []
  for (const { session, collection, document } of messages) {
    const open = batches.findLast((batch) => batch.session === session && batch.collection === collection)
    if (open && random.chance(0.8)) open.documents.push(document)
    else batches.push({ session, collection, documents: [document] })
  }
  return random.shuffled(batches)
}

/** 200 orders over 100 units on 20 products; what is wrong with the outcome, in words. */
export async function checkStock(seed: number): Promise<string[]> {
  const stock = Array.from({ length: 20 }, () => 5)
  const run = await runStock({
    seed,
    devices: 5,
    stock,
    orders: 200,
    mostUnits: 3,
    mostItems: 3,
    deaths: 0.015,
  })
  const wrong = [...run.findings]
  const lines = run.orders.flatMap((order) => order.lines)
  const confirmed = lines.reduce((sum, line) => sum + (line.confirmed ?? 0), 0)
  if (run.orders.length !== 200) wrong.push(`${run.orders.length} orders instead of 200`)
  // Demand is far above the stock, so every unit finds its order.
  if (confirmed !== run.units) wrong.push(`${confirmed} units were promised of ${run.units}`)
  for (const { id, status } of run.orders)
    if (status !== 'confirmed' && status !== 'backordered') wrong.push(`Order ${id} is ${status}`)
  const numbers = run.orders.map(({ number }) => Number(number)).sort((a, b) => a - b)
  if (numbers.some((number, index) => number !== index + 1))
    wrong.push(`the order numbers are ${numbers.join(' ')}`)
  return wrong
}
