import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { PastImport, RevertAnswer, RevertResult } from '../../shared/import/import-log.ts'
import { countByAction } from '../../shared/import/run-import.ts'
import { runRevert } from '../../shared/import/run-revert.ts'
import type { RevertOptions, RevertRun } from '../../shared/import/run-revert.ts'
import { reconcile } from '../../sync-server/procedures/reconcile.ts'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { csv } from '../support/northwind.ts'
import { importAs } from '../support/run-northwind.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let admin: TestDevice
let store: DocumentStore

beforeEach(async () => {
  store = createEmbeddedStore({ folder: ':memory:' })
  await start()
})
afterEach(async () => {
  await server.close()
  await store.close()
})

async function start() {
  server = await startServer({ store })
  admin = server.services.people.findByEmail('chief@test.example')
    ? await server.signIn('chief@test.example')
    : await server.join({ role: 'admin', email: 'chief@test.example' })
}

async function all(collection: CollectionName): Promise<AnyDocument[]> {
  const documents: AnyDocument[] = []
  for await (const page of server.store.list(collection))
    documents.push(...page.map(({ body }) => body as AnyDocument))
  return documents
}

async function imported(...files: ReturnType<typeof csv>[]): Promise<PastImport> {
  const importId = uuidv7()
  await importAs(admin, { commit: true, importId }, files.length > 0 ? files : undefined)
  return past(importId)
}

async function past(id: string): Promise<PastImport> {
  const { body } = await admin.call<{ imports: PastImport[] }>('GET', '/admin/imports')
  const found = body.imports.find((one) => one.id === id)
  if (!found) throw new Error('the import is not in the list')
  return found
}

const revertPart = (id: string, part: number, as = admin) =>
  as.call<RevertAnswer>('POST', `/admin/imports/${id}/revert`, { part })

const revert = (of: PastImport, options?: RevertOptions): Promise<RevertRun> =>
  runRevert(
    of,
    async (id, part) => {
      const answer = await revertPart(id, part)
      expect(answer.status, answer.text.slice(0, 400)).toBe(200)
      return { ok: true, value: answer.body }
    },
    options,
  )

async function edit(collection: CollectionName, key: string, changes: object) {
  const document = (await all(collection)).find(({ importKey }) => importKey === key)
  if (!document) throw new Error(`${key} is missing`)
  const stored = await server.store.get({ kind: collection, id: document.id })
  const [result] = await server.services.documents.write([
    { collection, document: { ...document, ...changes }, stored },
  ])
  expect(result?.ok).toBe(true)
}

const told = (results: readonly RevertResult[]) =>
  Object.fromEntries(
    results.map(({ key, outcome, reason }) => [key, reason ? `${outcome}: ${reason}` : outcome]),
  )

