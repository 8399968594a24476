import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Order } from '../../shared/entities/order.ts'
import type { Product } from '../../shared/entities/product.ts'
import type { StockMovement } from '../../shared/entities/stock-movement.ts'
import type { AnyDocument, CollectionName } from '../../shared/entities/index.ts'
import type { ImportAnswer } from '../../shared/import/import-messages.ts'
import { countByAction } from '../../shared/import/run-import.ts'
import { lineTotal, orderTotals } from '../../shared/money.ts'
import { bareCells, csv } from '../support/northwind.ts'
import { importAs } from '../support/run-northwind.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let admin: TestDevice

async function all<T = AnyDocument>(collection: CollectionName): Promise<T[]> {
  const documents: T[] = []
  for await (const page of server.store.list(collection)) documents.push(...page.map(({ body }) => body as T))
  return documents
}

/** Every stored document with its revision, to tell whether anything was written. */
async function everything(): Promise<string[]> {
  const states: string[] = []
  for (const kind of ['settings', 'salesReps', 'products', 'stockMovements', 'customers', 'orders', 'users'])
    for await (const page of server.store.list(kind))
      states.push(...page.map(({ id, revision }) => `${kind} ${id} ${revision}`))
  return states.sort()
}

async function open() {
  server = await startServer()
  admin = await server.join({ role: 'admin', email: 'chief@test.example' })
}
const close = () => server.close()

/** Cents of a decimal with up to two places. */
const cents = (decimal = '0') => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
}
const tenThousandths = (decimal = '0') => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'))
}
/** Half to even, by its definition. */
const rounded = (numerator: bigint, denominator: bigint) => {
  const down = numerator / denominator
  const twice = (numerator % denominator) * 2n
  return twice > denominator || (twice === denominator && down % 2n === 1n) ? down + 1n : down
}

