/**
 * A process that dies between any two writes of a procedure, at every one of them: the next process finishes
 * what was begun, and the books agree.
 */
import { describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { customerIdOfLead } from '../../../shared/derived-id.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { lineState } from '../../../shared/order-lifecycle.ts'
import { reconcile } from '../../../sync-server/procedures/reconcile.ts'
import { openServices } from '../../../sync-server/services.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { aDocument } from '../../support/a-document.ts'
import { openShop, orderOf } from '../../support/a-shop.ts'
import type { Shop } from '../../support/a-shop.ts'
import { breakingStore } from '../../support/breaking-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'

interface Scenario {
  /** What waits to be carried out when the process dies. */
  prepare: (shop: Shop) => Promise<void>
  /** What somebody does before the next process comes. */
  meanwhile?: (shop: Shop) => Promise<void>
  check: (shop: Shop) => Promise<void>
}

async function process(store: DocumentStore) {
  return openServices({ store, takesUpCalls: false, onError: () => undefined })
}

/** Runs the scenario once for every place where it can be cut off; the number of places. */
async function cutEverywhere({ prepare, meanwhile, check }: Scenario): Promise<number> {
  for (let rows = 0; ; rows++) {
    const store = createEmbeddedStore({ folder: ':memory:' })
    const shop = await openShop({ stock: [10, 3, 0], store, takesUpCalls: false })
    await prepare(shop)
    const breaking = breakingStore(store)
    const first = await process(breaking)
    breaking.breakAfter(rows)
    await first.takeUp.settled()
    const died = breaking.isBroken()
    await first.close().catch(() => undefined)
    await meanwhile?.(shop)
    const second = await process(store)
    await second.takeUp.settled()
    await check(shop)
    expect((await reconcile(store)).findings, `after ${rows} rows`).toEqual([])
    expect((await store.get({ kind: 'procedures', id: 'journal' }))?.body['plan']).toBeUndefined()
    await second.close()
    await shop.close()
    await store.close()
    if (!died) return rows
  }
}

const call = (procedure: string, input: Record<string, unknown>) =>
  aDocument('calls', { id: uuidv7(), procedure, input })

const all = async (shop: Shop, kind: string): Promise<AnyDocument[]> => {
  const documents: AnyDocument[] = []
  for await (const page of shop.store.list(kind))
    documents.push(...page.map(({ body }) => body as AnyDocument))
  return documents
}
const orders = (shop: Shop) => all(shop, 'orders') as Promise<(AnyDocument & Order)[]>

const submitTwo = async (shop: Shop) => {
  for (const quantity of [4, 8])
    await shop.rep.save(
      'orders',
      orderOf(shop, [
        [shop.productIds[0] ?? '', quantity],
        [shop.productIds[1] ?? '', 2],
      ]),
    )
}

describe('cut off between any two writes', () => {
  it('orders are placed once, with numbers without a gap', async () => {
    const places = await cutEverywhere({
      prepare: submitTwo,
      check: async (shop) => {
        const placed = await orders(shop)
        expect(placed.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual([1, 2])
        const sum = (index: number, name: 'confirmed' | 'backordered') =>
          placed.reduce((units, { lines }) => units + (lines[index]?.[name] ?? 0), 0)
        expect([sum(0, 'confirmed'), sum(0, 'backordered')]).toEqual([10, 2])
        expect([sum(1, 'confirmed'), sum(1, 'backordered')]).toEqual([3, 1])
        expect((await all(shop, 'calls')).filter((one) => one['procedure'] === 'place_order')).toHaveLength(2)
      },
    })
    expect(places).toBeGreaterThan(10)
  })

  it('an order that its rep changes meanwhile is placed as it is then, or was placed as it was', async () => {
    await cutEverywhere({
      prepare: submitTwo,
      async meanwhile(shop) {
        for (const order of await orders(shop)) {
          const revision = (await shop.store.get({ kind: 'orders', id: order.id }))?.revision
          const lines = order.lines.map((line) => ({ ...line, quantity: 1 }))
          await shop.rep.push('orders', [
            { ...order, lines },
            { ...order, revision },
          ])
        }
      },
      async check(shop) {
        const placed = await orders(shop)
        expect(placed.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual([1, 2])
        for (const { status, lines } of placed)
          for (const line of lines) {
            const { confirmed, backordered } = lineState(status, line)
            expect(confirmed + backordered).toBe(line.quantity)
          }
      },
    })
  })

  it('a lead becomes one customer with everything that was its', async () => {
    let leadId = ''
    const places = await cutEverywhere({
      async prepare(shop) {
        const { rep, teamId } = shop
        leadId = uuidv7()
        const owned = { ownerId: rep.user.id, teamId }
        await rep.save('leads', aDocument('leads', { id: leadId, ...owned }))
        for (const type of ['call', 'visit'])
          await rep.save(
            'interactions',
            aDocument('interactions', { id: uuidv7(), leadId, customerId: undefined, type }),
          )
        await rep.save('tasks', aDocument('tasks', { id: uuidv7(), leadId }))
        await rep.save('tasks', aDocument('tasks', { id: uuidv7(), leadId, status: 'done' }))
        for (let time = 0; time < 2; time++) await rep.save('calls', call('convert_lead', { leadId }))
      },
      async check(shop) {
        const customerId = customerIdOfLead(leadId)
        const made = (await all(shop, 'customers')).filter((one) => one['leadId'] === leadId)
        expect(made.map(({ id }) => id)).toEqual([customerId])
        expect((await all(shop, 'leads'))[0]).toMatchObject({ status: 'won', customerId })
        const interactions = await all(shop, 'interactions')
        expect(interactions.map((one) => one['customerId'])).toEqual([customerId, customerId])
        const tasks = (await all(shop, 'tasks')).sort((a) => (a['status'] === 'open' ? -1 : 1))
        expect(tasks.map((one) => one['customerId'])).toEqual([customerId, undefined])
        const receipts = (await all(shop, 'calls')).filter((one) => one['procedure'] === 'convert_lead')
        expect(receipts.map((one) => one['status'])).toEqual(['accepted', 'accepted'])
        expect((await shop.rep.holds('interactions')).map((one) => one['customerId'])).toEqual([
          customerId,
          customerId,
        ])
      },
    })
    expect(places).toBeGreaterThan(8)
  })

  it('two customers become one with everything that was theirs, and two again when it is undone', async () => {
    let mergedId = ''
    const pair = (shop: Shop) => ({ survivorId: shop.customerId, mergedId })
    const prepare = async (shop: Shop) => {
      const { rep, admin, teamId } = shop
      mergedId = uuidv7()
      const owned = { ownerId: rep.user.id, teamId }
      await rep.save('customers', aDocument('customers', { id: mergedId, fax: '030-1', ...owned }))
      await rep.save('orders', orderOf({ customerId: mergedId }, [[shop.productIds[0] ?? '', 4]]))
      for (const collection of ['interactions', 'tasks', 'cases'] as const)
        await rep.save(collection, aDocument(collection, { id: uuidv7(), customerId: mergedId }))
      await admin.save('calls', call('merge_customers', pair(shop)))
    }
    const customersOf = async (shop: Shop) => {
      const kinds = ['orders', 'interactions', 'tasks', 'cases']
      const children = (await Promise.all(kinds.map((kind) => all(shop, kind)))).flat()
      return children.map((child) => child['customerId'])
    }
    const record = async (shop: Shop, id: string) => (await shop.store.get({ kind: 'customers', id }))?.body
    const places = await cutEverywhere({
      prepare,
      async check(shop) {
        const { customerId } = shop
        expect(await customersOf(shop)).toEqual([customerId, customerId, customerId, customerId])
        expect(await record(shop, mergedId)).toMatchObject({ mergedInto: customerId })
        expect(await record(shop, customerId)).toMatchObject({ fax: '030-1' })
        expect((await orders(shop))[0]).toMatchObject({ status: 'confirmed', number: '1' })
      },
    })
    expect(places).toBeGreaterThan(8)
    await cutEverywhere({
      async prepare(shop) {
        await prepare(shop)
        await shop.server.services.takeUp.settled()
        await shop.admin.save('calls', call('unmerge_customers', pair(shop)))
      },
      async check(shop) {
        expect(await customersOf(shop)).toEqual([mergedId, mergedId, mergedId, mergedId])
        expect(await record(shop, mergedId)).not.toHaveProperty('mergedInto')
        expect(await record(shop, shop.customerId)).not.toHaveProperty('fax')
      },
    })
  })

  it('goods that come in are counted once and serve the orders that wait', async () => {
    await cutEverywhere({
      async prepare(shop) {
        const productId = shop.productIds[2] ?? ''
        for (let time = 0; time < 2; time++) await shop.rep.save('orders', orderOf(shop, [[productId, 2]]))
        await shop.server.services.takeUp.settled()
        await shop.admin.save('calls', call('receive_stock', { items: [{ productId, quantity: 3 }] }))
      },
      async check(shop) {
        const figures = (await orders(shop))
          .map(({ lines }) => lines[0]?.confirmed ?? 0)
          .sort((a, b) => a - b)
        expect(figures).toEqual([1, 2])
        const product = await shop.store.get({ kind: 'products', id: shop.productIds[2] ?? '' })
        expect(product?.body).toMatchObject({ stockOnHand: 3, stockReserved: 3 })
      },
    })
  })

  it('a book is handed over whole, and what somebody moved on since is left to them', async () => {
    let toId = ''
    await cutEverywhere({
      async prepare(shop) {
        const { rep, admin, teamId } = shop
        toId = (await shop.server.join({ role: 'sales_rep', teamIds: [teamId] })).user.id
        for (let time = 0; time < 3; time++)
          await rep.save('leads', aDocument('leads', { id: uuidv7(), ownerId: rep.user.id, teamId }))
        await admin.save('calls', call('reassign_book', { fromId: rep.user.id, toId }))
      },
      async check(shop) {
        const owners = [...(await all(shop, 'leads')), ...(await all(shop, 'customers'))].map(
          ({ ownerId }) => ownerId,
        )
        expect(owners).toEqual([toId, toId, toId, toId])
      },
    })
  })
})

it('a process that is stopped amid its work leaves the rest to the next one', async () => {
  const store = createEmbeddedStore({ folder: ':memory:' })
  const shop = await openShop({ stock: [10], store, takesUpCalls: false })
  const items = [[shop.productIds[0] ?? '', 1]] as const
  await shop.rep.push('orders', ...Array.from({ length: 20 }, () => [orderOf(shop, items)] as const))
  const first = await process(store)
  const working = first.takeUp.settled()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await Promise.all([first.close(), working])
  const left = (await orders(shop)).filter(({ status }) => status === 'submitted')
  expect(left.length).toBeGreaterThan(0)
  const second = await process(store)
  await second.takeUp.settled()
  expect((await orders(shop)).filter(({ status }) => status === 'submitted')).toEqual([])
  expect((await reconcile(store)).findings).toEqual([])
  await second.close()
  await shop.close()
  await store.close()
})
