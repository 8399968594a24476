import { describe, expect, it } from 'vitest'
import { customerIdOfLead, movementSource } from '../../../shared/derived-id.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { procedures } from '../../../shared/procedures/index.ts'
import { aDocument, anId, aPerson } from '../../support/a-document.ts'
import { changesOf, decide, done, madeBy, refusal } from '../../support/a-procedure-state.ts'

const team = anId()
const rep = aPerson({ teamIds: [team] })
const stranger = aPerson({ teamIds: [anId()] })
const leader = aPerson({ teamIds: [team], leadsTeamIds: [team] })
const admin = aPerson({ role: 'admin' })
const customer = aDocument('customers', { ownerId: rep.id, teamId: team })
const chai = aDocument('products', { stockOnHand: 5, stockReserved: 2 })
const tofu = aDocument('products', { name: 'Tofu', stockOnHand: 0 })

const line = (productId: string, quantity: number, more: Record<string, unknown> = {}) => ({
  id: anId(),
  productId,
  description: 'Chai',
  quantity,
  unitPrice: 1800,
  discount: 0,
  taxRate: 0,
  ...more,
})
const orderOf = (lines: ReturnType<typeof line>[], more: Record<string, unknown> = {}) =>
  aDocument('orders', { customerId: customer.id, lines, ...more })
const known = (order: ReturnType<typeof orderOf>, ...products: object[]) => ({
  orders: [order],
  customers: [customer],
  products: products as (typeof chai)[],
})

it('every procedure has a name, words, roles and an input that is closed', () => {
  expect(new Set(procedures.map(({ name }) => name)).size).toBe(procedures.length)
  for (const { name, label, description, roles, input } of procedures) {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/)
    expect(label).toMatch(/^[A-Z]/)
    expect(description).toMatch(/\.$/)
    expect(roles).toContain('admin')
    expect(input).toMatchObject({ type: 'object', additionalProperties: false })
  }
})

it('input is judged before anything else, with the field', () => {
  expect(refusal(decide('place_order', {}, { orderId: 'x' }))).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'orderId',
  })
  expect(refusal(decide('place_order', {}, {}))).toMatchObject({ code: 'INVALID_INPUT', field: 'orderId' })
  expect(refusal(decide('place_order', {}, { orderId: anId(), price: 1 }))).toMatchObject({
    code: 'INVALID_INPUT',
  })
})

describe('place_order', () => {
  it('takes what is available, which is not what is promised to others', () => {
    const order = orderOf([line(chai.id, 4)])
    const decision = decide('place_order', known(order, chai), { orderId: order.id }, { by: rep })
    expect(done(decision)).toMatchObject({
      message: 'Order 7 waits for stock: 1 of 4 Chai.',
      result: { status: 'backordered', number: '7' },
      takesNumber: true,
    })
    expect(changesOf(decision)[`products ${chai.id}`]).toMatchObject({ stockOnHand: 5, stockReserved: 5 })
    expect(madeBy(decision, 'stockMovements')).toMatchObject([
      { quantity: 0, reserved: 3, sourceId: movementSource(order.id) },
    ])
  })
  it('serves two items of one product from the same stock', () => {
    const order = orderOf([line(chai.id, 2), line(chai.id, 2)])
    expect(
      done(decide('place_order', known(order, chai), { orderId: order.id })).result['lines'],
    ).toMatchObject([
      { confirmed: 2, backordered: 0 },
      { confirmed: 1, backordered: 1 },
    ])
  })
  it('keeps a number that the order has', () => {
    const order = orderOf([line(chai.id, 1)], { number: '10248' })
    expect(done(decide('place_order', known(order, chai), { orderId: order.id }))).toMatchObject({
      result: { number: '10248' },
      takesNumber: false,
    })
  })
  it('gives no number on a device', () => {
    const order = orderOf([line(chai.id, 1)])
    const decision = decide(
      'place_order',
      known(order, chai),
      { orderId: order.id },
      { nextOrderNumber: undefined },
    )
    expect(done(decision)).toMatchObject({ message: 'Order ND-1 is confirmed.', takesNumber: false })
    expect(done(decision).result).not.toHaveProperty('number')
  })
  it('sells the rest of a discontinued product, and refuses to wait for more of it', () => {
    const old = { ...chai, discontinued: true }
    const rest = orderOf([line(chai.id, 3)])
    expect(done(decide('place_order', known(rest, old), { orderId: rest.id })).result['status']).toBe(
      'confirmed',
    )
    const more = orderOf([line(chai.id, 4)])
    const decision = decide('place_order', known(more, old), { orderId: more.id })
    expect(done(decision).result).toMatchObject({
      status: 'rejected',
      reasons: ['Chai is discontinued and only 3 of 4 can be had.'],
    })
    expect(done(decision).writes).toHaveLength(1)
  })
  it('names every reason when customer and products are gone', () => {
    const order = orderOf([line(tofu.id, 1)])
    expect(done(decide('place_order', { orders: [order] }, { orderId: order.id })).result['reasons']).toEqual(
      ['The customer no longer exists.', 'Chai is no longer sold.'],
    )
  })
  it('is for who has the customer in their book', () => {
    const order = orderOf([line(chai.id, 1)])
    const ask = (by: typeof rep) =>
      refusal(decide('place_order', known(order, chai), { orderId: order.id }, { by }))
    expect(ask(stranger)).toMatchObject({ code: 'FORBIDDEN' })
    expect(ask(aPerson({ role: 'support' }))).toMatchObject({ code: 'FORBIDDEN' })
    for (const by of [rep, leader, admin]) expect(ask(by)).toBeUndefined()
  })
  it('says the same twice', () => {
    const order = orderOf([line(chai.id, 4), line(tofu.id, 1)])
    const ask = () => decide('place_order', known(order, chai, tofu), { orderId: order.id })
    expect(ask()).toEqual(ask())
  })
})

