/** The read model follows the store, whatever the order of events, on PGlite and on a PostgreSQL server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { ask, asCsv, asJson, asTable } from '../../../sync-server/reporting/ask.ts'
import { project } from '../../../sync-server/reporting/projector.ts'
import type { SqlDatabase } from '../../../sync-server/reporting/sql-database.ts'
import { projected } from '../../../sync-server/reporting/tables.ts'
import type { DocumentStore } from '../../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { aDocument } from '../../support/a-document.ts'
import { fc } from '../../support/properties.ts'
import { openPglite, openPostgres } from '../../support/sql-databases.ts'
import type { OpenedDatabase } from '../../support/sql-databases.ts'

const postgres = await openPostgres()

const tables = [...projected.values()].flat()

interface Step {
  collection: CollectionName
  document: AnyDocument
  deleted?: boolean
}

/** Writes past the rules of sync, as if by another process, and in any order. */
async function write(store: DocumentStore, steps: readonly Step[]) {
  for (const { collection, document, deleted = false } of steps) {
    const stored = await store.get({ kind: collection, id: document.id })
    const [result] = await store.write([
      {
        kind: collection,
        id: document.id,
        deleted,
        body: deleted && stored ? stored.body : document,
        channels: [],
        formerChannels: [],
        applied: [],
        expected: stored?.revision,
      },
    ])
    expect(result?.ok).toBe(true)
  }
}

/** Everything the tables hold, but when they were projected. */
async function contents(sql: SqlDatabase): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const name of [...tables.map((table) => table.name), 'awaited_references', 'order_totals']) {
    const { rows } = await sql.query(`select to_jsonb(t)::text from satchel.${name} t order by 1`)
    if (rows.length > 0) all[name] = rows.map(([row]) => JSON.parse(row ?? '') as unknown)
  }
  return all
}

const rep = aDocument('salesReps', { targets: [{ id: '2026-Q4', amount: 500_000, currency: 'EUR' }] })
const team = aDocument('settings', { kind: 'team', name: 'North' })
const view = aDocument('settings', { kind: 'view', name: 'Mine' })
const owned = { ownerId: rep.id, teamId: team.id, createdBy: rep.id }
const lead = aDocument('leads', { ...owned, value: { amount: 100, currency: 'JPY' } })
const contacts = [
  { id: 'one', name: 'Maria' },
  { id: 'two', name: 'José', email: 'jose@example.com' },
]
const customer = aDocument('customers', {
  ...owned,
  leadId: lead.id,
  contacts,
  tags: ['key', 'says "hi", {x}'],
})
const wonLead = { ...lead, customerId: customer.id, status: 'won' }
const product = aDocument('products', { taxRate: 1900 })
const line = (changes: object = {}) => ({
  id: 'line',
  productId: product.id,
  description: 'Chai',
  quantity: 3,
  unitPrice: 333,
  discount: 0,
  taxRate: 1900,
  ...changes,
})
const order = aDocument('orders', {
  ...owned,
  customerId: customer.id,
  discount: 1000,
  lines: [line(), line({ taxRate: 700 })],
  shipTo: { name: 'Lager', city: 'Łódź' },
})
const visit = aDocument('interactions', { ...owned, customerId: customer.id, leadId: lead.id })
const task = aDocument('tasks', { ...owned, orderId: order.id, dueDate: '2026-05-03', dueTime: '09:30' })
const comments = [{ id: 'c', at: '2026-05-01T08:00:00.000Z', authorId: rep.id, text: 'Broken' }]
const supportCase = aDocument('cases', { customerId: customer.id, comments })
const movement = aDocument('stockMovements', { productId: product.id })

const company: Step[] = [
  { collection: 'settings', document: team },
  { collection: 'settings', document: view },
  { collection: 'salesReps', document: rep },
  { collection: 'leads', document: wonLead },
  { collection: 'customers', document: customer },
  { collection: 'products', document: product },
  { collection: 'orders', document: order },
  { collection: 'interactions', document: visit },
  { collection: 'tasks', document: task },
  { collection: 'cases', document: supportCase },
  { collection: 'stockMovements', document: movement },
]

