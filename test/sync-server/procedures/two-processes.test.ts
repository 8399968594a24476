/** Two server processes over one database, on either store, asked for the same things at the same time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { customerIdOfLead } from '../../../shared/derived-id.ts'
import { reconcile } from '../../../sync-server/procedures/reconcile.ts'
import { openStore } from '../../../sync-server/store/open-store.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { aDocument } from '../../support/a-document.ts'
import { callOf, openShop, orderOf } from '../../support/a-shop.ts'
import { dropDatabases, newDatabaseName, startCouchdb } from '../../support/couchdb-double.ts'
import type { CouchServer } from '../../support/couchdb-double.ts'
import { startServer } from '../../support/start-server.ts'

let couch: CouchServer
let opened = 0
const prefix = `${newDatabaseName()}_`
beforeAll(async () => {
  couch = await startCouchdb()
})
afterAll(async () => {
  await dropDatabases(couch.url, prefix)
  await couch.stop()
})

const stores: [string, () => Promise<DocumentStore>][] = [
  ['the embedded store', () => openStore({ dataFolder: ':memory:' })],
  [
    'CouchDB',
    () =>
      openStore({ couchdbUrl: couch.url, dataFolder: ':memory:', databasePrefix: `${prefix}${++opened}_` }),
  ],
]

describe.each(stores)('on %s', (_, open) => {
  it('a lead that two devices convert at once becomes one customer', async () => {
    const store = await open()
    const shop = await openShop({ stock: [], store })
    const other = await startServer({ store })
    const leadId = uuidv7()
    const owned = { ownerId: shop.rep.user.id, teamId: shop.teamId }
    await shop.rep.save('leads', aDocument('leads', { id: leadId, ...owned }))
    const interaction = aDocument('interactions', { id: uuidv7(), leadId, customerId: undefined })
    await shop.rep.save('interactions', interaction)
    const task = aDocument('tasks', { id: uuidv7(), leadId })
    await shop.rep.save('tasks', task)

    const elsewhere = other.device(shop.rep.session)
    const answers = await Promise.all(
      [shop.rep, elsewhere, shop.rep, elsewhere].map((device) => callOf(device, 'convert_lead', { leadId })),
    )
    const customerId = customerIdOfLead(leadId)
    expect(answers.map(({ result }) => result?.['customerId'])).toEqual(answers.map(() => customerId))
    expect(answers.filter(({ result }) => result?.['already'] === false)).toHaveLength(1)
    const customers = (await shop.rep.holds('customers')).filter((one) => one['leadId'] === leadId)
    expect(customers).toMatchObject([{ id: customerId, ...owned }])
    const [moved, todo] = await store.getMany([
      { kind: 'interactions', id: interaction.id },
      { kind: 'tasks', id: task.id },
    ])
    expect([moved?.body['customerId'], moved?.parent, todo?.body['customerId']]).toEqual([
      customerId,
      `customers:${customerId}`,
      customerId,
    ])
    await other.close()
    await shop.close()
    await store.close()
  }, 60_000)

  it('orders that arrive at both are placed once each, from one stock', async () => {
    const store = await open()
    const shop = await openShop({ stock: [5], store })
    const other = await startServer({ store })
    const elsewhere = other.device(shop.rep.session)
    const orders = Array.from({ length: 8 }, () => orderOf(shop, [[shop.productIds[0] ?? '', 1]]))
    await Promise.all(
      orders.map((order, index) => (index % 2 === 0 ? shop.rep : elsewhere).push('orders', [order])),
    )
    await Promise.all([shop.server.services.takeUp.settled(), other.services.takeUp.settled()])
    const bodies = (await store.getMany(orders.map(({ id }) => ({ kind: 'orders', id })))).map(
      (one) => one?.body,
    )
    const of = (status: string) => bodies.filter((body) => body?.['status'] === status).length
    expect([of('confirmed'), of('backordered')]).toEqual([5, 3])
    expect((await reconcile(store)).findings).toEqual([])
    await other.close()
    await shop.close()
    await store.close()
  }, 60_000)
})
