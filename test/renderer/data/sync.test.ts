import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDevice, until } from '../../support/start-device.ts'
import type { Device, DeviceOptions } from '../../support/start-device.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

let server: TestServer
let north: string
let devices: Device[]

beforeEach(async () => {
  server = await startServer({ listen: true })
  north = await server.createTeam('North')
  devices = []
})

afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await server.close()
})

const user = (email: string, more: { leads?: boolean; teamIds?: string[] } = {}) =>
  server.createUser({
    email,
    role: 'sales_rep',
    teamIds: more.teamIds ?? [north],
    leadsTeamIds: more.leads ? [north] : [],
  })

/** Customers of ada@test.example, made on the server; their ids. */
async function book(size: number): Promise<string[]> {
  const ada = await user('ada@test.example')
  const at = new Date().toISOString()
  const ids = Array.from(
    { length: size },
    (_, index) => `0198a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  )
  const written = await server.services.documents.write(
    ids.map((id, index) => ({
      collection: 'customers',
      document: {
        id,
        name: `Customer ${index}`,
        status: 'active',
        ownerId: ada.id,
        teamId: north,
        createdAt: at,
        updatedAt: at,
      },
    })),
  )
  expect(written.every(({ ok }) => ok)).toBe(true)
  return ids
}

async function device(email: string, more: Pick<DeviceOptions, 'cutAfter'> = {}): Promise<Device> {
  const started = await startDevice({ server, email, password: testPassword, ...more })
  devices.push(started)
  return started
}

test('[D1] what is written offline reaches the server and a second device when the line comes back', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const tablet = await device('ada@test.example')
  await laptop.inSync()
  await tablet.inSync()
  await laptop.offline()
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  const taskId = await laptop.create('tasks', {
    title: 'Call back',
    status: 'open',
    priority: 'normal',
    customerId: id,
  })
  await until(
    () => laptop.sync.waiting === 2,
    () => laptop.sync,
  )
  expect(laptop.sync.waitingIds).toEqual({ customers: [id], tasks: [taskId] })
  await until(
    () => laptop.sync.connection === 'offline',
    () => laptop.sync,
  )
  await laptop.online()
  const seen = await tablet.sees('customers', id)
  expect(seen).toMatchObject({ name: 'Ernst Handel', ownerId: laptop.person.id, teamId: north })
  await tablet.sees('tasks', taskId)
  await laptop.inSync()
  await laptop.sees('customers', id, (document) => document?.revision !== undefined)
  expect(laptop.sync.waiting).toBe(0)
  expect([...(await laptop.reports()), ...(await tablet.reports())]).toEqual([])
})

test('[C1] changes of different fields on two devices are both kept', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const tablet = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  await laptop.inSync()
  await tablet.sees('customers', id)
  await laptop.offline()
  await tablet.offline()
  await laptop.save('customers', id, { phone: '111' })
  await tablet.save('customers', id, { email: 'ernst@handel.example' })
  await laptop.online()
  await laptop.inSync()
  await tablet.online()
  await tablet.inSync()
  for (const each of [laptop, tablet])
    await each.sees(
      'customers',
      id,
      (seen) => seen?.['phone'] === '111' && seen['email'] === 'ernst@handel.example',
    )
  expect([...laptop.inbox, ...tablet.inbox]).toEqual([])
})

test('[C2] a field that both devices changed takes the first value, and the second waits in the inbox', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const tablet = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active', phone: '000' })
  await laptop.inSync()
  await tablet.sees('customers', id)
  await laptop.offline()
  await tablet.offline()
  await laptop.save('customers', id, { phone: '111' })
  await tablet.save('customers', id, { phone: '222', notes: 'asked for an offer' })
  await laptop.online()
  await laptop.inSync()
  await tablet.online()
  await until(
    () => tablet.inbox.length === 1,
    () => tablet.inbox,
  )
  await tablet.inSync()
  expect(tablet.inbox).toMatchObject([
    {
      kind: 'clash',
      documentId: id,
      title: 'Ernst Handel',
      clashes: [{ field: 'phone', mine: '222', theirs: '111' }],
    },
  ])
  expect(await tablet.get('customers', id)).toMatchObject({ phone: '111', notes: 'asked for an offer' })
  expect(tablet.sync.toDecide).toBe(1)

  const [entry] = tablet.inbox
  await tablet.service.resolveInbox(entry?.id ?? '', 'mine')
  await laptop.sees('customers', id, (seen) => seen?.['phone'] === '222')
  expect(tablet.inbox).toEqual([])
})

test('[C3] notes and tags that two devices added to are merged', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const tablet = await device('ada@test.example')
  const id = await laptop.create('customers', {
    name: 'Ernst Handel',
    status: 'active',
    notes: 'likes tea',
    tags: ['old'],
  })
  await laptop.inSync()
  await tablet.sees('customers', id)
  await laptop.offline()
  await tablet.offline()
  await laptop.save('customers', id, { notes: 'likes tea\npays late', tags: ['old', 'vip'] })
  await tablet.save('customers', id, { notes: 'two shops\nlikes tea', tags: ['graz'] })
  await laptop.online()
  await laptop.inSync()
  await tablet.online()
  await tablet.inSync()
  for (const each of [laptop, tablet]) {
    const seen = await each.sees('customers', id, (document) =>
      String(document?.['notes']).includes('two shops'),
    )
    expect(String(seen?.['notes']).split('\n')).toEqual(['two shops', 'likes tea', 'pays late'])
    expect(new Set(seen?.['tags'] as string[])).toEqual(new Set(['vip', 'graz']))
  }
  expect([...laptop.inbox, ...tablet.inbox]).toEqual([])
})

test('an edit right after a push, before the server has answered with its state, is no conflict', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  for (let count = 1; count <= 40; count++) {
    await laptop.save('customers', id, { phone: `${count}` })
    await new Promise((resolve) => setTimeout(resolve, (count * 7) % 30))
  }
  await laptop.inSync()
  const stored = await server.store.get({ kind: 'customers', id })
  expect(stored?.body).toMatchObject({ phone: '40' })
  await laptop.sees('customers', id, (seen) => seen?.revision === stored?.revision)
  expect(laptop.inbox).toEqual([])
  expect(await laptop.reports()).toEqual([])
})

test('[D2] a refused change goes to the inbox whole, and the record shows what the server has', async () => {
  const leader = await user('lead@test.example', { leads: true })
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const tablet = await device('lead@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  await laptop.inSync()
  await tablet.sees('customers', id)
  await laptop.offline()
  await laptop.save('customers', id, { phone: '111' })
  // Given to somebody else of the team: still to be read, no longer to be changed.
  await tablet.save('customers', id, { ownerId: leader.id })
  await tablet.inSync()
  await laptop.online()
  await until(
    () => laptop.inbox.length === 1,
    () => [laptop.inbox, laptop.sync],
  )
  await laptop.inSync()
  expect(laptop.inbox).toMatchObject([
    {
      kind: 'refused',
      documentId: id,
      error: { code: 'FORBIDDEN' },
      mine: { phone: '111', name: 'Ernst Handel' },
    },
  ])
  await laptop.sees('customers', id, (seen) => seen?.ownerId === leader.id && seen['phone'] === undefined)
  expect(laptop.sync.refused).toBe(1)
  expect(await laptop.reports()).toEqual([])
})

test('[D3] losing access removes the record with its content, and what was unsent is in the inbox', async () => {
  const south = await server.createTeam('South')
  const other = await user('bo@test.example', { teamIds: [south] })
  await user('ada@test.example')
  const admin = await server.join({ role: 'admin' })
  const laptop = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  const untouched = await laptop.create('customers', {
    name: 'Bolero',
    status: 'active',
    phone: '0170 secret',
  })
  await laptop.inSync()
  await laptop.offline()
  await laptop.save('customers', id, { phone: '111' })
  for (const each of [id, untouched]) {
    const [stored] = (await admin.holds('customers')).filter((document) => document.id === each)
    await admin.save('customers', { ...stored, ownerId: other.id, teamId: south }, stored)
  }
  await laptop.online()
  await laptop.sees('customers', id, (seen) => seen === undefined)
  await laptop.sees('customers', untouched, (seen) => seen === undefined)
  await until(
    () => laptop.inbox.length === 1,
    () => laptop.inbox,
  )
  expect(laptop.inbox).toMatchObject([{ kind: 'access-lost', documentId: id, mine: { phone: '111' } }])
  await laptop.inSync()
  expect(laptop.inbox).toHaveLength(1)
  expect((await laptop.disk()).filter(({ content }) => content.includes('0170 secret'))).toEqual([])
  expect(await laptop.reports()).toEqual([])
})

test('[C1] what was changed and changed back offline ends as the server has it', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active', phone: '000' })
  await laptop.inSync()
  const before = await laptop.get('customers', id)
  await laptop.offline()
  await laptop.save('customers', id, { phone: '111' })
  await laptop.save('customers', id, { phone: '000' })
  await laptop.online()
  await laptop.inSync()
  expect(await laptop.get('customers', id)).toEqual(before)
  expect(laptop.inbox).toEqual([])
  expect(await laptop.reports()).toEqual([])
})

test('[D4] unsent changes survive a restart of the app without a network', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  await laptop.inSync()
  await laptop.offline()
  await laptop.save('customers', id, { phone: '111' })
  const created = await laptop.create('customers', { name: 'Bolero', status: 'prospect' })
  await laptop.restart()
  expect(laptop.session).toMatchObject({ phase: 'signed-in', person: { email: 'ada@test.example' } })
  await until(
    () => laptop.sync.waiting === 2,
    () => laptop.sync,
  )
  expect(await laptop.service.pendingChanges()).toEqual(
    expect.arrayContaining([
      { collection: 'customers', id, title: 'Ernst Handel', kind: 'update' },
      { collection: 'customers', id: created, title: 'Bolero', kind: 'create' },
    ]),
  )
  await laptop.online()
  await laptop.inSync()
  expect((await server.store.get({ kind: 'customers', id }))?.body).toMatchObject({ phone: '111' })
  expect(await server.store.get({ kind: 'customers', id: created })).toBeDefined()
  expect(await laptop.reports()).toEqual([])
})

test('a push whose answer is lost has one effect, and the document ends on the state of the server', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.loseAnswersOf('/push')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  await until(async () => (await server.store.get({ kind: 'customers', id })) !== undefined)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(laptop.sync.waiting).toBe(1)
  await laptop.restart()
  await until(
    () => laptop.sync.waiting === 1,
    () => laptop.sync,
  )
  await laptop.loseAnswersOf(undefined)
  await laptop.inSync()
  const stored = await server.store.get({ kind: 'customers', id })
  await laptop.sees('customers', id, (seen) => seen?.revision === stored?.revision)
  expect(laptop.inbox).toEqual([])
})

test('an edit after a push whose answer was lost does not clash with that push', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active', phone: '0' })
  await laptop.inSync()
  await laptop.loseAnswersOf('/push')
  await laptop.save('customers', id, { phone: '1' })
  await until(async () => (await server.store.get({ kind: 'customers', id }))?.body['phone'] === '1')
  await laptop.restart()
  await laptop.save('customers', id, { phone: '2' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await laptop.save('customers', id, { phone: '3' })
  await laptop.loseAnswersOf(undefined)
  await laptop.inSync()
  expect((await server.store.get({ kind: 'customers', id }))?.body).toMatchObject({ phone: '3' })
  expect(laptop.inbox).toEqual([])
})

test('an order for a customer made offline is sent after the customer', async () => {
  await user('ada@test.example')
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.offline()
  const customerId = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  const orderId = await laptop.create('orders', {
    provisionalNumber: 'A-1',
    customerId,
    status: 'draft',
    orderDate: '2026-05-03',
    currency: 'USD',
    lines: [],
    freight: 0,
  })
  await laptop.online()
  await laptop.inSync()
  expect(await server.store.get({ kind: 'orders', id: orderId })).toBeDefined()
  expect(laptop.inbox).toEqual([])
})

test('a deleted record goes everywhere, and one that somebody edited meanwhile is kept and told of', async () => {
  await user('lead@test.example', { leads: true })
  const laptop = await device('lead@test.example')
  const tablet = await device('lead@test.example')
  const gone = await laptop.create('leads', { name: 'Carla', source: 'website', status: 'new' })
  const edited = await laptop.create('leads', { name: 'Dora', source: 'website', status: 'new' })
  await laptop.inSync()
  await tablet.sees('leads', gone)
  await tablet.sees('leads', edited)
  await laptop.offline()
  expect(await laptop.service.remove('leads', gone)).toMatchObject({ ok: true })
  expect(await laptop.service.remove('leads', edited)).toMatchObject({ ok: true })
  await until(
    () => laptop.sync.waiting === 2,
    () => laptop.sync,
  )
  await tablet.save('leads', edited, { phone: '111' })
  await tablet.inSync()
  await laptop.online()
  await tablet.sees('leads', gone, (seen) => seen === undefined)
  await laptop.sees('leads', edited, (seen) => seen?.['phone'] === '111')
  await until(
    () => laptop.inbox.length === 1,
    () => laptop.inbox,
  )
  expect(laptop.inbox).toMatchObject([{ kind: 'clash', documentId: edited, deletion: true }])
  const [entry] = laptop.inbox
  await laptop.service.resolveInbox(entry?.id ?? '', 'mine')
  await tablet.sees('leads', edited, (seen) => seen === undefined)
})

test('a first sync that was cut off goes on after a restart, with what was edited meanwhile', async () => {
  const ids = await book(2_600)
  const laptop = await device('ada@test.example', {
    cutAfter: { path: '/sync/customers/pull', requests: 1 },
  })
  const [first = ''] = ids
  await laptop.sees('customers', first)
  expect(laptop.sync.firstSync).toBeDefined()
  await laptop.save('customers', first, { phone: '111' })
  await laptop.restart()
  await until(
    () => laptop.sync.firstSync !== undefined && laptop.sync.waiting === 1,
    () => laptop.sync,
  )
  await laptop.online()
  await laptop.inSync()
  expect(await laptop.service.count('customers')).toBe(2_600)
  expect((await server.store.get({ kind: 'customers', id: first }))?.body).toMatchObject({ phone: '111' })
  const pushed = (await laptop.sent()).filter(({ path }) => path.endsWith('/push'))
  const rows = pushed.flatMap(({ body }) => (body as { rows: unknown[] }).rows)
  expect(rows).toHaveLength(1)
  expect(laptop.inbox).toEqual([])
  expect(await laptop.reports()).toEqual([])
}, 60_000)

test('a first sync brings a large book, and changes of it made meanwhile are not lost', async () => {
  const ids = await book(2_600)
  const laptop = await device('ada@test.example')
  const [first = '', last = ''] = [ids[0], ids.at(-1)]
  await laptop.sees('customers', first)
  await laptop.save('customers', first, { phone: '111' })
  await laptop.inSync()
  expect(await laptop.service.count('customers')).toBe(2_600)
  expect((await server.store.get({ kind: 'customers', id: first }))?.body).toMatchObject({ phone: '111' })
  const pushed = (await laptop.sent()).filter(({ path }) => path.endsWith('/push')).map(({ body }) => body)
  expect(JSON.stringify(pushed)).not.toContain(last)
  expect(laptop.inbox).toEqual([])

  const admin = await server.join({ role: 'admin' })
  const [stored] = (await admin.holds('customers')).filter(({ id }) => id === last)
  await admin.save('customers', { ...stored, fax: '999' }, stored)
  await laptop.sees('customers', last, (seen) => seen?.['fax'] === '999')
  await laptop.offline()
  await laptop.save('customers', last, { phone: '222' })
  const newest = await admin.holds('customers').then((all) => all.find(({ id }) => id === last))
  await admin.save('customers', { ...newest, email: 'a@b.example' }, newest)
  await laptop.online()
  await laptop.inSync()
  expect(laptop.inbox).toEqual([])
  await laptop.sees('customers', last, (seen) => seen?.['phone'] === '222' && seen['email'] === 'a@b.example')
  await laptop.restart()
  await laptop.inSync()
  expect(await laptop.service.count('customers')).toBe(2_600)
  expect(await laptop.reports()).toEqual([])
}, 60_000)
