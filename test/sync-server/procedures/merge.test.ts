import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { customerIdOfLead } from '../../../shared/derived-id.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { recordIdsOf } from '../../../shared/merged-records.ts'
import { aDocument } from '../../support/a-document.ts'
import { callOf, openShop, orderOf } from '../../support/a-shop.ts'
import type { Shop } from '../../support/a-shop.ts'
import { startServer } from '../../support/start-server.ts'
import type { TestDevice } from '../../support/start-server.ts'

let shop: Shop
/** The one that stays, of the rep, and its double, of a rep of the south. */
let stays: string
let double: string
let south: TestDevice
let southTeam: string

beforeEach(async () => {
  shop = await openShop({ stock: [10] })
  southTeam = await shop.server.createTeam('South')
  south = await shop.server.join({ role: 'sales_rep', teamIds: [southTeam] })
  stays = shop.customerId
  double = uuidv7()
  await south.save(
    'customers',
    aDocument('customers', {
      id: double,
      name: 'Alfreds Futterkiste GmbH',
      phone: '030-1',
      email: 'post@alfreds.example',
      tags: ['baker'],
      notes: 'Closed on Mondays',
      contacts: [{ id: uuidv7(), name: 'Maria Anders' }],
      ownerId: south.user.id,
      teamId: southTeam,
    }),
  )
})
afterEach(async () => {
  expect(shop.server.failures).toEqual([])
  await shop.close()
})

const stored = async (kind: CollectionName, id: string) =>
  (await shop.store.get({ kind, id }))?.body as AnyDocument
const revisionOf = async (kind: CollectionName, id: string) => (await shop.store.get({ kind, id }))?.revision
const known = async (kind: CollectionName, id: string) => ({
  ...(await stored(kind, id)),
  revision: await revisionOf(kind, id),
})
const merge = (fields?: Record<string, string>, device = shop.admin, id?: string) =>
  callOf(device, 'merge_customers', { survivorId: stays, mergedId: double, ...(fields && { fields }) }, id)
const undo = (device = shop.admin) =>
  callOf(device, 'unmerge_customers', { survivorId: stays, mergedId: double })

/** One of everything that belongs to a customer, made by the device. */
async function belongingsOf(customerId: string, device: TestDevice) {
  const made: [CollectionName, string][] = []
  for (const collection of ['interactions', 'tasks', 'cases', 'orders'] as const) {
    const id = uuidv7()
    const document =
      collection === 'orders'
        ? orderOf({ customerId }, [[shop.productIds[0] ?? '', 1]], { id, status: 'draft' })
        : aDocument(collection, { id, customerId })
    await device.save(collection, document)
    made.push([collection, id])
  }
  return made
}
const ownersOf = (made: readonly (readonly [CollectionName, string])[]) =>
  Promise.all(made.map(async ([collection, id]) => (await stored(collection, id))['customerId']))

