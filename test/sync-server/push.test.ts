/** Push: shapes, rights, conflicts, repetitions; each row judged alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { PushResult, WireDocument } from '../../shared/sync/protocol.ts'
import { aDocument, anId } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { ErrorAnswer, TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let north: string
let south: string
let admin: TestDevice
let rep: TestDevice
let other: TestDevice
let lead: TestDevice
let support: TestDevice
beforeAll(async () => {
  server = await startServer()
  north = await server.createTeam('North')
  south = await server.createTeam('South')
  admin = await server.join({ role: 'admin' })
  rep = await server.join({ role: 'sales_rep', teamIds: [north] })
  other = await server.join({ role: 'sales_rep', teamIds: [south] })
  lead = await server.join({ role: 'sales_rep', leadsTeamIds: [north] })
  support = await server.join({ role: 'support' })
})
afterAll(() => server.close())

const stored = (kind: string, id: string) => server.store.get({ kind, id })
const said = (result: PushResult | undefined) =>
  result?.outcome === 'rejected' ? `${result.error.code} ${result.error.field ?? ''}`.trim() : result?.outcome

describe('an accepted row', () => {
  it('[P3] is stored with its owner, its team and the moment it was received, whatever the device said', async () => {
    const before = Date.now()
    const document = aDocument('leads', {
      createdBy: other.user.id,
      updatedBy: other.user.id,
      acceptedAt: '1999-01-01T00:00:00.000Z',
      customerId: anId(),
    })
    const saved = await rep.save('leads', document)
    expect(saved).toMatchObject({
      ownerId: rep.user.id,
      teamId: north,
      createdBy: rep.user.id,
      updatedBy: rep.user.id,
    })
    expect(Date.parse(saved['acceptedAt'] as string)).toBeGreaterThanOrEqual(before)
    expect(saved).not.toHaveProperty('customerId')
    expect((await stored('leads', document.id))?.body).not.toHaveProperty('revision')
  })
  it('keeps when it was first received', async () => {
    const first = await rep.save('tasks', aDocument('tasks'))
    const second = await rep.save('tasks', { ...first, title: 'Another title' }, first)
    expect(second['acceptedAt']).toBe(first['acceptedAt'])
    expect(second['revision']).not.toBe(first['revision'])
  })
  it('has a device clock that runs ahead corrected', async () => {
    const document = aDocument('tasks', { updatedAt: '2999-01-01T00:00:00.000Z' })
    const saved = await rep.save('tasks', document)
    expect(Date.parse(saved['updatedAt'] as string)).toBeLessThan(Date.now() + 60_000)
  })
  it('[P4] may be followed by a second row of the same document in the same push', async () => {
    const document = aDocument('tasks', { title: 'First' })
    const results = await rep.push('tasks', [document], [{ ...document, title: 'Second' }, { ...document }])
    expect(results.map(said)).toEqual(['accepted', 'accepted'])
    expect((await stored('tasks', document.id))?.body).toMatchObject({
      title: 'Second',
      ownerId: rep.user.id,
    })
  })
})

describe('a row that is no such document', () => {
  const refusals: [string, CollectionName, Record<string, unknown>, string][] = [
    ['a missing field', 'leads', { name: undefined }, 'INVALID_DOCUMENT name'],
    ['an unknown field', 'leads', { isAdmin: true }, 'INVALID_DOCUMENT isAdmin'],
    ['a field of the wrong type', 'leads', { name: 42 }, 'INVALID_DOCUMENT name'],
    ['null where a field may be absent', 'leads', { phone: null }, 'INVALID_DOCUMENT phone'],
    ['a field that is too long', 'leads', { name: 'x'.repeat(301) }, 'INVALID_DOCUMENT name'],
    ['an impossible day', 'tasks', { dueDate: '2026-02-30' }, 'INVALID_DOCUMENT dueDate'],
    ['an unknown choice', 'leads', { status: 'rich' }, 'INVALID_DOCUMENT status'],
    [
      'an amount with a fraction',
      'leads',
      { value: { amount: 1.5, currency: 'USD' } },
      'INVALID_DOCUMENT value.amount',
    ],
    ['an owner that is no id', 'leads', { ownerId: { $ne: '' } }, 'INVALID_DOCUMENT ownerId'],
    ['no id', 'leads', { id: undefined }, 'INVALID_DOCUMENT id'],
    ['an id that is no UUID', 'leads', { id: '../users' }, 'INVALID_DOCUMENT id'],
    ['a deletion that is neither true nor false', 'leads', { _deleted: 'yes' }, 'INVALID_DOCUMENT _deleted'],
    ['a broken rule', 'orders', { lines: [] }, 'INVALID_DOCUMENT lines'],
    [
      'a document of a megabyte',
      'settings',
      { value: { text: 'x'.repeat(1_000_000) } },
      'DOCUMENT_TOO_LARGE',
    ],
  ]
  it.each(refusals)('[P7] with %s is refused and named', async (_, collection, changes, expected) => {
    const [result] = await admin.push(collection, [aDocument(collection, changes)])
    expect(said(result)).toBe(expected)
  })
  it('[P7] with values nested too deep is refused', async () => {
    let value: Record<string, unknown> = {}
    for (let level = 0; level < 1000; level++) value = { value }
    const [result] = await admin.push('settings', [aDocument('settings', { value })])
    expect(said(result)).toBe('INVALID_DOCUMENT')
    // So is the state that it names, however deep: nothing of the server looks into it first.
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const lead = await rep.save('leads', aDocument('leads'))
    const rows = JSON.stringify([{ newDocumentState: lead, assumedMasterState: { ...lead, notes: '#' } }])
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/sync/leads/push',
      headers: {
        authorization: `Bearer ${rep.session.accessToken}`,
        'content-type': 'application/json',
      },
      payload: `{"rows":${rows.replace('"#"', deep)}}`,
    })
    expect([answer.statusCode, answer.json<{ results: PushResult[] }>().results.map(said)]).toEqual([
      200,
      ['INVALID_DOCUMENT assumedMasterState'],
    ])
  })
  it('[P1] is refused alone: what stands beside it is stored', async () => {
    const [good, bad, last] = [aDocument('leads'), aDocument('leads', { name: 7 }), aDocument('leads')]
    const answer = await rep.call<{ results: PushResult[] }>('POST', '/sync/leads/push', {
      rows: [
        { newDocumentState: good },
        { newDocumentState: bad },
        { newDocumentState: 'not an object' },
        {},
        { newDocumentState: last },
      ],
    })
    expect(answer.body.results.map(said)).toEqual([
      'accepted',
      'INVALID_DOCUMENT name',
      'INVALID_DOCUMENT',
      'INVALID_DOCUMENT',
      'accepted',
    ])
    expect(answer.body.results.map(({ id }) => id)).toEqual([good.id, bad.id, '', '', last.id])
    expect(await stored('leads', last.id)).toBeDefined()
    expect(await stored('leads', bad.id)).toBeUndefined()
  })
  it('cannot reach a prototype', async () => {
    const text = JSON.stringify({ rows: [{ newDocumentState: aDocument('leads') }] }).replace(
      '"source"',
      '"__proto__":{"isAdmin":true},"source"',
    )
    const answer = await rep.call<{ results: PushResult[] }>('POST', '/sync/leads/push', text)
    expect(answer.body.results.map(said)).toEqual(['accepted'])
    expect({}).not.toHaveProperty('isAdmin')
  })
})

describe('rights', () => {
  it('[P3] a forged owner of a new record is ignored', async () => {
    const saved = await rep.save(
      'customers',
      aDocument('customers', { ownerId: other.user.id, teamId: south }),
    )
    expect(saved).toMatchObject({ ownerId: rep.user.id, teamId: north })
  })
  it('[P2] a forged owner of a stored record is refused', async () => {
    const saved = await rep.save('customers', aDocument('customers'))
    const [result] = await rep.push('customers', [{ ...saved, ownerId: lead.user.id }, saved])
    expect(said(result)).toBe('FORBIDDEN ownerId')
    expect((await stored('customers', saved.id))?.body).toMatchObject({ ownerId: rep.user.id })
  })
  it('the team lead may hand a record to somebody of the team, and not to somebody of another', async () => {
    const saved = await rep.save('customers', aDocument('customers'))
    const [refused] = await lead.push('customers', [{ ...saved, ownerId: other.user.id }, saved])
    expect(said(refused)).toBe('FORBIDDEN ownerId')
    const moved = await lead.save('customers', { ...saved, ownerId: lead.user.id }, saved)
    expect(moved).toMatchObject({ ownerId: lead.user.id, teamId: north })
  })
  it('support writes contact fields of customers and nothing else of them', async () => {
    const saved = await rep.save('customers', aDocument('customers'))
    const phoned = await support.save('customers', { ...saved, phone: '555' }, saved)
    const [result] = await support.push('customers', [{ ...phoned, name: 'Mine' }, phoned])
    expect(said(result)).toBe('FORBIDDEN name')
    expect(said((await support.push('leads', [aDocument('leads')]))[0])).toBe('FORBIDDEN')
  })
  it('nobody moves stock or makes colleagues by a push', async () => {
    expect(said((await admin.push('stockMovements', [aDocument('stockMovements')]))[0])).toBe('FORBIDDEN')
    expect(said((await admin.push('salesReps', [aDocument('salesReps')]))[0])).toBe('FORBIDDEN')
    const product = await admin.save('products', aDocument('products', { stockOnHand: 1_000_000 }))
    expect(product['stockOnHand']).toBe(0)
    const changed = await admin.save('products', { ...product, stockOnHand: 5, name: 'Chang' }, product)
    expect(changed).toMatchObject({ stockOnHand: 0, name: 'Chang' })
  })
  it('nobody raises their own role through their profile', async () => {
    const [mine] = (await rep.holds('salesReps')).filter(({ id }) => id === rep.user.id)
    const saved = await rep.save(
      'salesReps',
      { ...mine, role: 'admin', teamIds: [south], phone: '555' },
      mine,
    )
    expect(saved).toMatchObject({ role: 'sales_rep', teamIds: [north], phone: '555' })
  })
  it('an order can be written for an own customer only, and not once it is confirmed', async () => {
    const customer = await rep.save('customers', aDocument('customers'))
    const order = await rep.save('orders', aDocument('orders', { customerId: customer.id, status: 'draft' }))
    const [confirmed] = await rep.push('orders', [{ ...order, status: 'confirmed' }, order])
    expect(said(confirmed)).toBe('FORBIDDEN status')
    // As the office does it.
    const before = await stored('orders', order.id)
    const document = { ...before?.body, status: 'confirmed' } as unknown as AnyDocument
    await server.services.documents.write([{ collection: 'orders', document, stored: before }])
    const [done] = (await rep.holds('orders')).filter(({ id }) => id === order.id)
    expect(said((await rep.push('orders', [{ ...done, notes: 'late' }, done]))[0])).toMatch(/^FORBIDDEN/)
    const theirs = await lead.save('customers', aDocument('customers'))
    const attempt = await rep.push('orders', [aDocument('orders', { customerId: theirs.id })])
    expect(attempt.map(said)).toEqual(['FORBIDDEN'])
  })
  it('an order cannot be pulled out of a customer that is not in the book', async () => {
    const [mine, theirs] = [
      await rep.save('customers', aDocument('customers')),
      await lead.save('customers', aDocument('customers')),
    ]
    const order = await lead.save('orders', aDocument('orders', { customerId: theirs.id, status: 'draft' }))
    const [result] = await rep.push('orders', [{ ...order, customerId: mine.id }, order])
    expect(said(result)).toBe('FORBIDDEN')
  })
})

describe('what may not be seen and what is not there', () => {
  /** The same push to a document of another team and to one that does not exist. */
  async function bothWays(collection: CollectionName, document: object, assumed?: object) {
    const hidden = await other.save('customers', aDocument('customers'))
    const nowhere = anId()
    const send = async (id: string) => {
      const answer = await rep.call('POST', `/sync/${collection}/push`, {
        rows: [
          {
            newDocumentState: {
              ...document,
              id,
              ...('customerId' in document && { id: anId(), customerId: id }),
            },
            ...(assumed && { assumedMasterState: { ...assumed, id } }),
          },
        ],
      })
      const [result] = (answer.body as { results: PushResult[] }).results
      return JSON.stringify({ ...result, id: '' })
    }
    const texts = [await send(hidden.id), await send(nowhere)]
    expect(texts[0]).toBe(texts[1])
    expect((await stored('customers', hidden.id))?.revision).toBe(hidden['revision'])
    return JSON.parse(texts[0] ?? '') as PushResult
  }
  it('[V2] answer a change with the same bytes', async () => {
    const state = aDocument('customers')
    expect(said(await bothWays('customers', { ...state, name: 'Taken over' }, state))).toBe('NOT_FOUND')
  })
  it('[V2] answer a deletion with the same bytes', async () => {
    const state = aDocument('customers')
    expect(said(await bothWays('customers', { ...state, _deleted: true }, state))).toBe('NOT_FOUND')
    expect(said(await bothWays('customers', { ...state, _deleted: true }))).toBe('accepted')
  })
  it('[V2] answer a child of theirs with the same bytes', async () => {
    expect(said(await bothWays('interactions', aDocument('interactions')))).toBe(
      'RELATED_NOT_FOUND customerId',
    )
    expect(said(await bothWays('orders', aDocument('orders')))).toBe('RELATED_NOT_FOUND customerId')
  })
  it('[P8] cannot be named, and one that does not exist answers with the same bytes', async () => {
    const hidden = await other.save('customers', aDocument('customers'))
    const named = async (device: TestDevice, change: Record<string, unknown>) =>
      said((await device.push('tasks', [aDocument('tasks', change)]))[0])
    expect(await named(rep, { customerId: hidden.id })).toBe('RELATED_NOT_FOUND customerId')
    expect(await named(rep, { customerId: anId() })).toBe('RELATED_NOT_FOUND customerId')
    expect(await named(other, { customerId: hidden.id })).toBe('accepted')
    const task = await rep.save('tasks', aDocument('tasks'))
    const asked = async (customerId: string) =>
      JSON.stringify(await rep.push('tasks', [{ ...task, customerId }, task]))
    expect(await asked(hidden.id)).toBe(await asked(anId()))
    // What somebody gave to them with the task stays as they edit it.
    const given = await admin.save(
      'tasks',
      aDocument('tasks', { customerId: hidden.id, ownerId: rep.user.id }),
    )
    expect(said((await rep.push('tasks', [{ ...given, title: 'Edited' }, given]))[0])).toBe('accepted')
  })
  it('a new document under an id that belongs to somebody else takes nothing over', async () => {
    const hidden = await other.save('leads', aDocument('leads'))
    const [result] = await rep.push('leads', [aDocument('leads', { id: hidden.id, name: 'Mine now' })])
    expect(said(result)).toBe('NOT_FOUND')
    expect(JSON.stringify(result)).not.toContain(other.user.id)
    expect((await stored('leads', hidden.id))?.revision).toBe(hidden['revision'])
  })
  it('a new document under an id that one can see is a conflict', async () => {
    const mine = await rep.save('leads', aDocument('leads'))
    const [result] = await rep.push('leads', [aDocument('leads', { id: mine.id, name: 'Again' })])
    expect(result).toEqual({ id: mine.id, outcome: 'conflict', current: mine })
  })
})

