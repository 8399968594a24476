/** What must not happen to an order or the stock, and what the person is told instead. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Order } from '../../../shared/entities/order.ts'
import { reconcile } from '../../../sync-server/procedures/reconcile.ts'
import { aDocument } from '../../support/a-document.ts'
import { callOf, openShop, orderOf } from '../../support/a-shop.ts'
import type { Shop } from '../../support/a-shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ stock: [10] })
})
afterEach(async () => {
  expect((await reconcile(shop.store)).findings).toEqual([])
  expect(shop.server.failures).toEqual([])
  await shop.close()
})

const product = () => shop.productIds[0] ?? ''
const order = async (id: string) => (await shop.store.get({ kind: 'orders', id }))?.body as Order | undefined
const stock = async () => {
  const stored = await shop.store.get({ kind: 'products', id: product() })
  return [stored?.body['stockOnHand'], stored?.body['stockReserved'] ?? 0]
}
async function submit(quantity: number, changes: Record<string, unknown> = {}): Promise<Order> {
  const document = orderOf(shop, [[product(), quantity]], changes)
  await shop.rep.save('orders', document)
  await shop.server.services.takeUp.settled()
  return (await order(document.id)) as Order
}
const change = async (kind: 'products' | 'customers' | 'priceLists', id: string, values: object) => {
  const stored = await shop.store.get({ kind, id })
  const now = { ...stored?.body, revision: stored?.revision }
  await shop.admin.save(kind, { ...now, ...values }, now)
}

describe('quantities', () => {
  it('below 1 and broken ones are refused with the item, by push and by procedure', async () => {
    for (const quantity of [-1, 0, 1.5, 1e9, '2']) {
      const document = orderOf(shop, [[product(), 1]])
      const lines = (document['lines'] as object[]).map((line) => ({ ...line, quantity }))
      expect(await shop.rep.push('orders', [{ ...document, lines }])).toMatchObject([
        { outcome: 'rejected', error: { code: 'INVALID_DOCUMENT', field: 'lines.0.quantity' } },
      ])
      const input = { items: [{ productId: product(), quantity }] }
      const call = aDocument('calls', { id: uuidv7(), procedure: 'receive_stock', input })
      await shop.admin.save('calls', call)
      await shop.server.services.takeUp.settled()
      expect((await shop.store.get({ kind: 'calls', id: call.id }))?.body).toMatchObject({
        status: 'rejected',
        error: { code: 'INVALID_INPUT', field: 'items.0.quantity' },
      })
    }
    expect(await stock()).toEqual([10, 0])
  })
  it('a discount of more than the goods cost and one below 0 are refused with the field', async () => {
    for (const discountAmount of [1801, -1])
      expect(
        await shop.rep.push('orders', [orderOf(shop, [[product(), 1]], { discountAmount })]),
      ).toMatchObject([{ outcome: 'rejected', error: { code: 'INVALID_DOCUMENT', field: 'discountAmount' } }])
    expect(await submit(1, { discountAmount: 1800 })).toMatchObject({ status: 'confirmed' })
  })
  it('more is not returned than was sent, also by two who take it back at once', async () => {
    const placed = await submit(4)
    const lineId = placed.lines[0]?.id
    const back = (quantity: number) =>
      callOf(shop.admin, 'return_order', {
        orderId: placed.id,
        lines: [{ lineId, quantity }],
        restock: true,
      })
    expect(await back(1)).toMatchObject({
      error: { code: 'ORDER_STATE', message: 'Order 1 is confirmed and cannot be taken back.' },
    })
    await callOf(shop.admin, 'fulfil_order', { orderId: placed.id })
    expect(await back(5)).toMatchObject({
      error: { code: 'QUANTITY_TOO_LARGE', message: 'Only 4 of Chai were sent and have not come back.' },
    })
    const answers = await Promise.all([back(3), back(3)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['accepted', 'rejected'])
    expect(await stock()).toEqual([9, 0])
  })
})

describe('what changed while an order was on its way', () => {
  it('a product that was discontinued: what is there is sold, more is refused with the reason', async () => {
    await change('products', product(), { discontinued: true })
    expect(await submit(11)).toMatchObject({
      status: 'rejected',
      rejection: 'Chai is discontinued and only 10 of 11 can be had.',
      rejectionWords: {
        text: '{item} is discontinued and only {confirmed} of {quantity} can be had.',
        values: { item: 'Chai', confirmed: 10, quantity: 11 },
      },
    })
    expect(await stock()).toEqual([10, 0])
    expect(await submit(10)).toMatchObject({ status: 'confirmed' })
  })
  it('a price list: the order keeps its price, the list’s is marked, a person decides', async () => {
    const listId = uuidv7()
    const price = { id: uuidv7(), productId: product(), price: 1500 }
    await shop.admin.save('priceLists', aDocument('priceLists', { id: listId, prices: [price] }))
    const lines = (at: number) => ({
      lines: [
        {
          id: uuidv7(),
          productId: product(),
          description: 'Chai',
          quantity: 2,
          unitPrice: at,
          discount: 0,
          taxRate: 0,
          priceListId: listId,
        },
      ],
    })
    expect((await submit(2, lines(1500))).lines[0]).not.toHaveProperty('listPrice')
    await change('priceLists', listId, { prices: [{ ...price, price: 1600 }] })
    const placed = await submit(2, lines(1500))
    expect(placed).toMatchObject({ status: 'confirmed', lines: [{ unitPrice: 1500, listPrice: 1600 }] })
    const lineId = placed.lines[0]?.id
    await callOf(shop.rep, 'settle_price', { orderId: placed.id, lineId, take: 'list' })
    expect((await order(placed.id))?.lines).toMatchObject([{ unitPrice: 1600 }])
    // A list that no longer holds leaves the product's own price.
    await change('priceLists', listId, { active: false })
    expect((await submit(2, lines(1600))).lines).toMatchObject([{ unitPrice: 1600, listPrice: 1800 }])
  })
  it('a customer who was handed to a colleague, or to another team: refused, and the rep keeps what they typed', async () => {
    const colleague = await shop.server.join({ role: 'sales_rep', teamIds: [shop.teamId] })
    await change('customers', shop.customerId, { ownerId: colleague.user.id })
    const late = orderOf(shop, [[product(), 1]])
    expect(await shop.rep.push('orders', [late])).toMatchObject([
      { outcome: 'rejected', error: { code: 'FORBIDDEN' } },
    ])
    const south = await shop.server.createTeam('South')
    const other = await shop.server.join({ role: 'sales_rep', teamIds: [south] })
    await change('customers', shop.customerId, { ownerId: other.user.id, teamId: south })
    expect(await shop.rep.push('orders', [late])).toMatchObject([
      { outcome: 'rejected', error: { code: 'RELATED_NOT_FOUND', field: 'customerId' } },
    ])
    expect(await order(late.id)).toBeUndefined()
    expect(await stock()).toEqual([10, 0])
  })
  it('a customer who was handed over after the order had arrived: it is placed, for the new owner to see', async () => {
    const quiet = await openShop({ stock: [10], takesUpCalls: false })
    const document = orderOf(quiet, [[quiet.productIds[0] ?? '', 2]])
    await quiet.rep.save('orders', document)
    const south = await quiet.server.createTeam('South')
    const other = await quiet.server.join({ role: 'sales_rep', teamIds: [south] })
    const stored = await quiet.store.get({ kind: 'customers', id: quiet.customerId })
    const now = { ...stored?.body, revision: stored?.revision }
    await quiet.admin.save('customers', { ...now, ownerId: other.user.id, teamId: south }, now)
    await quiet.server.services.takeUp.settled()
    expect(await other.holds('orders')).toMatchObject([{ id: document.id, status: 'confirmed', number: '1' }])
    expect(await quiet.rep.holds('orders')).toEqual([])
    await quiet.close()
  })
})

describe('the same twice', () => {
  it('an order that two devices submit, and one asks for as well, is placed once', async () => {
    const document = orderOf(shop, [[product(), 4]])
    const second = await shop.server.signIn(shop.rep.user.email)
    await Promise.all([
      shop.rep.push('orders', [document]),
      second.push('orders', [document]),
      shop.rep.push('orders', [document]),
    ])
    await Promise.all([
      callOf(shop.rep, 'place_order', { orderId: document.id }),
      callOf(second, 'place_order', { orderId: document.id }),
    ])
    await shop.server.services.takeUp.settled()
    expect(await order(document.id)).toMatchObject({ status: 'confirmed', number: '1' })
    expect(await stock()).toEqual([10, 4])
    expect((await submit(1)).number).toBe('2')
  })
  it('an order is sent once by two who send it at once', async () => {
    const placed = await submit(4)
    const answers = await Promise.all(
      [1, 2].map(() => callOf(shop.admin, 'fulfil_order', { orderId: placed.id })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['accepted', 'rejected'])
    expect(await stock()).toEqual([6, 0])
  })
})

describe('calls of another age', () => {
  it('of a version or a name that the server does not know are refused with what to do', async () => {
    for (const [changes, code] of [
      [{ version: 99 }, 'UPDATE_REQUIRED'],
      [{ procedure: 'sell_the_company' }, 'UNKNOWN_PROCEDURE'],
    ] as const) {
      const call = aDocument('calls', { id: uuidv7(), input: { orderId: uuidv7() }, ...changes })
      await shop.admin.save('calls', call)
      await shop.server.services.takeUp.settled()
      expect((await shop.store.get({ kind: 'calls', id: call.id }))?.body).toMatchObject({
        status: 'rejected',
        error: { code },
      })
    }
  })
})