describe('merging', () => {
  it('moves everything along, fills what was empty, keeps both where both can be kept, and says so', async () => {
    const made = await belongingsOf(double, south)
    const answer = await merge({ phone: 'merged' })
    expect(answer).toMatchObject({
      status: 'accepted',
      result: {
        message: 'Alfreds Futterkiste GmbH is part of Alfreds Futterkiste now. 4 records moved along.',
        moved: { interactions: 1, tasks: 1, cases: 1, orders: 1 },
      },
    })
    expect(await ownersOf(made)).toEqual([stays, stays, stays, stays])
    expect(await stored('customers', stays)).toMatchObject({
      name: 'Alfreds Futterkiste',
      phone: '030-1',
      email: 'post@alfreds.example',
      tags: ['baker'],
      contacts: [{ name: 'Maria Anders' }],
      ownerId: shop.rep.user.id,
    })
    const pointer = await stored('customers', double)
    expect(pointer).toMatchObject({ mergedInto: stays, name: 'Alfreds Futterkiste GmbH' })
    expect(recordIdsOf(await stored('customers', stays))).toEqual([stays, double])
    // Who sees the surviving customer sees what came along; who does not, no longer.
    expect((await shop.rep.holds('interactions')).map(({ id }) => id)).toEqual([made[0]?.[1]])
    expect(await south.holds('interactions')).toEqual([])
  })
  it('has one effect however often it is asked, and a second one says so', async () => {
    const id = uuidv7()
    const answers = await Promise.all([1, 2].map(() => merge(undefined, shop.admin, id)))
    expect(answers[0]).toEqual(answers[1])
    expect((await merge()).result).toMatchObject({ already: true })
    expect((await stored('customers', stays))['tags']).toEqual(['baker'])
  })
  it('is for who may change both, and never for what cannot be', async () => {
    for (const device of [shop.rep, south])
      expect(await merge(undefined, device)).toMatchObject({ status: 'rejected' })
    const leader = await shop.server.join({
      role: 'sales_rep',
      teamIds: [shop.teamId, southTeam],
      leadsTeamIds: [shop.teamId, southTeam],
    })
    expect(await callOf(shop.admin, 'merge_customers', { survivorId: stays, mergedId: stays })).toMatchObject(
      { error: { code: 'INVALID_INPUT', field: 'mergedId' } },
    )
    expect(await merge(undefined, leader)).toMatchObject({ status: 'accepted' })
    const third = uuidv7()
    await shop.rep.save('customers', aDocument('customers', { id: third }))
    expect(
      await callOf(shop.admin, 'merge_customers', { survivorId: third, mergedId: double }),
    ).toMatchObject({ error: { code: 'RECORD_MERGED', field: 'mergedId' } })
    expect(
      await callOf(shop.admin, 'merge_customers', { survivorId: double, mergedId: third }),
    ).toMatchObject({ error: { code: 'RECORD_MERGED', field: 'survivorId' } })
    expect(await undo(south)).toMatchObject({ status: 'rejected' })
  })
  it('an import does not change a merged record, and says so', async () => {
    const row = (phone: string) => ({
      row: 2,
      key: 'ALFKI',
      values: { name: 'Alfreds', status: 'active', phone },
    })
    const send = async (phone: string) => {
      const body = { rows: [row(phone)], commit: true }
      const answer = await shop.admin.call('POST', '/admin/import/customers', body)
      return (answer.body as { results: { action: string; id?: string; error?: { code: string } }[] })
        .results[0]
    }
    const mergedId = (await send('1'))?.id ?? ''
    await callOf(shop.admin, 'merge_customers', { survivorId: stays, mergedId })
    expect(await send('1')).toMatchObject({ action: 'unchanged' })
    expect(await send('2')).toMatchObject({ action: 'refused', error: { code: 'RECORD_MERGED' } })
  })
  it('a merged record is not deleted: links find their way by it', async () => {
    await merge()
    expect(
      await shop.admin.push('customers', [{ id: double, _deleted: true }, await known('customers', double)]),
    ).toMatchObject([{ outcome: 'rejected', error: { field: 'mergedInto' } }])
  })
})