describe('fulfil_order', () => {
  const placed = () =>
    orderOf([line(chai.id, 4, { confirmed: 2, backordered: 2 })], { status: 'backordered' })
  it('sends what is confirmed', () => {
    const order = placed()
    const decision = decide('fulfil_order', known(order, chai), { orderId: order.id }, { by: admin })
    expect(done(decision).result).toEqual({ orderId: order.id, status: 'part-fulfilled', units: 2 })
    expect(changesOf(decision)).toMatchObject({
      [`products ${chai.id}`]: { stockOnHand: 3, stockReserved: 0 },
      [`orders ${order.id}`]: { shippedDate: '2026-05-02' },
    })
  })
  it('sends what waits when it is there by now, and not more than there is', () => {
    const order = placed()
    const ask = (quantity: number) =>
      decide('fulfil_order', known(order, chai), {
        orderId: order.id,
        lines: [{ lineId: (order['lines'] as { id: string }[])[0]?.id ?? '', quantity }],
      })
    expect(changesOf(ask(4))[`products ${chai.id}`]).toMatchObject({ stockOnHand: 1, stockReserved: 0 })
    expect(refusal(ask(5))).toMatchObject({ code: 'QUANTITY_TOO_LARGE', field: 'lines.0.quantity' })
    const scarce = decide('fulfil_order', known(order, { ...chai, stockOnHand: 3 }), {
      orderId: order.id,
      lines: [{ lineId: (order['lines'] as { id: string }[])[0]?.id ?? '', quantity: 4 }],
    })
    expect(refusal(scarce)).toMatchObject({ code: 'NOT_ENOUGH_STOCK' })
  })
  it('refuses an item that is unknown or named twice', () => {
    const order = placed()
    const lineId = (order['lines'] as { id: string }[])[0]?.id ?? ''
    const ask = (...ids: string[]) =>
      refusal(
        decide('fulfil_order', known(order, chai), {
          orderId: order.id,
          lines: ids.map((id) => ({ lineId: id, quantity: 1 })),
        }),
      )
    expect(ask('nonsense')).toMatchObject({ code: 'INVALID_INPUT', field: 'lines.0.lineId' })
    expect(ask(lineId, lineId)).toMatchObject({ code: 'INVALID_INPUT', field: 'lines.1.lineId' })
  })
  it('sends an imported order from what is free', () => {
    const order = orderOf([line(chai.id, 3)], { status: 'confirmed', number: '10248' })
    const lines = [{ lineId: (order['lines'] as { id: string }[])[0]?.id ?? '', quantity: 3 }]
    const decision = decide('fulfil_order', known(order, chai), { orderId: order.id, lines })
    expect(changesOf(decision)[`products ${chai.id}`]).toMatchObject({ stockOnHand: 2, stockReserved: 2 })
  })
})