describe('Northwind', () => {
  let dryRun: Awaited<ReturnType<typeof importAs>>
  let untouched: string[]
  let run: Awaited<ReturnType<typeof importAs>>

  beforeAll(async () => {
    await open()
    const before = await everything()
    dryRun = await importAs(admin, { commit: false })
    untouched = (await everything()).filter((state) => !before.includes(state))
    run = await importAs(admin, { commit: true })
  })
  afterAll(close)

  it('writes nothing in a dry run', () => {
    expect(untouched).toEqual([])
    expect(dryRun.signIns).toEqual([])
    expect(countByAction(dryRun.outcomes)).toEqual({
      create: 4 + 9 + 77 + 91 + 830,
      update: 0,
      unchanged: 0,
      refused: 0,
    })
  })
  it('does exactly what the dry run said', () => {
    expect(run.outcomes).toEqual(dryRun.outcomes)
  })
  it('brings every record', async () => {
    const counts = await Promise.all(
      (['customers', 'products', 'orders'] as const).map(async (name) => (await all(name)).length),
    )
    expect(counts).toEqual([91, 77, 830])
    // The administrator is in the directory as well.
    expect(await all('salesReps')).toHaveLength(9 + 1)
    const orders = await all<Order>('orders')
    expect(orders.flatMap(({ lines }) => lines)).toHaveLength(2155)
  })
  it('keeps the value of all order items to the cent', async () => {
    const expected = bareCells('order_details.csv').reduce((sum, { unitPrice, quantity = '0', discount }) => {
      const exact = cents(unitPrice) * BigInt(quantity) * (10_000n - tenThousandths(discount))
      return sum + rounded(exact, 10_000n)
    }, 0n)
    const orders = await all<Order>('orders')
    const total = orders.flatMap(({ lines }) => lines).reduce((sum, line) => sum + lineTotal(line), 0)
    expect(BigInt(total)).toBe(expected)
    // As a spreadsheet with exact decimals has it: 1,265,793.02 rounded per item, 1,265,793.0395 unrounded.
    expect(expected).toBe(126579302n)
    const perOrder = orders.reduce((sum, order) => sum + orderTotals(order).goods, 0)
    expect(BigInt(perOrder)).toBe(expected)
  })
  it('keeps each order’s own value, dates, freight and shipper', async () => {
    const orders = new Map((await all<Order>('orders')).map((order) => [order.number, order]))
    const lines = Map.groupBy(bareCells('order_details.csv'), ({ orderID }) => orderID)
    const shippers = new Map(bareCells('shippers.csv').map((row) => [row['shipperID'], row['companyName']]))
    for (const row of bareCells('orders.csv')) {
      const order = orders.get(row['orderID'])
      if (!order) throw new Error(`order ${row['orderID']} is missing`)
      const goods = (lines.get(row['orderID'] ?? '') ?? []).reduce(
        (sum, line) =>
          sum +
          rounded(
            cents(line['unitPrice']) *
              BigInt(line['quantity'] ?? 0) *
              (10_000n - tenThousandths(line['discount'])),
            10_000n,
          ),
        0n,
      )
      const shipped = row['shippedDate'] === 'NULL' ? undefined : row['shippedDate']?.slice(0, 10)
      expect([BigInt(orderTotals(order).goods), BigInt(order.freight)]).toEqual([
        goods,
        cents(row['freight']),
      ])
      expect(order).toMatchObject({
        orderDate: row['orderDate']?.slice(0, 10),
        requiredDate: row['requiredDate']?.slice(0, 10),
        shipVia: shippers.get(row['shipVia']),
        status: shipped === undefined ? 'confirmed' : 'fulfilled',
        provisionalNumber: `NW-${row['orderID']}`,
      })
      expect(order.shippedDate).toBe(shipped)
    }
  })
  it('keeps the freight to the cent', async () => {
    const expected = bareCells('orders.csv').reduce((sum, { freight }) => sum + cents(freight), 0n)
    expect(BigInt((await all<Order>('orders')).reduce((sum, { freight }) => sum + freight, 0))).toBe(expected)
    expect(expected).toBe(6494269n)
  })
  it('[I10] makes the stock of every product the sum of its movements', async () => {
    const movements = await all<StockMovement>('stockMovements')
    const sums = new Map<string, number>()
    for (const { productId, quantity } of movements)
      sums.set(productId, (sums.get(productId) ?? 0) + quantity)
    const products = await all<Product>('products')
    for (const { id, stockOnHand } of products) expect(stockOnHand).toBe(sums.get(id) ?? 0)
    const inFile = bareCells('products.csv').reduce((sum, row) => sum + Number(row['unitsInStock']), 0)
    expect(products.reduce((sum, { stockOnHand }) => sum + stockOnHand, 0)).toBe(inFile)
    expect(inFile).toBe(3119)
  })
  it('gives customers, their orders and their channels to the team of their representative', async () => {
    const teams = new Map((await all('settings')).map((team) => [team.id, team['name']]))
    const customers = await all('customers')
    for (const customer of customers.filter(({ ownerId }) => ownerId !== undefined)) {
      const user = server.services.people.find(customer.ownerId ?? '')
      expect(user?.teamIds).toContain(customer.teamId)
      const [stored] = await server.store.getMany([{ kind: 'customers', id: customer.id }])
      expect(stored?.channels).toContain(`customers:team:${customer.teamId}`)
    }
    const withOrders = new Set(bareCells('orders.csv').map(({ customerID }) => customerID))
    expect(customers.filter(({ ownerId }) => ownerId !== undefined)).toHaveLength(withOrders.size)
    expect([...teams.values()].map(String).sort()).toEqual(['Eastern', 'Northern', 'Southern', 'Western'])
  })
  it('makes users of employees, who sign in with the password of the sheet', async () => {
    expect(run.signIns).toHaveLength(9)
    const nancy = run.signIns.find(({ email }) => email === 'nancy.davolio@northwind.example')
    const answer = await server.call('POST', '/session', {
      body: { email: nancy?.email, password: nancy?.password, device: { name: 'x', platform: 'test' } },
    })
    expect(answer.status).toBe(200)
    expect(answer.body['user']).toMatchObject({ name: 'Nancy Davolio', role: 'sales_rep', leadsTeamIds: [] })
    const reps = await all('salesReps')
    const boss = reps.find(({ importKey }) => importKey === '2')
    expect(reps.find(({ importKey }) => importKey === '1')).toMatchObject({
      jobTitle: 'Sales Representative',
      department: 'Sales',
      reportsToId: boss?.id,
      territory: 'Wilton, Neward',
    })
    expect(new Set(run.signIns.map(({ password }) => password)).size).toBe(9)
    expect(JSON.stringify(await server.services.audit.newest())).not.toContain(nancy?.password)
  })
  it('changes nothing when it is repeated', async () => {
    const before = await everything()
    const again = await importAs(admin, { commit: true })
    expect(countByAction(again.outcomes)).toEqual({ create: 0, update: 0, unchanged: 1011, refused: 0 })
    expect(again.signIns).toEqual([])
    expect(await everything()).toEqual(before)
  })
  it('shows what changed since as old and new, and keeps what was decided in Satchel', async () => {
    const [customer] = (await all('customers')).filter(({ importKey }) => importKey === 'ALFKI')
    if (!customer) throw new Error('ALFKI is missing')
    const stored = await server.store.get({ kind: 'customers', id: customer.id })
    const other = server.services.people.findByEmail('robert.king@northwind.example')
    await server.services.documents.write([
      { collection: 'customers', document: { ...customer, phone: 'changed', ownerId: other?.id }, stored },
    ])
    const run2 = await importAs(admin, { commit: false })
    const changed = run2.outcomes.filter(({ action }) => action !== 'unchanged')
    expect(changed).toMatchObject([
      { key: 'ALFKI', action: 'update', changes: { phone: ['changed', '030-0074321'] } },
    ])
    expect(Object.keys(changed[0]?.changes ?? {})).toEqual(['phone'])
  })
})