describe('what arrives late for a merged record', () => {
  it('[P9] is the survivor’s: a visit, a task and an order that were written offline', async () => {
    await merge()
    const { checkpoint } = await south.pullAll('orders')
    const made = await belongingsOf(double, south)
    expect(await ownersOf(made)).toEqual([stays, stays, stays, stays])
    expect(await shop.rep.holds('orders')).toHaveLength(1)
    // Who wrote it and does not see the survivor is told that it went.
    const told = (await south.pullAll('orders', checkpoint)).documents
    expect(told).toMatchObject([{ id: made[3]?.[1], _deleted: true }])
  })
  it('[P9] an edit of it is one of the survivor, unless that says something else', async () => {
    const before = await known('customers', double)
    await merge()
    const edited = { ...before, website: 'https://alfreds.example' }
    expect(await shop.admin.push('customers', [edited, before])).toMatchObject([{ outcome: 'accepted' }])
    expect((await stored('customers', stays))['website']).toBe('https://alfreds.example')
    const now = await known('customers', double)
    expect(await shop.admin.push('customers', [{ ...now, phone: '030-2' }, now])).toMatchObject([
      { outcome: 'rejected', error: { code: 'RECORD_MERGED', field: 'phone' } },
    ])
    // Who may not change the survivor keeps what they typed in their inbox.
    expect(await south.push('customers', [{ ...now, fax: '1' }, now])).toMatchObject([
      { outcome: 'rejected', error: { code: 'RECORD_MERGED' } },
    ])
    expect((await stored('customers', stays))['fax']).toBeUndefined()
  })
  it('[P9] nothing is left behind of what arrives at another process at the same moment', async () => {
    const process = await startServer({ store: shop.store })
    const device = process.device(south.session)
    const made = Array.from({ length: 40 }, (_, index) => {
      const collection = index % 2 === 0 ? ('interactions' as const) : ('tasks' as const)
      return [collection, uuidv7()] as const
    })
    await Promise.all([
      merge(),
      ...made.map(([collection, id]) =>
        device.push(collection, [aDocument(collection, { id, customerId: double })]),
      ),
    ])
    expect(new Set(await ownersOf(made))).toEqual(new Set([stays]))
    await process.close()
  })
  it('a move to it is one to the survivor', async () => {
    const other = uuidv7()
    await shop.rep.save('customers', aDocument('customers', { id: other }))
    const [[, id] = ['', '']] = await belongingsOf(other, shop.admin)
    await merge()
    const now = await known('interactions', id)
    await shop.admin.save('interactions', { ...now, customerId: double }, now)
    expect((await stored('interactions', id))['customerId']).toBe(stays)
  })
})

describe('undoing', () => {
  it('gives each what it had; what came since stays, what was meant for the merged one goes back', async () => {
    const before = await stored('customers', stays)
    const made = await belongingsOf(double, south)
    await merge({ phone: 'merged', name: 'merged' })
    const since = await belongingsOf(stays, shop.rep)
    const late = await belongingsOf(double, south)
    const now = await known('customers', stays)
    await shop.admin.save('customers', { ...now, name: 'Alfreds', tags: ['baker', 'vip'] }, now)
    expect(await undo()).toMatchObject({ status: 'accepted', result: { records: 8 } })
    expect(await ownersOf([...made, ...late])).toEqual(Array.from({ length: 8 }, () => double))
    expect(await ownersOf(since)).toEqual([stays, stays, stays, stays])
    const after = await stored('customers', stays)
    // The name was changed since and stays; the tag that came with the merge goes, the new one stays.
    expect(after).toMatchObject({ name: 'Alfreds', phone: before['phone'], tags: ['vip'] })
    for (const field of ['email', 'notes', 'absorbed']) expect(after).not.toHaveProperty(field)
    expect(after['contacts'] ?? []).toEqual([])
    const apart = await stored('customers', double)
    expect(apart).not.toHaveProperty('mergedInto')
    expect((await stored('orders', made[3]?.[1] ?? '')) as object).not.toHaveProperty('mergedFrom')
    expect(await south.holds('orders')).toHaveLength(2)
    expect(await undo()).toMatchObject({ error: { code: 'NOTHING_TO_DO' } })
  })
  it('goes from the last to the first', async () => {
    const third = uuidv7()
    await shop.rep.save('customers', aDocument('customers', { id: third, name: 'Third' }))
    const made = await belongingsOf(double, south)
    await merge()
    await callOf(shop.admin, 'merge_customers', { survivorId: third, mergedId: stays })
    expect(recordIdsOf(await stored('customers', third))).toEqual([third, stays, double])
    const late = await belongingsOf(double, south)
    expect(await ownersOf([...made, ...late])).toEqual(Array.from({ length: 8 }, () => third))
    expect(await undo()).toMatchObject({ error: { code: 'RECORD_MERGED', field: 'survivorId' } })
    await callOf(shop.admin, 'unmerge_customers', { survivorId: third, mergedId: stays })
    expect(await ownersOf([...made, ...late])).toEqual(Array.from({ length: 8 }, () => stays))
    await undo()
    expect(await ownersOf([...made, ...late])).toEqual(Array.from({ length: 8 }, () => double))
  })
})

