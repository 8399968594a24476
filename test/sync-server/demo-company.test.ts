import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import { collectionNames, entityOf } from '../../shared/entities/index.ts'
import { demoPassword, makeDemoCompany } from '../../sync-server/demo/demo-company.ts'
import { startServer } from '../support/start-server.ts'
import type { TestServer } from '../support/start-server.ts'

const now = Date.parse('2027-03-10T15:00:00Z')
const today = '2027-03-10'
let server: TestServer
let took: number

async function open() {
  const opened = await startServer({ now: () => now })
  const start = performance.now()
  await makeDemoCompany(opened.services)
  took = performance.now() - start
  return opened
}

async function all(collection: CollectionName, from = server): Promise<AnyDocument[]> {
  const documents: AnyDocument[] = []
  for await (const page of from.store.list(collection))
    documents.push(...page.map(({ body }) => body as AnyDocument))
  return documents
}

const accounts = {
  'admin@demo.example': 'admin',
  'rep.north@demo.example': 'sales_rep',
  'rep.south@demo.example': 'sales_rep',
  'lead.north@demo.example': 'sales_rep',
  'support@demo.example': 'support',
}

describe('the demo company', () => {
  beforeAll(async () => {
    server = await open()
  })
  afterAll(() => server.close())

  it('is made in under five seconds', () => expect(took).toBeLessThan(5000))

  it('has five accounts that sign in, in two teams of which one has a leader who signs in', async () => {
    const { people } = server.services
    for (const [email, role] of Object.entries(accounts))
      expect(await people.verify(email, demoPassword)).toMatchObject({ role, active: true })
    const [north, south, lead] = ['rep.north', 'rep.south', 'lead.north'].map((name) =>
      people.findByEmail(`${name}@demo.example`),
    )
    expect(lead?.leadsTeamIds).toEqual(north?.teamIds)
    expect(south?.teamIds).not.toEqual(north?.teamIds)
    const withoutPassword = people.all().filter(({ email }) => !(email in accounts))
    for (const { email } of withoutPassword) expect(await people.verify(email, demoPassword)).toBeUndefined()
  })
  it('has Northwind whole, and a history around it', async () => {
    const counts = await Promise.all(
      collectionNames.map(async (name) => [name, (await all(name)).length] as const),
    )
    expect(Object.fromEntries(counts)).toMatchObject({
      customers: 91,
      products: 77,
      orders: 830,
      salesReps: 11,
      leads: 60,
      interactions: 300,
      tasks: 80,
      cases: 25,
    })
  })
  it('holds valid records only, none of them from the future', async () => {
    for (const collection of collectionNames)
      for (const document of await all(collection)) {
        expect(entityOf(collection).check(document)).toEqual([])
        expect(Date.parse(document.updatedAt)).toBeLessThanOrEqual(now)
      }
  })
  it('ends its orders two days ago and keeps their distances', async () => {
    const orders = await all('orders')
    const days = orders.map((order) => String(order['orderDate'])).sort()
    expect(days.at(-1)).toBe('2027-03-08')
    const first = orders.find((order) => order['number'] === '10248')
    const span = Date.parse('2027-03-08') - Date.parse(String(first?.['orderDate']))
    expect(span).toBe(Date.parse('1998-05-06') - Date.parse('1996-07-04'))
  })
  it('gives every demo account a day worth looking at', async () => {
    const [tasks, leads, interactions] = await Promise.all([all('tasks'), all('leads'), all('interactions')])
    for (const email of Object.keys(accounts)) {
      const id = server.services.people.findByEmail(email)?.id
      const own = tasks.filter(({ ownerId, status }) => ownerId === id && status !== 'done')
      expect(own.filter(({ dueDate }) => dueDate === today).length, email).toBeGreaterThan(0)
      expect(own.filter(({ dueDate }) => String(dueDate) < today).length, email).toBeGreaterThan(0)
      if (accounts[email as keyof typeof accounts] !== 'sales_rep') continue
      expect(leads.filter(({ ownerId }) => ownerId === id).length).toBeGreaterThan(5)
      expect(interactions.filter(({ ownerId }) => ownerId === id).length).toBeGreaterThan(20)
    }
  })
  it('is the same every time', async () => {
    const other = await open()
    const shape = (documents: AnyDocument[]) =>
      documents
        .map(({ id, updatedAt, name, title, notes }) => JSON.stringify([id, updatedAt, name, title, notes]))
        .sort()
    for (const name of ['leads', 'interactions', 'tasks'] as const)
      expect(shape(await all(name, other))).toEqual(shape(await all(name)))
    await other.close()
  })
})
