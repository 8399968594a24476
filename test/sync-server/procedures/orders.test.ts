import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Order } from '../../../shared/entities/order.ts'
import type { Product } from '../../../shared/entities/product.ts'
import { reconcile } from '../../../sync-server/procedures/reconcile.ts'
import { callOf, openShop, orderOf } from '../../support/a-shop.ts'
import type { Shop } from '../../support/a-shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ stock: [10, 3, 0] })
})
afterEach(async () => {
  expect((await reconcile(shop.store)).findings).toEqual([])
  expect(shop.server.failures).toEqual([])
  await shop.close()
})

const stored = async <T>(kind: string, id: string) => (await shop.store.get({ kind, id }))?.body as T
const order = (id: string) => stored<Order>('orders', id)
const stockOf = async (index: number) => {
  const { stockOnHand, stockReserved = 0 } = await stored<Product>('products', shop.productIds[index] ?? '')
  return [stockOnHand, stockReserved]
}
const product = (index: number) => shop.productIds[index] ?? ''

async function submit(...items: [product: number, quantity: number][]): Promise<Order> {
  const document = orderOf(
    shop,
    items.map(([index, quantity]) => [product(index), quantity] as const),
  )
  await shop.rep.save('orders', document)
  await shop.server.services.takeUp.settled()
  return order(document.id)
}

describe('placing', () => {
  it('a submitted order is placed by itself, gets a number and reserves what it takes', async () => {
    const placed = await submit([0, 4], [1, 3])
    expect(placed).toMatchObject({ status: 'confirmed', number: '1' })
    expect(placed.lines.map(({ confirmed, backordered }) => [confirmed, backordered])).toEqual([
      [4, 0],
      [3, 0],
    ])
    expect([await stockOf(0), await stockOf(1)]).toEqual([
      [10, 4],
      [3, 3],
    ])
  })
  it('the person who submitted it finds the receipt on their devices', async () => {
    const placed = await submit([0, 4])
    const receipts = await shop.rep.holds('calls')
    expect(receipts).toMatchObject([
      {
        procedure: 'place_order',
        status: 'accepted',
        input: { orderId: placed.id },
        result: { message: 'Order 1 is confirmed.', number: '1' },
      },
    ])
  })
  it('what is not in stock waits, in units', async () => {
    const placed = await submit([1, 5], [2, 1])
    expect(placed.status).toBe('backordered')
    expect(placed.lines.map(({ confirmed, backordered }) => [confirmed, backordered])).toEqual([
      [3, 2],
      [0, 1],
    ])
  })
  it('an order that is placed again is refused with a sentence and nothing moves', async () => {
    const placed = await submit([0, 4])
    const again = await callOf(shop.rep, 'place_order', { orderId: placed.id })
    expect(again).toMatchObject({
      status: 'rejected',
      error: { code: 'ORDER_STATE', message: 'Order 1 is confirmed already.' },
    })
    expect(await stockOf(0)).toEqual([10, 4])
  })
  it('an order for a product that is gone is rejected with the reason and can be mended', async () => {
    await shop.admin.push('products', [
      { id: product(1), _deleted: true },
      {
        ...(await stored<object>('products', product(1))),
        revision: (await shop.store.get({ kind: 'products', id: product(1) }))?.revision,
      },
    ])
    const rejected = await submit([0, 1], [1, 1])
    expect(rejected).toMatchObject({ status: 'rejected', rejection: 'Chai is no longer sold.' })
    expect(rejected.number).toBeUndefined()
    const revision = (await shop.store.get({ kind: 'orders', id: rejected.id }))?.revision
    await shop.rep.save(
      'orders',
      { ...rejected, lines: rejected.lines.slice(0, 1), status: 'submitted' },
      { ...rejected, revision },
    )
    await shop.server.services.takeUp.settled()
    const placed = await order(rejected.id)
    expect(placed).toMatchObject({ status: 'confirmed', number: '1' })
    expect(placed.rejection).toBeUndefined()
  })
  it('a price that is no longer the list price is marked and kept', async () => {
    const document = orderOf(shop, [[product(0), 1]])
    const lines = document['lines'] as Order['lines']
    await shop.rep.save('orders', { ...document, lines: lines.map((line) => ({ ...line, unitPrice: 1700 })) })
    await shop.server.services.takeUp.settled()
    expect((await order(document.id)).lines).toMatchObject([{ unitPrice: 1700, listPrice: 1800 }])
  })
  it('numbers have no gap and go on behind what was imported', async () => {
    expect((await submit([0, 1])).number).toBe('1')
    const rows = [
      {
        row: 2,
        key: '500',
        values: {
          number: '500',
          customerId: shop.customerId,
          status: 'fulfilled',
          orderDate: '2026-01-01',
          currency: 'USD',
          freight: 0,
          provisionalNumber: 'I-500',
          lines: [
            {
              key: '1',
              productId: product(0),
              description: 'Chai',
              quantity: 1,
              unitPrice: 1,
              discount: 0,
              taxRate: 0,
            },
          ],
        },
      },
    ]
    const answer = await shop.admin.call('POST', '/admin/import/orders', { rows, commit: true })
    expect(answer.text).toContain('"action":"create"')
    expect([(await submit([0, 1])).number, (await submit([0, 1])).number]).toEqual(['501', '502'])
  })
})