describe('cancel_order and return_order', () => {
  it('a draft is cancelled without touching the stock', () => {
    const order = orderOf([line(chai.id, 1)], { status: 'draft' })
    const decision = decide('cancel_order', known(order, chai), { orderId: order.id }, { by: rep })
    expect(Object.keys(changesOf(decision))).toEqual([`orders ${order.id}`])
    expect(done(decision).result).toMatchObject({ status: 'cancelled' })
  })
  it('only what waits, when that is asked', () => {
    const order = orderOf([line(chai.id, 4, { confirmed: 2, backordered: 2 })], { status: 'backordered' })
    const decision = decide('cancel_order', known(order, chai), { orderId: order.id, only: 'backordered' })
    expect(done(decision)).toMatchObject({
      result: { status: 'confirmed', units: 2 },
      message: 'The rest of order ND-1 is cancelled.',
    })
    expect(madeBy(decision, 'stockMovements')).toEqual([])
  })
  it('an imported order can be taken back', () => {
    const order = orderOf([line(chai.id, 3)], { status: 'fulfilled', number: '10248' })
    const lines = [{ lineId: (order['lines'] as { id: string }[])[0]?.id ?? '', quantity: 3 }]
    const decision = decide('return_order', known(order, chai), { orderId: order.id, lines, restock: true })
    expect(done(decision).result).toMatchObject({ status: 'returned', units: 3 })
    expect(changesOf(decision)[`products ${chai.id}`]).toMatchObject({ stockOnHand: 8 })
  })
})

describe('receive_stock and adjust_stock', () => {
  it('goods for a product that is gone are refused whole', () => {
    const items = [chai.id, anId()].map((productId) => ({ productId, quantity: 1 }))
    expect(refusal(decide('receive_stock', { products: [chai] }, { items }))).toMatchObject({
      code: 'NOT_FOUND',
      field: 'items.1.productId',
    })
  })
  it('a count that agrees moves nothing', () => {
    const decision = decide('adjust_stock', { products: [chai] }, { productId: chai.id, counted: 5 })
    expect(done(decision)).toMatchObject({ message: 'The count of Chai agrees: 5 in stock.', writes: [] })
  })
  it('needs either a count or a difference', () => {
    for (const more of [{}, { counted: 1, difference: 1 }, { difference: 0 }])
      expect(
        refusal(decide('adjust_stock', { products: [chai] }, { productId: chai.id, ...more })),
      ).toMatchObject({
        code: 'INVALID_INPUT',
      })
  })
  it('never takes what is not there', () => {
    expect(
      refusal(decide('adjust_stock', { products: [chai] }, { productId: chai.id, difference: -6 }))?.message,
    ).toBe('Only 5 of Chai are in stock.')
  })
})

