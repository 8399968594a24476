/** Lists as the data worker answers them, on a real database. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, expect, test } from 'vitest'
import type { ViewAnswer, ViewWindow } from '../../../../renderer/data/contract.ts'
import { browserStorage } from '../../../../renderer/data/worker/browser-storage.ts'
import { openLists } from '../../../../renderer/data/worker/lists/lists.ts'
import type { Lists } from '../../../../renderer/data/worker/lists/lists.ts'
import { toLocal } from '../../../../renderer/data/worker/local-shape.ts'
import type { LocalRecord } from '../../../../renderer/data/worker/local-shape.ts'
import { openDatabase } from '../../../../renderer/data/worker/open-database.ts'
import type { LocalDatabase } from '../../../../renderer/data/worker/open-database.ts'
import { insertDirectly, tellOfInserts } from '../../../../renderer/data/worker/insert-directly.ts'
import { createRevision, now } from 'rxdb/plugins/core'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { CollectionName } from '../../../../shared/entities/index.ts'
import type { ListView } from '../../../../shared/lists/list-view.ts'
import { aDocument, anId } from '../../../support/a-document.ts'
import { until } from '../../../support/start-device.ts'

let database: LocalDatabase | undefined
let lists: Lists | undefined
afterEach(async () => {
  lists?.close()
  await database?.rx.close()
  database = undefined
  lists = undefined
})

const me = anId()

async function start() {
  const opened = await openDatabase({
    name: `lists-${Math.random().toString(36).slice(2)}`,
    storage: browserStorage({ indexedDB: new IDBFactory(), IDBKeyRange }),
    multiInstance: false,
    conflictHandler: () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    }),
  })
  database = opened
  const failures: unknown[] = []
  lists = openLists({
    database: opened,
    personId: () => me,
    isFilled: Promise.resolve(),
    now: () => Date.parse('2026-05-10T12:00:00'),
    report: (reason) => void failures.push(reason),
  })
  const answering = lists
  return {
    lists: answering,
    failures,
    put: async (collection: CollectionName, ...changes: Record<string, unknown>[]): Promise<string[]> => {
      const documents = changes.map((each) => aDocument(collection, each))
      const { error } = await opened.collections[collection].bulkInsert(
        documents.map((document) => toLocal(entityOf(collection), document) as LocalRecord),
      )
      expect(error).toEqual([])
      return documents.map(({ id }) => id)
    },
    change: async (collection: CollectionName, id: string, changes: Record<string, unknown>) => {
      const document = await opened.collections[collection].findOne(id).exec(true)
      await document.incrementalPatch(changes)
    },
    take: async (collection: CollectionName, id: string) => {
      await (await opened.collections[collection].findOne(id).exec(true)).remove()
    },
    /** The page's end: puts the answers together as the page does. */
    watch: (view: ListView, window: ViewWindow = { offset: 0, limit: 50 }) => {
      const seen = { answers: [] as ViewAnswer[], rows: [] as Record<string, unknown>[] }
      let known = new Map<string, Record<string, unknown>>()
      const handle = answering.watchView(view, window, (answer) => {
        const fresh = new Map(answer.rows.map((row) => [row.id, row as Record<string, unknown>]))
        known = new Map(answer.ids.map((id) => [id, fresh.get(id) ?? known.get(id) ?? { missing: id }]))
        seen.rows = [...known.values()]
        seen.answers.push(answer)
      })
      return {
        ...handle,
        last: () => seen.answers.at(-1),
        answers: seen.answers,
        column: (name: string) => seen.rows.map((row) => row[name]),
        async shows(name: string, values: unknown[]) {
          await until(
            () =>
              seen.answers.at(-1)?.provisional !== true &&
              JSON.stringify(seen.rows.map((row) => row[name])) === JSON.stringify(values),
            () => ({ shown: seen.rows.map((row) => row[name]), failures }),
          )
        },
      }
    },
  }
}

test('a list is sorted as the language sorts, by the names it refers to, and what is absent comes last', async () => {
  const { put, watch } = await start()
  const [anna, zoe] = await put('salesReps', { name: 'Änne' }, { name: 'Zoe' })
  await put(
    'customers',
    { name: 'zebra 10', ownerId: zoe },
    { name: 'Zebra 9', ownerId: anna },
    { name: 'Émile' },
    { name: 'apfel', ownerId: zoe },
  )
  const byName = watch({ list: 'customers', sort: [{ by: 'title' }] })
  await byName.shows('name', ['apfel', 'Émile', 'Zebra 9', 'zebra 10'])
  const byOwner = watch({
    list: 'customers',
    sort: [{ by: 'ownerId' }, { by: 'title', desc: true }],
  })
  await byOwner.shows('name', ['Zebra 9', 'zebra 10', 'apfel', 'Émile'])
  expect(byOwner.last()?.names.salesReps).toEqual({ [anna ?? '']: 'Änne', [zoe ?? '']: 'Zoe' })
})