describe('imports that go wrong', () => {
  beforeAll(open)
  afterAll(close)

  it('take up where a cancelled one ended', async () => {
    let calls = 0
    const first = await importAs(admin, { commit: true, isCancelled: () => ++calls > 3 })
    expect(first.stopped).toBe('cancelled')
    expect(first.outcomes).toHaveLength(4 + 9 + 77)
    const second = await importAs(admin, { commit: true })
    expect(countByAction(second.outcomes)).toEqual({
      create: 91 + 830,
      update: 0,
      unchanged: 4 + 9 + 77,
      refused: 0,
    })
    expect(
      (await all<StockMovement>('stockMovements')).reduce((sum, { quantity }) => sum + quantity, 0),
    ).toBe(3119)
  })
  it('run twice at once without doubling anything', async () => {
    const files = [csv('customers.csv', 'customerID,companyName\nTWIN1,One\nTWIN2,Two\n')]
    await Promise.all([importAs(admin, { commit: true }, files), importAs(admin, { commit: true }, files)])
    const twins = (await all('customers')).filter(({ importKey }) => importKey?.startsWith('TWIN'))
    expect(twins).toHaveLength(2)
  })
  it('refuse a row whose customer, product or employee does not exist, in dry run and commit alike', async () => {
    const files = [
      csv(
        'orders.csv',
        'orderID,customerID,employeeID,orderDate\n1,NOONE,1,1996-07-04\n2,ALFKI,77,1996-07-04\n3,ALFKI,1,1996-07-04\n',
      ),
      csv(
        'order_details.csv',
        'orderID,productID,unitPrice,quantity\n1,1,2.00,1\n2,1,2.00,1\n3,999,2.00,1\n',
      ),
    ]
    const dry = await importAs(admin, { commit: false }, files)
    const real = await importAs(admin, { commit: true }, files)
    expect(dry.outcomes.map(({ problem }) => problem)).toEqual([
      "There is no customer with the key 'NOONE'.",
      "There is no sales representative with the key '77'.",
      "There is no product with the key '999'.",
    ])
    expect(real.outcomes).toEqual(dry.outcomes)
  })
  it('refuse a record that breaks a rule of its kind, and take the others of the same call', async () => {
    const files = [
      csv(
        'orders.csv',
        'orderID,customerID,orderDate,requiredDate\n901,ALFKI,1996-07-04,1996-07-01\n902,ALFKI,1996-07-04,1996-07-09\n',
      ),
      csv('order_details.csv', 'orderID,productID,unitPrice,quantity\n901,1,2.00,1\n902,1,2.00,1\n'),
    ]
    const { outcomes } = await importAs(admin, { commit: true }, files)
    expect(outcomes.map(({ action }) => action)).toEqual(['refused', 'create'])
    expect(outcomes[0]?.problem).toMatch(/requiredDate.*on or after the order date/)
    expect((await all<Order>('orders')).find(({ number }) => number === '902')?.lines[0]?.description).toBe(
      'Chai',
    )
  })
  it('refuse an email address that belongs to somebody else', async () => {
    const files = [
      csv(
        'employees.csv',
        'employeeID,lastName,firstName,email\n50,Davolio,Nina,nancy.davolio@northwind.example\n',
      ),
    ]
    const { outcomes } = await importAs(admin, { commit: true }, files)
    expect(outcomes).toMatchObject([{ action: 'refused' }])
    expect(outcomes[0]?.problem).toMatch(/Nancy Davolio was imported with the key '1'/)
  })
  it('adopt a person who signs in already', async () => {
    const files = [
      csv(
        'employees.csv',
        'employeeID,lastName,firstName,email,title\n60,Test,Chief,chief@test.example,Director\n',
      ),
    ]
    const dry = await importAs(admin, { commit: false }, files)
    const real = await importAs(admin, { commit: true }, files)
    expect(real.outcomes).toEqual(dry.outcomes)
    expect(real.outcomes).toMatchObject([{ action: 'update' }])
    expect(server.services.people.findByEmail('chief@test.example')).toMatchObject({
      role: 'admin',
      name: 'Chief Test',
    })
    expect(countByAction((await importAs(admin, { commit: true }, files)).outcomes).unchanged).toBe(1)
  })
  it('add the contact of the file and keep those that were there', async () => {
    const [customer] = (await all('customers')).filter(({ importKey }) => importKey === 'ANATR')
    const stored = await server.store.get({ kind: 'customers', id: customer?.id ?? '' })
    if (!customer) throw new Error('ANATR is missing')
    const contacts = [...(customer['contacts'] as object[]), { id: 'mine', name: 'Added by hand' }]
    await server.services.documents.write([
      { collection: 'customers', document: { ...customer, contacts }, stored },
    ])
    const files = [csv('customers.csv', 'customerID,companyName,contactName\nANATR,Ana Trujillo,Ana Maria\n')]
    await importAs(admin, { commit: true }, files)
    const [after] = (await all('customers')).filter(({ importKey }) => importKey === 'ANATR')
    expect(((after?.['contacts'] ?? []) as { name: string }[]).map(({ name }) => name)).toEqual([
      'Ana Maria',
      'Added by hand',
    ])
    expect(after).toMatchObject({ name: 'Ana Trujillo', phone: '(5) 555-4729' })
  })
})