describe.each([
  { name: 'PGlite', database: undefined },
  { name: 'PostgreSQL', database: postgres },
])('$name', ({ database: given }) => {
  if (typeof given === 'string') {
    it.skip(`is not here: ${given}`, () => undefined)
    return
  }
  let database: OpenedDatabase
  let sql: SqlDatabase
  let store: DocumentStore
  beforeAll(async () => {
    database = given ?? (await openPglite())
    sql = database.sql
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await store?.close()
    store = createEmbeddedStore({ folder: ':memory:' })
    await store.open()
  })
  afterAll(() => store?.close())

  const one = async (statement: string) => (await sql.query(statement)).rows[0]

  it('has a column for every field of every entity, and no other', async () => {
    await project({ store, sql })
    const { rows } = await sql.query(
      `select table_name, column_name from information_schema.columns where table_schema = 'satchel'`,
    )
    const inSchema = Map.groupBy(rows, ([table]) => table)
    for (const { name, columns } of tables)
      expect(
        inSchema
          .get(name)
          ?.map(([, column]) => column)
          .sort(),
        name,
      ).toEqual(columns.map((column) => column.name).sort())
  })
  it('takes every choice that an entity knows, and has a foreign key for every reference', async () => {
    await project({ store, sql })
    const { rows } = await sql.query(
      `select conrelid::regclass::text, contype, pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'satchel'::regnamespace`,
    )
    const definitions = (table: string, type: string) =>
      rows
        .filter(([name, of]) => name?.replace('satchel.', '') === table && of === type)
        .map(([, , text]) => text)
    for (const [collection, [table]] of projected)
      for (const [name, field] of Object.entries(entityOf(collection).fields)) {
        if (field.kind !== 'choice' || !table?.columns.some((column) => column.name === name)) continue
        const check = definitions(table.name, 'c').find((text) => text?.includes(`(${name} = ANY`))
        const known = [...(check ?? '').matchAll(/'([^']+)'::text/g)].map(([, value = '']) => value)
        expect(known.sort(), `${table.name}.${name}`).toEqual(field.options?.map(({ value }) => value).sort())
      }
    for (const table of tables)
      for (const { name, references, isCurrency } of table.columns) {
        const target = references ?? (isCurrency ? 'currencies' : undefined)
        if (target === undefined) continue
        const keys = definitions(table.name, 'f').filter((text) =>
          text?.match(new RegExp(`^FOREIGN KEY \\(${name}\\) REFERENCES (satchel\\.)?${target}\\(`)),
        )
        expect(keys, `${table.name}.${name}`).toHaveLength(1)
      }
  })
  it('holds the same after events in any order, in pages of any size, and when it is built anew', async () => {
    await write(store, company)
    await project({ store, sql, rebuild: true })
    const expected = await contents(sql)
    expect(expected['awaited_references']).toBeUndefined()
    expect(expected['teams']).toEqual([{ id: team.id, name: 'North' }])
    expect(expected['customers']).toMatchObject([
      { lead_id: lead.id, owner_id: rep.id, tags: ['key', 'says "hi", {x}'] },
    ])
    expect(expected['leads']).toMatchObject([{ customer_id: customer.id, value: 100, value_currency: 'JPY' }])
    expect(expected['order_items']).toMatchObject([
      { position: 1, product_id: product.id },
      { position: 2, tax_rate: 700 },
    ])
    expect(expected['order_totals']).toMatchObject([{ goods: 1998, discount: 200, tax: 234, total: 2032 }])

    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(company, { minLength: company.length }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(company.length),
        async (steps, pageSize, cut) => {
          const other = createEmbeddedStore({ folder: ':memory:' })
          await other.open()
          try {
            await write(other, steps.slice(0, cut))
            await project({ store: other, sql, pageSize })
            await write(other, steps.slice(cut))
            await project({ store: other, sql, pageSize })
            expect(await contents(sql)).toEqual(expected)
          } finally {
            await other.close()
          }
        },
      ),
      { numRuns: 5 },
    )
  })
  it('keeps what a deleted record was meant by, and finds it again when it comes back', async () => {
    await write(store, company)
    await project({ store, sql })
    const before = await contents(sql)
    const gone: Step[] = [
      { collection: 'customers', document: customer, deleted: true },
      { collection: 'salesReps', document: rep, deleted: true },
      { collection: 'products', document: product, deleted: true },
    ]
    await write(store, gone)
    await project({ store, sql })
    expect(await one('select customer_id, owner_id, created_by from orders')).toEqual([null, null, null])
    expect(await one('select count(*) from customer_contacts')).toEqual(['0'])
    expect(
      await one(`select target_table, target_id from awaited_references
                 where table_name = 'orders' and column_name = 'customer_id'`),
    ).toEqual(['customers', customer.id])
    const afterwards = await contents(sql)
    await project({ store, sql, rebuild: true })
    expect(await contents(sql)).toEqual(afterwards)

    await write(
      store,
      gone.map(({ collection, document }) => ({ collection, document })),
    )
    await project({ store, sql })
    expect(await contents(sql)).toEqual(before)
  })
  it('replaces the rows of an edited order and forgets those of a deleted one', async () => {
    await write(store, company)
    await project({ store, sql })
    const edited = { ...order, lines: [line({ quantity: 1, productId: uuidv7() })], discount: undefined }
    await write(store, [{ collection: 'orders', document: edited }])
    await project({ store, sql })
    expect(await one('select goods, discount, tax from order_totals')).toEqual(['333', '0', '63'])
    expect(await one('select count(*) from awaited_references')).toEqual(['1'])
    await write(store, [{ collection: 'orders', document: edited, deleted: true }])
    await project({ store, sql })
    expect(await one('select count(*) from order_items')).toEqual(['0'])
    // The task still means the order; the product that never came is meant by nobody now.
    expect(await one('select min(table_name), count(*) from awaited_references')).toEqual(['tasks', '1'])
  })
  it('does nothing when nothing happened, and begins anew for another store or another model', async () => {
    await write(store, company)
    expect(await project({ store, sql })).toMatchObject({ rebuilt: true, documents: company.length })
    expect(await project({ store, sql })).toEqual({ rebuilt: false, documents: 0 })
    await write(store, [{ collection: 'tasks', document: { ...task, title: 'Call' } }])
    expect(await project({ store, sql })).toEqual({ rebuilt: false, documents: 1 })
    await sql.query(`update projection set model = 'older'`)
    expect(await project({ store, sql })).toMatchObject({ rebuilt: true })
    await sql.query(`update projection set position = 'unknown.1.unknown'`)
    expect(await project({ store, sql })).toMatchObject({ rebuilt: true })
    const other = createEmbeddedStore({ folder: ':memory:' })
    await other.open()
    expect(await project({ store: other, sql })).toEqual({ rebuilt: true, documents: 0 })
    await other.close()
    expect(await contents(sql)).toEqual({})
  })
  it('names a document that no table takes, keeps the others, and forgets it when it is mended', async () => {
    const odd = aDocument('orders', { customerId: customer.id, orderDate: '0000-01-01' })
    await write(store, [...company, { collection: 'orders', document: odd }])
    await project({ store, sql })
    expect(await one('select count(*) from orders')).toEqual(['1'])
    expect(await one('select collection, id from unprojected_documents')).toEqual(['orders', odd.id])
    await write(store, [{ collection: 'orders', document: { ...odd, orderDate: '2026-05-01' } }])
    await project({ store, sql })
    expect(await one('select count(*) from orders')).toEqual(['2'])
    expect(await one('select count(*) from unprojected_documents')).toEqual(['0'])
  })
  it('takes text that no database can hold as it is, and a currency nobody knew', async () => {
    const strange = aDocument('customers', { name: 'A\0B \ud800 ok', notes: '\\u0000' })
    const priced = aDocument('products', { price: { amount: 1, currency: 'QQQ' } })
    await write(store, [
      { collection: 'customers', document: strange },
      { collection: 'products', document: priced },
    ])
    await project({ store, sql })
    expect(await one('select name, notes from customers')).toEqual(['A\ufffdB \ufffd ok', '\\u0000'])
    expect(await one(`select decimals from currencies where code = 'QQQ'`)).toEqual(['2'])
  })
  it('answers what reads, in words, CSV and JSON, and refuses what writes', async () => {
    await write(store, company)
    await project({ store, sql })
    const answer = await ask(sql, 'select name, 5 as units, null as nothing from teams')
    expect(asTable(answer)).toBe('name   units  nothing\n-----  -----  -------\nNorth      5\n(1 row)')
    expect(asCsv(answer)).toBe('name,units,nothing\r\nNorth,5,')
    expect(JSON.parse(asJson(answer))).toEqual([{ name: 'North', units: '5', nothing: null }])
    await expect(ask(sql, 'delete from orders')).rejects.toThrow('read-only transaction')
    await expect(ask(sql, 'select 1; delete from orders')).rejects.toThrow('multiple commands')
    await expect(ask(sql, 'selec 1')).rejects.toMatchObject({ state: '42601', at: 1 })
    expect(await one('select count(*) from orders')).toEqual(['1'])
  })
})
