/** The one write path: channels of children, whatever happens at the same time. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { AnyDocument } from '../../shared/entities/index.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { createDocuments } from '../../sync-server/sync/documents.ts'
import type { DocumentWriter } from '../../sync-server/sync/documents.ts'
import { aDocument } from '../support/a-document.ts'

let store: DocumentStore
let documents: DocumentWriter
let failures: unknown[]
const owners = [uuidv7(), uuidv7()]
beforeEach(async () => {
  store = createEmbeddedStore({ folder: ':memory:' })
  await store.open()
  failures = []
  documents = createDocuments({ store, now: Date.now, onError: (error) => failures.push(error) })
})
afterEach(() => store.close())

const customerOf = (owner: number, changes = {}) =>
  aDocument('customers', { ...(owners[owner] && { ownerId: owners[owner] }), ...changes })
async function write(collection: 'customers' | 'orders', document: AnyDocument) {
  const stored = await store.get({ kind: collection, id: document.id })
  const [result] = await documents.write([{ collection, document, stored }])
  return result?.ok ? 'ok' : result?.error.code
}
const channelsOf = async (kind: string, id: string) => (await store.get({ kind, id }))?.channels

describe('a document written by the server', () => {
  it('lies in the channels of its owner and team, and remembers the former ones', async () => {
    const customer = customerOf(0, { teamId: uuidv7() })
    await write('customers', customer)
    await write('customers', { ...customer, ownerId: owners[1] ?? '' })
    expect(await store.get({ kind: 'customers', id: customer.id })).toMatchObject({
      channels: ['customers:all', `customers:owner:${owners[1]}`, `customers:team:${customer.teamId}`],
      formerChannels: [`customers:owner:${owners[0]}`],
    })
    await write('customers', customer)
    expect((await store.get({ kind: 'customers', id: customer.id }))?.formerChannels).toEqual([
      `customers:owner:${owners[1]}`,
    ])
  })
  it('is refused when it is invalid, has no parent, or was changed meanwhile', async () => {
    const customer = customerOf(0)
    expect(await write('customers', { ...customer, name: '' })).toBe('INVALID_DOCUMENT')
    expect(await write('orders', aDocument('orders'))).toBe('RELATED_NOT_FOUND')
    await write('customers', customer)
    const [result] = await documents.write([{ collection: 'customers', document: customer }])
    expect(result).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
  })
  it('may stand with its parent and with a later state of itself in one call', async () => {
    const customer = customerOf(0)
    const order = aDocument('orders', { customerId: customer.id })
    const results = await documents.write([
      { collection: 'customers', document: customer },
      { collection: 'orders', document: order },
      { collection: 'orders', document: aDocument('orders', { customerId: uuidv7() }) },
    ])
    expect(results.map((result) => result.ok)).toEqual([true, true, false])
    expect(await channelsOf('orders', order.id)).toEqual(await channelsOf('customers', customer.id))
  })
})

describe('the children of a customer that changes hands', () => {
  it('[V5] follow it, all of them', async () => {
    const customer = customerOf(0)
    const orders = Array.from({ length: 450 }, () => aDocument('orders', { customerId: customer.id }))
    await documents.write([
      { collection: 'customers', document: customer },
      ...orders.map((document) => ({ collection: 'orders' as const, document })),
    ])
    await write('customers', { ...customer, ownerId: owners[1] ?? '' })
    for (const { id } of orders)
      expect(await channelsOf('orders', id)).toContain(`customers:owner:${owners[1]}`)
    expect(await store.pendingParents()).toEqual([])
  })
  it('[V5] follow it when they are written at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const customer = customerOf(0)
      await write('customers', customer)
      const orders = Array.from({ length: 5 }, () => aDocument('orders', { customerId: customer.id }))
      await Promise.all([
        write('customers', { ...customer, ownerId: owners[1] ?? '' }),
        ...orders.map((order) => write('orders', order)),
      ])
      const wanted = await channelsOf('customers', customer.id)
      for (const { id } of orders) expect(await channelsOf('orders', id)).toEqual(wanted)
    }
    expect(failures).toEqual([])
  })
  it('[V5] follow it after the process was interrupted in between', async () => {
    const customer = customerOf(0)
    const order = aDocument('orders', { customerId: customer.id })
    await write('customers', customer)
    await write('orders', order)
    // A process that ends right after the write of the parent: the children cannot be listed any more.
    const ending: DocumentStore = { ...store, children: () => Promise.reject(new Error('the process ended')) }
    const interrupted = createDocuments({
      store: ending,
      now: Date.now,
      onError: (error) => failures.push(error),
    })
    const stored = await store.get({ kind: 'customers', id: customer.id })
    const [result] = await interrupted.write([
      { collection: 'customers', document: { ...customer, ownerId: owners[1] ?? '' }, stored },
    ])
    expect(result?.ok).toBe(true)
    expect(failures).toHaveLength(1)
    expect(await channelsOf('orders', order.id)).toContain(`customers:owner:${owners[0]}`)
    expect(await documents.resumePendingParents()).toBe(1)
    expect(await channelsOf('orders', order.id)).toContain(`customers:owner:${owners[1]}`)
    expect(await documents.resumePendingParents()).toBe(0)
  })
})