describe('what devices send', () => {
  it('cannot set where the units of a line are', async () => {
    const document = orderOf(shop, [[product(2), 1]])
    const lines = (document['lines'] as Order['lines']).map((line) => ({
      ...line,
      confirmed: 1,
      fulfilled: 1,
    }))
    await shop.rep.save('orders', { ...document, lines })
    await shop.server.services.takeUp.settled()
    expect((await order(document.id)).lines).toMatchObject([{ confirmed: 0, backordered: 1, fulfilled: 0 }])
  })
  it('cannot change what was placed, not even an administrator', async () => {
    const placed = await submit([0, 4])
    const revision = (await shop.store.get({ kind: 'orders', id: placed.id }))?.revision
    const edits = [
      { status: 'fulfilled' },
      { lines: placed.lines.map((line) => ({ ...line, quantity: 1 })) },
      { freight: 100 },
      { currency: 'EUR' },
    ]
    for (const edit of edits)
      expect(
        await shop.admin.push('orders', [
          { ...placed, ...edit },
          { ...placed, revision },
        ]),
      ).toMatchObject([{ outcome: 'rejected', error: { code: 'FORBIDDEN', field: Object.keys(edit)[0] } }])
    expect(
      await shop.admin.push('orders', [
        { ...placed, notes: 'Ring twice' },
        { ...placed, revision },
      ]),
    ).toMatchObject([{ outcome: 'accepted' }])
    expect((await order(placed.id)).lines).toEqual(placed.lines)
  })
})