describe('leads', () => {
  const aLead = async (changes: Record<string, unknown> = {}) => {
    const id = uuidv7()
    await shop.rep.save('leads', aDocument('leads', { id, ...changes }))
    return id
  }
  it('merge like customers, and one that is asked to become a customer is the one it became part of', async () => {
    const [one, other] = [await aLead(), await aLead({ email: 'maria@alfreds.example' })]
    const visit = uuidv7()
    await shop.rep.save(
      'interactions',
      aDocument('interactions', { id: visit, leadId: other, customerId: undefined }),
    )
    const input = { survivorId: one, mergedId: other }
    expect((await callOf(shop.rep, 'merge_leads', input)).result).toMatchObject({ records: 1 })
    expect(await stored('leads', one)).toMatchObject({ email: 'maria@alfreds.example' })
    const converted = await callOf(shop.rep, 'convert_lead', { leadId: other })
    expect(converted.result).toMatchObject({ customerId: customerIdOfLead(one), interactions: 1 })
    const third = await aLead()
    expect(await callOf(shop.rep, 'merge_leads', { survivorId: third, mergedId: one })).toMatchObject({
      error: { code: 'LEAD_STATE', field: 'mergedId' },
    })
  })
  it('what arrives for one that became a customer follows to the customer', async () => {
    const leadId = await aLead()
    const order = { lines: [{ productId: shop.productIds[0], quantity: 3 }] }
    const answer = await callOf(shop.rep, 'convert_lead', { leadId, order })
    const customerId = String(answer.result?.['customerId'])
    const orderId = String(answer.result?.['orderId'])
    expect(await stored('orders', orderId)).toMatchObject({
      customerId,
      status: 'draft',
      lines: [{ quantity: 3, unitPrice: 1800, description: 'Product 0' }],
    })
    const [visit, open, done] = [uuidv7(), uuidv7(), uuidv7()]
    await shop.rep.save(
      'interactions',
      aDocument('interactions', { id: visit, leadId, customerId: undefined }),
    )
    await shop.rep.save('tasks', aDocument('tasks', { id: open, leadId }))
    await shop.rep.save('tasks', aDocument('tasks', { id: done, leadId, status: 'done' }))
    expect(await stored('interactions', visit)).toMatchObject({ leadId, customerId })
    expect(await stored('tasks', open)).toMatchObject({ leadId, customerId })
    expect(await stored('tasks', done)).not.toHaveProperty('customerId')
  })
  it('an order of a product that is gone or has no price is refused with the item, and nothing is made', async () => {
    const leadId = await aLead()
    const ask = (line: object, currency?: string) =>
      callOf(shop.rep, 'convert_lead', { leadId, order: { lines: [line], ...(currency && { currency }) } })
    expect(await ask({ productId: uuidv7(), quantity: 1 })).toMatchObject({
      error: { code: 'RELATED_NOT_FOUND', field: 'order.lines.0.productId' },
    })
    expect(await ask({ productId: shop.productIds[0], quantity: 1 }, 'CHF')).toMatchObject({
      error: { field: 'order.lines.0.unitPrice', message: 'Product 0 has no price in CHF.' },
    })
    expect((await stored('leads', leadId))['status']).toBe('new')
    expect(await shop.store.get({ kind: 'customers', id: customerIdOfLead(leadId) })).toBeUndefined()
  })
})