test('conditions of every kind choose rows, and days are counted from today', async () => {
  const { put, watch } = await start()
  await put(
    'tasks',
    { title: 'late', dueDate: '2026-05-08', ownerId: me },
    { title: 'today', dueDate: '2026-05-10', priority: 'high' },
    { title: 'soon', dueDate: '2026-05-12', status: 'in-progress' },
    { title: 'Éventually' },
    { title: 'done', dueDate: '2026-05-01', status: 'done' },
  )
  const titles = async (where: ListView['where'], expected: string[]) =>
    watch({ list: 'tasks', ...(where && { where }), sort: [{ by: 'dueDate' }] }).shows('title', expected)
  const open = { column: 'status', is: 'one-of' as const, values: ['open', 'in-progress'] }
  await titles([open, { column: 'dueDate', is: 'before', value: { days: 0 } }], ['late'])
  await titles([{ column: 'dueDate', is: 'between', from: { days: 0 }, to: { days: 2 } }], ['today', 'soon'])
  await titles(
    [
      open,
      {
        any: [
          { column: 'dueDate', is: 'after', value: { days: 0 } },
          { column: 'dueDate', is: 'empty' },
        ],
      },
    ],
    ['soon', 'Éventually'],
  )
  await titles([{ column: 'ownerId', is: 'mine' }], ['late'])
  await titles([{ column: 'title', is: 'containing', value: 'event' }], ['Éventually'])
  await titles([{ none: [{ column: 'status', is: 'equal', value: 'open' }] }], ['done', 'soon'])
  await titles([{ column: 'priority', is: 'unequal', value: 'normal' }], ['today'])
})

test('a window gets its rows, the total, groups and sums, and after an edit only the changed row', async () => {
  const { put, change, watch } = await start()
  const values = Array.from({ length: 30 }, (_, index) => ({
    name: `Lead ${index}`,
    status: index % 3 === 0 ? 'won' : 'new',
    value: { amount: 100, currency: index === 0 ? 'EUR' : 'USD' },
  }))
  const ids = await put('leads', ...values)
  const view = watch(
    { list: 'leads', sort: [{ by: 'title' }], groupBy: 'status', sum: 'value' },
    { offset: 2, limit: 3 },
  )
  await view.shows('name', ['Lead 4', 'Lead 5', 'Lead 7'])
  expect(view.last()).toMatchObject({
    total: 30,
    sums: { EUR: 100, USD: 2900 },
    groups: [
      { key: 'new', count: 20, sums: { USD: 2000 } },
      { key: 'won', count: 10, sums: { EUR: 100, USD: 900 } },
    ],
  })
  await change('leads', ids[5] ?? '', { value: { amount: 250, currency: 'USD' } })
  await until(() => view.last()?.sums?.['USD'] === 3050)
  expect(view.last()?.rows.map(({ id }) => id)).toEqual([ids[5]])
  await view.move({ offset: 28, limit: 10 })
  await view.shows('name', ['Lead 24', 'Lead 27'])
  await change('leads', ids[0] ?? '', { name: 'Lead 99' })
  await view.shows('name', ['Lead 27', 'Lead 99'])
})

test('computed columns and order items are lists like any other', async () => {
  const { put, take, watch } = await start()
  const line = (description: string, quantity: number) => ({
    id: '1',
    productId: anId(),
    description,
    quantity,
    unitPrice: 100,
    discount: 0,
    taxRate: 0,
  })
  const [customer] = await put('customers', { name: 'Ernst Handel' })
  const ids = await put(
    'orders',
    { provisionalNumber: 'A', customerId: customer, lines: [line('Chai', 5)] },
    {
      provisionalNumber: 'B',
      customerId: customer,
      lines: [line('Chang', 9), { ...line('Tofu', 1), id: '2' }],
    },
  )
  const orders = watch({ list: 'orders', sort: [{ by: 'total', desc: true }], sum: 'total' })
  await orders.shows('provisionalNumber', ['B', 'A'])
  expect(orders.last()?.sums).toEqual({ USD: 1500 })
  const items = watch({ list: 'orderItems', sort: [{ by: 'quantity' }], search: 'ernst' })
  await items.shows('description', ['Tofu', 'Chai', 'Chang'])
  await take('orders', ids[1] ?? '')
  await items.shows('description', ['Chai'])
})

test('a record that is renamed moves the rows that are sorted by its name', async () => {
  const {
    put,
    change,
    watch,
    lists: { names, watchNames },
  } = await start()
  const [first, second] = await put('customers', { name: 'Alpha' }, { name: 'Beta' })
  await put('cases', { subject: 'one', customerId: first }, { subject: 'two', customerId: second })
  const heard: unknown[] = []
  watchNames((collection, changed) => void heard.push([collection, changed]))
  const cases = watch({ list: 'cases', sort: [{ by: 'customerId' }] })
  await cases.shows('subject', ['one', 'two'])
  await change('customers', first ?? '', { name: 'Zeta' })
  await cases.shows('subject', ['two', 'one'])
  expect(heard).toEqual([['customers', { [first ?? '']: 'Zeta' }]])
  expect(await names('customers', [first ?? '', 'nobody'])).toEqual({ [first ?? '']: 'Zeta', nobody: null })
})