describe('the import route', () => {
  beforeAll(open)
  afterAll(close)

  const row = { row: 2, key: 'A', values: { name: 'One', status: 'active' } }
  const send = (path: string, body: unknown, as = admin) =>
    as.call<ImportAnswer>('POST', `/admin/import/${path}`, body)

  it('is for administrators only', async () => {
    const rep = await server.join({ role: 'sales_rep' })
    const answer = await send('customers', { rows: [row], commit: true }, rep)
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('NOT_AN_ADMIN')])
    expect(
      (await server.call('POST', '/admin/import/customers', { body: { rows: [], commit: true } })).status,
    ).toBe(401)
    expect(await all('customers')).toEqual([])
  })
  it('answers malformed requests with a coded error', async () => {
    expect((await send('nothing', { rows: [], commit: true })).text).toContain('UNKNOWN_COLLECTION')
    expect((await send('stockMovements', { rows: [], commit: true })).text).toContain('UNKNOWN_COLLECTION')
    for (const body of [
      {},
      { rows: [row] },
      { rows: [{ ...row, key: '' }], commit: true },
      { rows: Array.from({ length: 501 }, () => row), commit: false },
    ])
      expect((await send('customers', body)).text).toContain('INVALID_REQUEST')
  })
  it('refuses forged, missing and wrongly typed fields row by row', async () => {
    const rows = [
      row,
      { ...row, key: 'B', values: { ...row.values, nonsense: 1 } },
      { ...row, key: 'C', values: { status: 'active' } },
      { ...row, key: 'D', values: { ...row.values, phone: 7 } },
      { ...row, key: 'A', values: row.values },
      { ...row, key: 'E', values: { ...row.values, contacts: 'x', lines: { a: { b: { c: {} } } } } },
    ]
    const { body } = await send('customers', { rows, commit: true })
    expect(body.results.map(({ action, error }) => error?.code ?? action)).toEqual([
      'create',
      ...Array<string>(5).fill('INVALID_DOCUMENT'),
    ])
    expect(await all('customers')).toHaveLength(1)
  })
  it('refuses a text that is too long for its field, and takes 300 letters of any script', async () => {
    const rows = [
      { row: 2, key: 'L1', values: { name: 'x'.repeat(301), status: 'active' } },
      { row: 3, key: 'L2', values: { name: 'ش'.repeat(300), status: 'active' } },
    ]
    const { body } = await send('customers', { rows, commit: false })
    expect(body.results).toMatchObject([
      { row: 2, action: 'refused', error: { code: 'INVALID_DOCUMENT', field: 'name' } },
      { row: 3, action: 'create' },
    ])
  })
  it('takes stamps and stock from nobody', async () => {
    const forged = {
      id: admin.user.id,
      revision: 'x',
      createdBy: 'x',
      acceptedAt: 'x',
      importKey: 'x',
      stockOnHand: 99,
    }
    const values = { name: 'Chai', price: { amount: 1, currency: 'USD' }, discontinued: false, ...forged }
    const { body } = await send('products', { rows: [{ row: 2, key: 'P', values, stock: 5 }], commit: true })
    expect(body.results[0]).toMatchObject({ action: 'create' })
    const [product] = await all('products')
    expect(product).toMatchObject({ importKey: 'P', stockOnHand: 5, createdBy: admin.user.id })
    expect(product?.id).not.toBe(admin.user.id)
  })
  it('believes keys of an earlier call in a dry run only', async () => {
    const order = {
      row: 2,
      key: '1',
      values: {
        customerId: { collection: 'customers', importKey: 'NEW' },
        status: 'draft',
        orderDate: '2026-01-01',
        currency: 'USD',
        lines: [],
      },
      defaults: { provisionalNumber: 'X-1', freight: 0 },
    }
    const pending = [{ collection: 'customers', importKey: 'NEW', id: admin.user.id }]
    const dry = await send('orders', { rows: [order], commit: false, pending })
    expect(dry.body.results[0]?.action).toBe('create')
    const real = await send('orders', { rows: [order], commit: true, pending })
    expect(real.body.results[0]).toMatchObject({ action: 'refused', error: { code: 'RELATED_NOT_FOUND' } })
  })
})