describe('after placing', () => {
  it('an order is sent in parts, taken back in parts, and the ledger tells each', async () => {
    const placed = await submit([0, 4])
    const lineId = placed.lines[0]?.id ?? ''
    const part = (quantity: number) => ({ orderId: placed.id, lines: [{ lineId, quantity }] })
    expect(await callOf(shop.admin, 'fulfil_order', part(3))).toMatchObject({
      status: 'accepted',
      result: { status: 'part-fulfilled' },
    })
    expect(await stockOf(0)).toEqual([7, 1])
    expect(await callOf(shop.admin, 'fulfil_order', part(2))).toMatchObject({
      error: { code: 'QUANTITY_TOO_LARGE', field: 'lines.0.quantity' },
    })
    await callOf(shop.admin, 'fulfil_order', { orderId: placed.id })
    expect(await order(placed.id)).toMatchObject({ status: 'fulfilled' })
    expect(await stockOf(0)).toEqual([6, 0])
    expect(await callOf(shop.admin, 'return_order', { ...part(5), restock: true })).toMatchObject({
      error: { code: 'QUANTITY_TOO_LARGE' },
    })
    await callOf(shop.admin, 'return_order', { ...part(1), restock: true })
    expect(await stockOf(0)).toEqual([7, 0])
    await callOf(shop.admin, 'return_order', { ...part(3), restock: false, reason: 'Broken' })
    expect(await order(placed.id)).toMatchObject({ status: 'returned' })
    expect(await stockOf(0)).toEqual([7, 0])
  })
  it('a cancelled order frees its stock, once', async () => {
    const placed = await submit([0, 4])
    const cancelled = await callOf(shop.rep, 'cancel_order', { orderId: placed.id })
    expect(cancelled.result).toMatchObject({ status: 'cancelled', message: 'Order 1 is cancelled.' })
    expect(await stockOf(0)).toEqual([10, 0])
    expect(await callOf(shop.rep, 'cancel_order', { orderId: placed.id })).toMatchObject({
      error: { code: 'ORDER_STATE', message: 'Order 1 is cancelled and cannot be cancelled.' },
    })
  })
  it('what comes in goes to the orders that wait, the oldest first', async () => {
    const first = await submit([2, 2])
    const second = await submit([2, 2])
    const received = await callOf(shop.admin, 'receive_stock', {
      items: [{ productId: product(2), quantity: 3 }],
    })
    expect(received.result).toMatchObject({ orderIds: [first.id, second.id] })
    expect([(await order(first.id)).status, (await order(second.id)).status]).toEqual([
      'confirmed',
      'backordered',
    ])
    expect((await order(second.id)).lines).toMatchObject([{ confirmed: 1, backordered: 1 }])
    await callOf(shop.rep, 'cancel_order', { orderId: second.id, only: 'backordered' })
    expect(await order(second.id)).toMatchObject({
      status: 'confirmed',
      lines: [{ confirmed: 1, cancelled: 1 }],
    })
  })
  it('only some of the items are cancelled when they are named, with the reason', async () => {
    const placed = await submit([0, 4], [2, 2])
    const [kept, given] = placed.lines
    const lineIds = [given?.id ?? '']
    await callOf(shop.rep, 'cancel_order', { orderId: placed.id, lineIds, reason: 'Bought elsewhere' })
    expect(await order(placed.id)).toMatchObject({
      status: 'confirmed',
      cancelReason: 'Bought elsewhere',
      lines: [
        { id: kept?.id, confirmed: 4 },
        { cancelled: 2, backordered: 0 },
      ],
    })
    expect(
      await callOf(shop.rep, 'cancel_order', { orderId: placed.id, lineIds: ['no-such-item'] }),
    ).toMatchObject({ error: { code: 'INVALID_INPUT', field: 'lineIds.0' } })
  })
  it('what comes in is no longer on order', async () => {
    const held = (await shop.admin.holds('products')).find(({ id }) => id === product(0))
    await shop.admin.save('products', { ...held, onOrder: 8 }, held)
    await callOf(shop.admin, 'receive_stock', { items: [{ productId: product(0), quantity: 5 }] })
    expect(await stored<Product>('products', product(0))).toMatchObject({ onOrder: 3, stockOnHand: 15 })
    await callOf(shop.admin, 'receive_stock', { items: [{ productId: product(0), quantity: 5 }] })
    expect(await stored<Product>('products', product(0))).toMatchObject({ onOrder: 0, stockOnHand: 20 })
  })
  it('a marked price is settled once: the list’s is taken or the order’s is kept', async () => {
    const document = orderOf(shop, [
      [product(0), 1],
      [product(1), 1],
    ])
    const lines = document['lines'] as Order['lines']
    await shop.rep.save('orders', { ...document, lines: lines.map((line) => ({ ...line, unitPrice: 1700 })) })
    await shop.server.services.takeUp.settled()
    const [first, second] = lines.map(({ id }) => id)
    const settle = (lineId: string | undefined, take: string) =>
      callOf(shop.rep, 'settle_price', { orderId: document.id, lineId, take })
    expect((await settle(first, 'list')).result?.message).toContain('costs $18.00')
    await settle(second, 'order')
    const settled = (await order(document.id)).lines
    expect(settled).toMatchObject([{ unitPrice: 1800 }, { unitPrice: 1700 }])
    expect(settled.map(({ listPrice }) => listPrice)).toEqual([undefined, undefined])
    expect(await settle(first, 'list')).toMatchObject({ error: { code: 'NOTHING_TO_DO' } })
  })
  it('a count corrects the stock by what it differs from what the counter saw, never below what is promised', async () => {
    const productId = product(0)
    await submit([0, 8])
    expect(await callOf(shop.admin, 'adjust_stock', { productId, counted: 5 })).toMatchObject({
      error: { code: 'NOT_ENOUGH_STOCK' },
    })
    await callOf(shop.admin, 'adjust_stock', { productId, counted: 11, expected: 12, note: 'Shelf 4' })
    expect(await stockOf(0)).toEqual([9, 8])
  })
})