describe('a reverted import', () => {
  it('takes Northwind back whole, the books agree, and it can be imported again', async () => {
    const northwind = await imported()
    expect(northwind).toMatchObject({
      by: admin.user.id,
      counts: { create: 1011, update: 0, unchanged: 0, refused: 0 },
      state: 'imported',
    })
    expect(northwind.files).toEqual(expect.arrayContaining(['customers.csv', 'orders.csv']))
    const run = await revert(northwind)
    expect(run.import).toMatchObject({
      state: 'reverted',
      revertedCounts: { removed: 4 + 77 + 91 + 830, deactivated: 9, kept: 0, partly: 0, restored: 0 },
    })
    for (const name of ['customers', 'products', 'orders', 'stockMovements', 'settings'] as const)
      expect(await all(name), name).toEqual([])
    expect((await reconcile(server.store)).findings).toEqual([])
    const reps = server.services.people.all().filter(({ role }) => role === 'sales_rep')
    expect(reps.map(({ active, teamIds }) => [active, teamIds])).toEqual(reps.map(() => [false, []]))

    const again = await imported()
    expect(again.counts).toMatchObject({ create: 4 + 77 + 91 + 830, refused: 0 })
    expect((await reconcile(server.store)).findings).toEqual([])
    const stock = (await all('products')).reduce((sum, { stockOnHand }) => sum + Number(stockOnHand), 0)
    expect(stock).toBe(3119)
  }, 60_000)

  it('keeps what somebody worked on since and says why', async () => {
    const first = await imported(
      csv('customers.csv', 'customerID,companyName,phone\nA,Alpha,1\nB,Beta,2\nC,Gamma,3\nD,Delta,4\n'),
    )
    await edit('customers', 'B', { phone: 'by hand' })
    const gamma = (await all('customers')).find(({ importKey }) => importKey === 'C')
    const at = new Date().toISOString()
    await admin.save('tasks', {
      id: uuidv7(),
      title: 'Call them',
      status: 'open',
      priority: 'normal',
      customerId: gamma?.id,
      ownerId: admin.user.id,
      createdBy: admin.user.id,
      createdAt: at,
      updatedAt: at,
    })
    // Touched and put back: nothing is lost by removing it.
    await edit('customers', 'D', { phone: 'x' })
    await edit('customers', 'D', { phone: '4', updatedAt: new Date().toISOString() })
    const run = await revert(first)
    expect(told(run.results)).toEqual({ A: 'removed', B: 'kept: changed', C: 'kept: used', D: 'removed' })
    expect((await all('customers')).map(({ name }) => String(name)).sort()).toEqual(['Beta', 'Gamma'])
    expect(await revert(first)).toEqual(run)
  })

  it('gives updated records their former values, field by field', async () => {
    await imported(
      csv('customers.csv', 'customerID,companyName,phone,fax\nA,Alpha,1,\nB,Beta,2,\nC,Gamma,3,\n'),
    )
    const second = await imported(
      csv('customers.csv', 'customerID,companyName,phone\nA,Alpha AG,11\nB,Beta AG,22\nC,Gamma AG,33\n'),
    )
    expect(second.counts).toMatchObject({ update: 3 })
    await edit('customers', 'B', { phone: 'by hand' })
    await edit('customers', 'C', { phone: 'by hand', name: 'by hand' })
    const run = await revert(second)
    expect(told(run.results)).toEqual({ A: 'restored', B: 'partly: changed', C: 'kept: changed' })
    expect(run.results.find(({ key }) => key === 'B')?.fields).toEqual(['phone'])
    expect(
      (await all('customers')).map(({ name, phone }) => `${String(name)} ${String(phone)}`).sort(),
    ).toEqual(['Alpha 1', 'Beta by hand', 'by hand by hand'])
  })

  it('reverts the later of two imports first and then the earlier one whole', async () => {
    const first = await imported(csv('customers.csv', 'customerID,companyName\nA,Alpha\n'))
    const second = await imported(csv('customers.csv', 'customerID,companyName,phone\nA,Alpha AG,1\n'))
    expect(told((await revert(second)).results)).toEqual({ A: 'restored' })
    expect(told((await revert(first)).results)).toEqual({ A: 'removed' })
    expect(await all('customers')).toEqual([])
  })

  it('keeps a product that was sold since together with its stock', async () => {
    const first = await imported(
      csv('products.csv', 'productID,productName,unitPrice,unitsInStock\nP1,Chai,1.00,5\nP2,Tofu,2.00,7\n'),
    )
    const chai = (await all('products')).find(({ importKey }) => importKey === 'P1')
    const later = await imported(
      csv('customers.csv', 'customerID,companyName\nA,Alpha\n'),
      csv('orders.csv', 'orderID,customerID,orderDate\n1,A,2026-01-02\n'),
      csv('order_details.csv', 'orderID,productID,unitPrice,quantity\n1,P1,1.00,2\n'),
    )
    expect(told((await revert(first)).results)).toEqual({ P1: 'kept: used', P2: 'removed' })
    expect(await all('stockMovements')).toMatchObject([{ productId: chai?.id, quantity: 5 }])
    expect((await reconcile(server.store)).findings).toEqual([])
    expect(told((await revert(later)).results)).toEqual({ 1: 'removed', A: 'removed' })
  })

  it('leaves a person who has signed in, and a person with customers', async () => {
    const importId = uuidv7()
    const files = [
      csv(
        'employees.csv',
        'employeeID,lastName,firstName,email\n1,Davolio,Nancy,n@x.example\n2,King,Robert,r@x.example\n',
      ),
    ]
    const { signIns } = await importAs(admin, { commit: true, importId }, files)
    const nancy = signIns.find(({ email }) => email === 'n@x.example')
    const session = await server.call('POST', '/session', {
      body: { email: nancy?.email, password: nancy?.password, device: { name: 'x', platform: 'test' } },
    })
    expect(session.status).toBe(200)
    expect(told((await revert(await past(importId))).results)).toEqual({
      1: 'kept: signed-in',
      2: 'deactivated',
    })
    expect(server.services.people.findByEmail('n@x.example')?.active).toBe(true)
    expect(server.services.people.findByEmail('r@x.example')?.active).toBe(false)
  })
})