describe('convert_lead', () => {
  const lead = aDocument('leads', { ownerId: rep.id, teamId: team, email: 'maria@alfreds.example' })
  it('makes a valid customer of the company, with the person as its contact', () => {
    const [made] = madeBy(
      decide('convert_lead', { leads: [lead] }, { leadId: lead.id }, { by: rep }),
      'customers',
    )
    expect(made).toMatchObject({
      id: customerIdOfLead(lead.id),
      name: 'Alfreds',
      contacts: [{ name: 'Maria Anders' }],
      ownerId: rep.id,
      teamId: team,
      leadId: lead.id,
    })
    expect(entityOf('customers').check(made)).toEqual([])
  })
  it('moves open tasks and interactions, and leaves what belongs to a customer', () => {
    const interactions = [undefined, customer.id].map((customerId) =>
      aDocument('interactions', { leadId: lead.id, customerId }),
    )
    const tasks = ['open', 'in-progress', 'done'].map((status) =>
      aDocument('tasks', { leadId: lead.id, status }),
    )
    const decision = decide('convert_lead', { leads: [lead], interactions, tasks }, { leadId: lead.id })
    expect(done(decision).message).toBe(
      'Alfreds is a customer now. 1 interaction and 2 open tasks moved along.',
    )
    const moved = Object.keys(changesOf(decision)).slice(1)
    expect(moved).toEqual([
      `interactions ${interactions[0]?.id}`,
      `tasks ${tasks[0]?.id}`,
      `tasks ${tasks[1]?.id}`,
    ])
  })
  it('says so when it is one already, and refuses a lost lead', () => {
    const converted = { ...lead, customerId: customer.id }
    expect(done(decide('convert_lead', { leads: [converted] }, { leadId: lead.id }))).toMatchObject({
      result: { customerId: customer.id, already: true },
      writes: [],
    })
    expect(
      refusal(decide('convert_lead', { leads: [{ ...lead, status: 'lost' }] }, { leadId: lead.id })),
    ).toMatchObject({
      code: 'LEAD_STATE',
    })
  })
  it('is for who has the lead in their book', () => {
    expect(
      refusal(decide('convert_lead', { leads: [lead] }, { leadId: lead.id }, { by: stranger })),
    ).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('assign_leads and reassign_book', () => {
  const [anne, bob] = ['Seattle, Boston', 'Berlin'].map((territory) =>
    aDocument('salesReps', { territory, teamIds: [team] }),
  ) as [ReturnType<typeof aDocument>, ReturnType<typeof aDocument>]
  const leadIn = (city: string, more: Record<string, unknown> = {}) =>
    aDocument('leads', { teamId: team, address: { city }, ...more })
  const leads = [leadIn('Berlin'), leadIn('Boston'), leadIn('Paris'), leadIn('Berlin', { ownerId: rep.id })]
  const ask = (by: string, more = {}, known = {}) =>
    decide(
      'assign_leads',
      { leads, salesReps: [anne, bob], ...known },
      { leadIds: leads.map(({ id }) => id), repIds: [anne.id, bob.id], by },
      more,
    )
  const owners = (decision: ReturnType<typeof ask>) =>
    (done(decision).result['assigned'] as { ownerId: string }[]).map(({ ownerId }) =>
      ownerId === anne.id ? 'anne' : 'bob',
    )
  it('by territory, leaving what nobody covers and what has an owner', () => {
    expect(owners(ask('territory'))).toEqual(['bob', 'anne'])
    expect(done(ask('territory')).message).toBe('2 leads assigned. 2 leads left as they are.')
  })
  it('by load, counting open leads', () => {
    const busy = [
      ...leads,
      leadIn('Rome', { ownerId: bob.id }),
      leadIn('Rome', { ownerId: anne.id, status: 'won' }),
    ]
    expect(owners(ask('load', {}, { leads: busy }))).toEqual(['anne', 'anne', 'bob'])
  })
  it('in turn', () => {
    expect(owners(ask('turn'))).toEqual(['anne', 'bob', 'anne'])
  })
  it('in turn, from where the last call ended', () => {
    const call = (executedAt: string, ...ids: string[]) =>
      aDocument('calls', {
        procedure: 'assign_leads',
        input: { by: 'turn' },
        status: 'accepted',
        executedAt,
        result: { assigned: ids.map((ownerId) => ({ leadId: anId(), ownerId })) },
      })
    const calls = [
      call('2026-05-01T08:00:00.000Z', anne.id, anId()),
      call('2026-04-01T08:00:00.000Z', bob.id),
    ]
    expect(owners(ask('turn', {}, { calls }))).toEqual(['bob', 'anne', 'bob'])
  })
  it('by who leads the team, and by no other representative', () => {
    expect(refusal(ask('turn', { by: rep }))).toMatchObject({ code: 'FORBIDDEN' })
    expect(done(ask('turn', { by: leader })).writes).toHaveLength(3)
  })
  it('a large book goes over in parts that add up', () => {
    const book = Array.from({ length: 250 }, () => aDocument('customers', { ownerId: anne.id, teamId: team }))
    const input = { fromId: anne.id, toId: bob.id }
    const first = done(decide('reassign_book', { salesReps: [anne, bob], customers: book }, input))
    expect([first.writes.length, first.more]).toEqual([200, true])
    const rest = { salesReps: [anne, bob], customers: book.slice(200) }
    const second = done(decide('reassign_book', rest, input, { before: first.result }))
    expect([second.writes.length, second.more, second.result['records']]).toEqual([50, false, 250])
  })
})