describe('calls', () => {
  it('the same id again gives the same receipt and has no second effect', async () => {
    const id = '0198a000-0000-7000-8000-000000000001'
    const input = { items: [{ productId: product(0), quantity: 5 }] }
    const answers = await Promise.all([1, 2, 3].map(() => callOf(shop.admin, 'receive_stock', input, id)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await stockOf(0)).toEqual([15, 0])
  })
  it('a pushed call is carried out and its receipt comes back, whatever status it claims', async () => {
    const placed = await submit([0, 4])
    const at = '2026-05-01T08:00:00.000Z'
    const call = {
      id: '0198a000-0000-7000-8000-000000000002',
      procedure: 'cancel_order',
      version: 1,
      input: { orderId: placed.id },
      status: 'accepted',
      createdAt: at,
      updatedAt: at,
    }
    await shop.rep.save('calls', call)
    await shop.server.services.takeUp.settled()
    expect((await shop.rep.holds('calls')).find(({ id }) => id === call.id)).toMatchObject({
      status: 'accepted',
      result: { status: 'cancelled' },
      ownerId: shop.rep.user.id,
      deviceId: shop.rep.session.deviceId,
    })
    expect(await stockOf(0)).toEqual([10, 0])
  })
  it('what is not there and what may not be seen are refused alike', async () => {
    const placed = await submit([0, 4])
    const other = await shop.server.join({
      role: 'sales_rep',
      teamIds: [await shop.server.createTeam('South')],
    })
    const answers = await Promise.all(
      [placed.id, '0198a000-0000-7000-8000-000000000003'].map((orderId) =>
        callOf(other, 'cancel_order', { orderId }),
      ),
    )
    expect(answers.map(({ status, error }) => [status, error])).toEqual([
      ['rejected', expect.objectContaining({ code: 'NOT_FOUND' })],
      ['rejected', answers[0]?.error],
    ])
  })
  it('roles are asked, and so is the input', async () => {
    expect(
      await callOf(shop.rep, 'receive_stock', { items: [{ productId: product(0), quantity: 1 }] }),
    ).toMatchObject({
      status: 'rejected',
      error: { code: 'FORBIDDEN' },
    })
    for (const quantity of [-1, 0, 1.5]) {
      const input = { items: [{ productId: product(0), quantity }] }
      expect((await shop.admin.call('POST', '/procedures/receive_stock', { input })).status).toBe(400)
    }
    expect((await shop.admin.call('POST', '/procedures/sell_the_company', { input: {} })).status).toBe(404)
  })
  it('the list names what the person may call, and the API is described', async () => {
    const list = await shop.rep.call<{ procedures: { name: string; input: object }[] }>('GET', '/procedures')
    expect(list.body.procedures.map(({ name }) => name)).toEqual([
      'place_order',
      'cancel_order',
      'settle_price',
      'convert_lead',
      'assign_leads',
      'reassign_book',
      'merge_customers',
      'merge_leads',
      'unmerge_customers',
      'unmerge_leads',
    ])
    expect(list.body.procedures[0]?.input).toMatchObject({ type: 'object', required: ['orderId'] })
    const { body } = await shop.server.call<{ paths: Record<string, unknown> }>('GET', '/openapi.json')
    expect(Object.keys(body.paths)).toContain('/api/v1/procedures/place_order')
  })
})