describe('a revert that is interrupted', () => {
  it('goes on after a restart and answers what an unbroken one would have', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => `K${index},Name ${index}`)
    const large = await imported(csv('customers.csv', `customerID,companyName\n${rows.join('\n')}\n`))
    expect(large.parts).toBe(3)
    let parts = 0
    const first = await revert(large, { isCancelled: () => ++parts > 1 })
    expect(first).toMatchObject({ stopped: 'cancelled', import: { state: 'reverting', revertedParts: 1 } })
    // As a process leaves it that ended within a part: removed, and not yet noted.
    const documents = await all('customers')
    for (const document of documents.slice(0, 30))
      await server.services.documents.write([
        {
          collection: 'customers',
          document,
          deleted: true,
          stored: await server.store.get({ kind: 'customers', id: document.id }),
        },
      ])
    await server.close()
    await start()
    const refused = await admin.call('POST', '/admin/import/customers', {
      rows: [{ row: 2, key: 'NEW', values: { name: 'x', status: 'active' } }],
      commit: true,
      import: { id: large.id, files: [] },
    })
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('reverted')])
    const second = await revert(await past(large.id))
    expect(second.import).toMatchObject({ state: 'reverted', revertedCounts: { removed: 450 } })
    expect(second.results).toHaveLength(450)
    expect(new Set(second.results.map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`))).toEqual(
      new Set(['removed ']),
    )
    expect(await all('customers')).toEqual([])
  })

  it('lists nothing that a stopped import only meant to write', async () => {
    const files = [csv('customers.csv', 'customerID,companyName\nA,Alpha\nB,Beta\n')]
    const { documents } = server.services
    const cut = vi.spyOn(documents, 'write').mockRejectedValue(new Error('the process ends here'))
    const importId = uuidv7()
    await expect(importAs(admin, { commit: true, importId }, files)).rejects.toThrow()
    cut.mockRestore()
    const again = await importAs(admin, { commit: true, importId }, files)
    expect(countByAction(again.outcomes)).toMatchObject({ create: 2 })
    await revert(await past(importId))
    expect(await all('customers')).toEqual([])
  })
})

describe('the routes of past imports', () => {
  it('are for administrators, keep the order of parts, and are audited', async () => {
    const one = await imported(csv('customers.csv', 'customerID,companyName\nA,Alpha\n'))
    const rep = await server.join({ role: 'sales_rep' })
    expect((await rep.call('GET', '/admin/imports')).status).toBe(403)
    expect((await revertPart(one.id, 0, rep)).status).toBe(403)
    expect(await all('customers')).toHaveLength(1)
    expect((await revertPart(uuidv7(), 0)).status).toBe(404)
    expect((await revertPart(one.id, 1)).status).toBe(400)
    expect((await revertPart(one.id, 0)).status).toBe(200)
    const actions = (await server.services.audit.newest())
      .filter(({ subject }) => subject === one.id)
      .map(({ action, by }) => [action, by])
    expect(actions).toEqual([
      ['import.reverted', admin.user.id],
      ['import.revert', admin.user.id],
    ])
  })
})