test('search forgives mistakes and accents, finds numbers however they are written, and forgets what has gone', async () => {
  const {
    put,
    take,
    change,
    lists: { search },
  } = await start()
  const [quick] = await put(
    'customers',
    {
      name: 'QUICK-Stop',
      phone: '+49 (0372) 035-188',
      address: { city: 'Cunewalde' },
      contacts: [{ id: 'c', name: 'Horst Klöß' }],
    },
    { name: 'Suprêmes délices' },
  )
  await put('orders', { provisionalNumber: 'SO-2026-00123', customerId: quick })
  const found = async (text: string) => (await search(text)).map(({ title }) => title)
  await until(async () => (await found('cunewalde')).length === 1)
  for (const text of ['supremes', 'suprems', 'uspremes delices', 'délic'])
    expect(await found(text)).toEqual(['Suprêmes délices'])
  for (const text of ['0372035188', '0372 035188', '+49372035188', 'kloss', 'qiuck stop', 'horst'])
    expect([text, await found(text)]).toEqual([text, ['QUICK-Stop']])
  for (const text of ['SO-2026-00123', '123', '00123']) expect(await found(text)).toEqual(['SO-2026-00123'])
  await change('customers', quick ?? '', { name: 'Slow-Stop', updatedAt: '2026-05-02T08:00:00.000Z' })
  expect(await found('quick')).toEqual([])
  expect(await found('slow')).toEqual(['Slow-Stop'])
  await take('customers', quick ?? '')
  for (const text of ['slow', 'horst', '0372035188']) expect(await found(text)).toEqual([])
})

test('a list is searched by what is written, by names and by choices, with every word', async () => {
  const { put, watch } = await start()
  const [one, two] = await put('customers', { name: 'Ernst Handel' }, { name: 'Frankenversand' })
  await put(
    'interactions',
    { customerId: one, type: 'visit', notes: 'Asked about tofu' },
    { customerId: two, type: 'call', notes: 'Tofu again' },
  )
  const search = async (text: string, expected: string[]) =>
    watch({ list: 'interactions', search: text, sort: [{ by: 'notes' }] }).shows('notes', expected)
  await search('tofu', ['Asked about tofu', 'Tofu again'])
  await search('ernst tofu', ['Asked about tofu'])
  await search('call', ['Tofu again'])
  await search('call ernst', [])
})

test('what replication loads past RxDB arrives in lists, and edits made meanwhile stay', async () => {
  const { put, watch } = await start()
  const leads = database?.collections.leads
  if (!leads) throw new Error('there is no database')
  const view = watch({ list: 'leads' }, { offset: 0, limit: 1 })
  await put('leads', { name: 'Mine' })
  await until(() => view.last()?.total === 1)
  for (let round = 1; round <= 2; round++) {
    const documents = Array.from({ length: 300 }, () => ({
      ...toLocal(entityOf('leads'), aDocument('leads')),
      _attachments: {},
      _rev: createRevision(leads.database.token),
      _meta: { lwt: now() },
    }))
    await insertDirectly(leads.internalStorageInstance, documents)
    await tellOfInserts(leads.internalStorageInstance, documents.at(-1)?.id ?? '')
    await until(
      () => view.last()?.total === 1 + round * 300,
      () => view.last()?.total,
    )
  }
})

test('the place of a record in a view leads to its neighbours, and ids give all rows in order', async () => {
  const {
    put,
    lists: { placeInView, viewIds, listRows },
  } = await start()
  const [c, a, b] = await put('products', { name: 'C' }, { name: 'A' }, { name: 'B' })
  const view: ListView = { list: 'products', sort: [{ by: 'title' }] }
  expect(await viewIds(view)).toEqual([a, b, c])
  expect(await placeInView(view, a ?? '')).toEqual({ index: 0, total: 3, next: b })
  expect(await placeInView(view, b ?? '')).toEqual({ index: 1, total: 3, previous: a, next: c })
  expect(await placeInView(view, 'nobody')).toBeUndefined()
  expect((await listRows('products', [c ?? '', 'nobody', a ?? ''])).rows.map((row) => row['name'])).toEqual([
    'C',
    'A',
  ])
})

test('a view with a column that does not exist, or a test that makes no sense, is refused', async () => {
  const {
    lists: { viewIds },
  } = await start()
  await expect(viewIds({ list: 'leads', sort: [{ by: 'nonsense' }] })).rejects.toThrow('no column nonsense')
  await expect(
    viewIds({ list: 'leads', where: [{ column: 'name', is: 'before', value: 3 }] }),
  ).rejects.toThrow('cannot be asked')
  await expect(viewIds({ list: 'nobody' } as never)).rejects.toThrow('not a view')
})