describe('conflicts and repetitions', () => {
  it('[P4] a change made on an older state is answered with the present one', async () => {
    const first = await rep.save('customers', aDocument('customers'))
    const second = await lead.save('customers', { ...first, phone: '1' }, first)
    const [result] = await rep.push('customers', [{ ...first, phone: '2' }, first])
    expect(result).toEqual({ id: first.id, outcome: 'conflict', current: second })
  })
  it('[P4] a change made on a state that says the same as the present one is none', async () => {
    const first = await rep.save('customers', aDocument('customers'))
    const assumed: Record<string, unknown> = { ...first }
    delete assumed['revision']
    expect((await rep.push('customers', [{ ...first, phone: '3' }, assumed])).map(said)).toEqual(['accepted'])
  })
  it('[P5] the same push again has no second effect, also after others changed the document', async () => {
    const first = await rep.save('customers', aDocument('customers'))
    const edit = { ...first, phone: '4' }
    const second = await rep.save('customers', edit, first)
    expect(await rep.push('customers', [edit, first])).toEqual([
      { id: first.id, outcome: 'accepted', revision: second['revision'] },
    ])
    expect((await stored('customers', first.id))?.revision).toBe(second['revision'])
    const third = await lead.save('customers', { ...second, phone: '5' }, second)
    expect((await rep.push('customers', [edit, first])).map(said)).toEqual(['accepted'])
    expect((await stored('customers', first.id))?.revision).toBe(third['revision'])
  })
  it('[P5] a repeated creation is accepted and makes one document', async () => {
    const document = aDocument('interactions', {
      customerId: (await rep.save('customers', aDocument('customers'))).id,
    })
    await rep.save('interactions', document)
    const revision = (await stored('interactions', document.id))?.revision
    expect((await rep.push('interactions', [document])).map(said)).toEqual(['accepted'])
    expect((await stored('interactions', document.id))?.revision).toBe(revision)
  })
  it('[P6] an accepted change is answered with the revision that it has in the store, a deletion without', async () => {
    const saved = await rep.save('leads', aDocument('leads'))
    const [accepted] = await rep.push('leads', [{ ...saved, phone: '6' }, saved])
    const revision = (await stored('leads', saved.id))?.revision
    expect(accepted).toEqual({ id: saved.id, outcome: 'accepted', revision })
    expect(revision).not.toBe(saved['revision'])
    const [deleted] = await rep.push('leads', [
      { id: saved.id, _deleted: true },
      { ...saved, phone: '6', revision },
    ])
    expect(deleted).toEqual({ id: saved.id, outcome: 'accepted' })
  })
  it('content that is stored already is accepted without a write', async () => {
    const saved = await rep.save('customers', aDocument('customers'))
    const [result] = await rep.push('customers', [{ ...saved, updatedAt: '2026-05-02T08:00:00.000Z' }])
    expect(said(result)).toBe('accepted')
    expect((await stored('customers', saved.id))?.revision).toBe(saved['revision'])
  })
  it('a deletion removes the document and can be repeated', async () => {
    const saved = await rep.save('leads', aDocument('leads'))
    const removal = { ...saved, _deleted: true }
    expect((await rep.push('leads', [removal, saved])).map(said)).toEqual(['accepted'])
    expect((await rep.push('leads', [removal, saved])).map(said)).toEqual(['accepted'])
    expect(await stored('leads', saved.id)).toMatchObject({ deleted: true })
    const [late] = await rep.push('leads', [{ ...saved, name: 'Late' }, saved])
    expect(late).toEqual({ id: saved.id, outcome: 'conflict', current: { id: saved.id, _deleted: true } })
  })
  it('[P10] a deletion is taken back under the same id, and can be made again', async () => {
    const saved = await rep.save('leads', aDocument('leads', { name: 'Anna' }))
    const tombstone = { id: saved.id, _deleted: true }
    expect((await rep.push('leads', [tombstone, saved])).map(said)).toEqual(['accepted'])
    const back = { ...saved, updatedAt: '2026-05-01T08:00:01.000Z', acceptedAt: '2020-01-01T00:00:00.000Z' }
    expect((await rep.push('leads', [back, tombstone])).map(said)).toEqual(['accepted'])
    const living = await stored('leads', saved.id)
    expect(living).toMatchObject({
      deleted: false,
      body: { name: 'Anna', createdBy: rep.user.id, acceptedAt: saved['acceptedAt'] },
    })
    // The answer was lost: it is there already. The deletion that came late has had its effect.
    expect((await rep.push('leads', [back, tombstone])).map(said)).toEqual(['accepted'])
    expect((await rep.push('leads', [tombstone, saved])).map(said)).toEqual(['accepted'])
    expect((await stored('leads', saved.id))?.revision).toBe(living?.revision)
    const now = { ...living?.body, id: saved.id, revision: living?.revision }
    expect((await rep.push('leads', [tombstone, now])).map(said)).toEqual(['accepted'])
    expect(await stored('leads', saved.id)).toMatchObject({ deleted: true })
    expect((await rep.push('leads', [back, tombstone])).map(said)).toEqual(['accepted'])
    expect(await stored('leads', saved.id)).toMatchObject({ deleted: true })
  })
  it('[P10] only who may delete it brings it back, only to a customer that is there, and what was never stored is new', async () => {
    const customer = await lead.save('customers', aDocument('customers', { teamId: north }))
    const visit = await rep.save('interactions', aDocument('interactions', { customerId: customer.id }))
    const gone = (id: string) => ({ id, _deleted: true })
    await rep.push('interactions', [gone(visit.id), visit])
    expect((await lead.push('interactions', [visit, gone(visit.id)])).map(said)).toEqual(['FORBIDDEN'])
    await lead.push('customers', [gone(customer.id), customer])
    expect((await rep.push('interactions', [visit, gone(visit.id)])).map(said)).toEqual([
      'RELATED_NOT_FOUND customerId',
    ])
    expect((await lead.push('customers', [customer, gone(customer.id)])).map(said)).toEqual(['accepted'])
    expect((await rep.push('interactions', [visit, gone(visit.id)])).map(said)).toEqual(['accepted'])
    const fresh = aDocument('leads')
    expect((await rep.push('leads', [fresh, gone(fresh.id)])).map(said)).toEqual(['accepted'])
    expect(await stored('leads', fresh.id)).toMatchObject({ deleted: false })
  })
  it('two devices that push the same document at once lose nothing silently', async () => {
    const first = await rep.save('customers', aDocument('customers'))
    const results = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const [result] = await rep.push('customers', [{ ...first, phone: `10${index}` }, first])
        return said(result)
      }),
    )
    expect(results.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))).toEqual([
      'accepted',
      ...Array.from({ length: 9 }, () => 'conflict'),
    ])
  })
})

describe('a push as a whole', () => {
  const codeOf = (answer: { body: unknown }) => (answer as ErrorAnswer).body.error.code
  it('to an unknown collection is refused', async () => {
    const answer = await admin.call('POST', '/sync/users/push', { rows: [] })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'UNKNOWN_COLLECTION'])
  })
  it('of more than 500 rows is refused', async () => {
    const rows = Array.from({ length: 501 }, () => ({ newDocumentState: aDocument('tasks') }))
    expect(codeOf(await rep.call('POST', '/sync/tasks/push', { rows }))).toBe('INVALID_REQUEST')
  })
  it('of 500 rows is answered row by row', async () => {
    const documents = Array.from({ length: 500 }, () => aDocument('tasks'))
    const results = await rep.push('tasks', ...documents.map((document) => [document] as const))
    expect(results.map(({ id }) => id)).toEqual(documents.map(({ id }) => id))
    expect(new Set(results.map(said))).toEqual(new Set(['accepted']))
    const held: WireDocument[] = await rep.holds('tasks')
    expect(documents.every(({ id }) => held.some((document) => document.id === id))).toBe(true)
  })
})
