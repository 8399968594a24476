/** Check and repair, a device that cannot write, and giving up a change: on real devices and a real server. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDevice, until } from '../../support/start-device.ts'
import type { Device } from '../../support/start-device.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

let server: TestServer
let north: string
let devices: Device[]

beforeEach(async () => {
  server = await startServer({ listen: true })
  north = await server.createTeam('North')
  devices = []
  await server.createUser({ email: 'ada@test.example', role: 'sales_rep', teamIds: [north] })
})

afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await server.close()
})

async function device(): Promise<Device> {
  const started = await startDevice({ server, email: 'ada@test.example', password: testPassword })
  devices.push(started)
  return started
}

/** A device with one customer of each name, all of them on the server; their ids. */
async function withCustomers<const Names extends readonly string[]>(names: Names) {
  const laptop = await device()
  await laptop.inSync()
  const ids = {} as Record<Names[number], string>
  for (const name of names as readonly Names[number][])
    ids[name] = await laptop.create('customers', { name, status: 'active', phone: '000' })
  await laptop.inSync()
  for (const name of names as readonly Names[number][])
    await laptop.sees('customers', ids[name], (seen) => seen?.revision !== undefined)
  return { laptop, ids }
}

async function repaired(laptop: Device) {
  await laptop.service.checkAndRepair()
  await until(
    () => laptop.sync.repair && laptop.sync.repair.current === undefined,
    () => laptop.sync,
  )
  return laptop.sync.repair?.outcomes ?? {}
}

const lead = { source: 'website', status: 'new' } as const

const storedPhone = async (id: string) => (await server.store.get({ kind: 'customers', id }))?.body['phone']

test('[R1] repair fetches what is missing or differs, removes what is not the server’s, and says so', async () => {
  const { laptop, ids } = await withCustomers(['Missing', 'Stale', 'Foreign', 'Fine'])
  await laptop.damage('customers', ids.Missing)
  await laptop.damage('customers', ids.Stale, { revision: '1-old', phone: 'old' })
  const foreign = '0198a000-0000-7000-8000-000000000001'
  await laptop.damage('customers', ids.Foreign, { id: foreign, name: 'Never there' })
  await laptop.restart()
  await laptop.inSync()
  expect(await laptop.get('customers', ids.Missing)).toBeUndefined()
  expect(await laptop.get('customers', foreign)).toBeDefined()

  const outcomes = await repaired(laptop)
  expect(outcomes.customers).toEqual({
    ok: true,
    checked: 4,
    fetched: 1,
    replaced: 1,
    removed: 1,
    unsent: 0,
  })
  expect(outcomes.tasks).toMatchObject({ ok: true, fetched: 0, replaced: 0, removed: 0 })
  expect(await laptop.get('customers', ids.Missing)).toMatchObject({ name: 'Missing', phone: '000' })
  expect(await laptop.get('customers', ids.Stale)).toMatchObject({ phone: '000' })
  expect(await laptop.get('customers', foreign)).toBeUndefined()
  expect((await repaired(laptop)).customers).toMatchObject({ fetched: 0, replaced: 0, removed: 0 })
  expect(laptop.inbox).toEqual([])
  expect(await laptop.reports()).toEqual([])

  // What was healed can be edited as if nothing had been.
  await laptop.save('customers', ids.Stale, { phone: '222' })
  await laptop.inSync()
  expect(await storedPhone(ids.Stale)).toBe('222')
  expect(laptop.inbox).toEqual([])
})

test('[R2] repair loses no unsent work: edits, new records and deletions are sent afterwards', async () => {
  const { laptop, ids } = await withCustomers(['Edited', 'Missing'])
  const deleted = await laptop.create('leads', { ...lead, name: 'Deleted' })
  await laptop.inSync()
  await laptop.sees('leads', deleted, (seen) => seen?.revision !== undefined)
  await laptop.damage('customers', ids.Missing)
  await laptop.restart()
  await laptop.inSync()
  await laptop.offline()
  await laptop.save('customers', ids.Edited, { phone: '111' })
  await laptop.service.remove('leads', deleted)
  const created = await laptop.create('customers', { name: 'New', status: 'prospect' })
  await laptop.online()
  await until(
    () => laptop.sync.connection === 'online',
    () => laptop.sync,
  )
  const repairing = repaired(laptop)
  // The person goes on working meanwhile.
  for (let count = 0; count < 20; count++) {
    await laptop.save('customers', ids.Edited, { fax: `${count}` })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const outcomes = await repairing
  expect(outcomes.customers).toMatchObject({ ok: true, fetched: 1, removed: 0 })
  expect(outcomes.leads).toMatchObject({ ok: true, fetched: 0 })
  await laptop.inSync()
  const edited = await server.store.get({ kind: 'customers', id: ids.Edited })
  expect(edited?.body).toMatchObject({ phone: '111', fax: '19' })
  expect(await server.store.get({ kind: 'customers', id: created })).toBeDefined()
  expect(await laptop.get('leads', deleted)).toBeUndefined()
  expect((await server.store.get({ kind: 'leads', id: deleted }))?.deleted).toBe(true)
  expect(await laptop.get('customers', ids.Missing)).toBeDefined()
  expect(laptop.inbox).toEqual([])
}, 30_000)

test('[R3] repair of one collection that fails does not stop the others', async () => {
  const { laptop, ids } = await withCustomers(['Missing'])
  await laptop.damage('customers', ids.Missing)
  await laptop.restart()
  await laptop.inSync()
  await laptop.loseAnswersOf('/sync/products/verify')
  const outcomes = await repaired(laptop)
  expect(outcomes.products).toMatchObject({ ok: false, error: { code: 'STORE_UNAVAILABLE' } })
  expect(outcomes.customers).toMatchObject({ ok: true, fetched: 1 })
  expect(outcomes.tasks).toMatchObject({ ok: true })
})

test('[D6] what a full device could not write is told of, and comes when there is room again', async () => {
  const { laptop, ids } = await withCustomers(['Ernst Handel', 'Bolero'])
  const admin = await server.join({ role: 'admin' })
  const change = async (id: string, phone: string) => {
    const stored = (await admin.holds('customers')).find((document) => document.id === id)
    await admin.save('customers', { ...stored, phone }, stored)
  }
  await laptop.setDiskFull(true)
  await change(ids['Ernst Handel'], '111')
  await until(
    () => laptop.sync.collections.customers?.error?.code === 'DEVICE_STORAGE',
    () => laptop.sync,
  )
  expect(laptop.sync.error).toMatchObject({ code: 'DEVICE_STORAGE' })
  // More arrives meanwhile; the position must not move past what was not written.
  await change(ids.Bolero, '222')
  await laptop.setDiskFull(false)
  await laptop.sees('customers', ids['Ernst Handel'], (seen) => seen?.['phone'] === '111')
  await laptop.sees('customers', ids.Bolero, (seen) => seen?.['phone'] === '222')
  await until(
    () => laptop.sync.error === undefined && laptop.sync.collections.customers?.error === undefined,
    () => laptop.sync,
  )
  expect((await repaired(laptop)).customers).toMatchObject({ fetched: 0, replaced: 0, removed: 0 })
})

test('[D6] a device that is closed while its disk is full goes on before what it could not write', async () => {
  const { laptop, ids } = await withCustomers(['Ernst Handel'])
  const admin = await server.join({ role: 'admin' })
  await laptop.setDiskFull(true)
  const [stored] = await admin.holds('customers')
  await admin.save('customers', { ...stored, phone: '111' }, stored)
  await until(
    () => laptop.sync.error?.code === 'DEVICE_STORAGE',
    () => laptop.sync,
  )
  await laptop.stop()
  await laptop.setDiskFull(false)
  await laptop.open()
  await laptop.sees('customers', ids['Ernst Handel'], (seen) => seen?.['phone'] === '111')
})

test('[D6] a person’s change on a full device is refused at once, with what to do', async () => {
  const { laptop, ids } = await withCustomers(['Ernst Handel'])
  const carla = await laptop.create('leads', { ...lead, name: 'Carla' })
  await laptop.inSync()
  await laptop.setDiskFull(true)
  for (const result of [
    await laptop.service.create('customers', { name: 'New', status: 'active' }),
    await laptop.service.save('customers', ids['Ernst Handel'], { phone: '111' }),
    await laptop.service.remove('leads', carla),
  ])
    expect(result).toMatchObject({ ok: false, error: { code: 'DEVICE_STORAGE' } })
  expect(laptop.sync.error).toMatchObject({ code: 'DEVICE_STORAGE' })
  await laptop.setDiskFull(false)
  await laptop.save('customers', ids['Ernst Handel'], { phone: '222' })
  await laptop.inSync()
  expect(await storedPhone(ids['Ernst Handel'])).toBe('222')
  expect(laptop.sync.error).toBeUndefined()
})

test('[D7] a waiting change is told field by field against what the server confirmed last', async () => {
  const { laptop, ids } = await withCustomers(['Ernst Handel'])
  const carla = await laptop.create('leads', { ...lead, name: 'Carla' })
  await laptop.inSync()
  await laptop.offline()
  await laptop.save('customers', ids['Ernst Handel'], { phone: '111' })
  await laptop.save('customers', ids['Ernst Handel'], { phone: '222', email: 'a@b.example' })
  await laptop.service.remove('leads', carla)
  await laptop.create('tasks', { title: 'Call', status: 'open', priority: 'normal' })
  await laptop.restart()
  expect(await laptop.service.waitingChanges()).toMatchObject([
    {
      id: ids['Ernst Handel'],
      kind: 'update',
      canDiscard: true,
      changes: [
        { field: 'phone', was: '000', now: '222' },
        { field: 'email', was: undefined, now: 'a@b.example' },
      ],
    },
    { id: carla, kind: 'delete', title: 'Carla', changes: [] },
    { collection: 'tasks', kind: 'create' },
  ])
})

test('[D7] a discarded change returns the record to the server’s state, and what was typed comes back', async () => {
  const { laptop, ids } = await withCustomers(['Ernst Handel'])
  const carla = await laptop.create('leads', { ...lead, name: 'Carla' })
  await laptop.inSync()
  await laptop.offline()
  await laptop.save('customers', ids['Ernst Handel'], { phone: '111' })
  await laptop.service.remove('leads', carla)
  const created = await laptop.create('customers', { name: 'New', status: 'active' })
  const discarded = await laptop.service.discardChange('customers', ids['Ernst Handel'])
  expect(discarded).toMatchObject({
    ok: true,
    value: { kind: 'update', changes: [{ field: 'phone', was: '000', now: '111' }] },
  })
  expect(await laptop.service.discardChange('leads', carla)).toMatchObject({ ok: true })
  expect(await laptop.service.discardChange('customers', created)).toMatchObject({
    ok: true,
    value: { kind: 'create' },
  })
  await until(
    () => laptop.sync.waiting === 0,
    () => laptop.sync,
  )
  expect(await laptop.get('customers', ids['Ernst Handel'])).toMatchObject({ phone: '000' })
  expect(await laptop.get('leads', carla)).toMatchObject({ name: 'Carla' })
  expect(await laptop.get('customers', created)).toBeUndefined()

  // Undone: as it was typed, under the same id.
  const again = await laptop.service.create('customers', { id: created, name: 'New', status: 'active' })
  expect(again).toEqual({ ok: true, id: created })
  await laptop.online()
  await laptop.inSync()
  expect(await storedPhone(ids['Ernst Handel'])).toBe('000')
  expect(await server.store.get({ kind: 'customers', id: created })).toMatchObject({ body: { name: 'New' } })
  await laptop.save('customers', ids['Ernst Handel'], { phone: '333' })
  await laptop.inSync()
  expect(await storedPhone(ids['Ernst Handel'])).toBe('333')
  expect(laptop.inbox).toEqual([])
  expect(await laptop.reports()).toEqual([])
})

test('[R4] a device that lost its name gives up what it may no longer keep, and loses no unsent work', async () => {
  const { laptop, ids } = await withCustomers(['Kept', 'Moved', 'Deleted'])
  await laptop.offline()
  await laptop.save('customers', ids.Kept, { phone: '111' })
  await laptop.stop()
  // The browser was killed before it had written who is signed in.
  await laptop.setSecret('{}')

  const south = await server.createTeam('South')
  const office = await server.join({ role: 'admin' })
  const stored = async (id: string) => {
    const found = await server.store.get({ kind: 'customers', id })
    return { ...found?.body, id, revision: found?.revision }
  }
  const moved = await stored(ids.Moved)
  await office.save('customers', { ...moved, teamId: south, ownerId: office.user.id }, moved)
  const deleted = await stored(ids.Deleted)
  await office.save('customers', { ...deleted, _deleted: true }, deleted)

  await laptop.open()
  await laptop.online()
  const answer = await laptop.service.signIn({ email: 'ada@test.example', password: testPassword })
  expect(answer.ok).toBe(true)
  await laptop.sees('customers', ids.Moved, (seen) => seen === undefined)
  await laptop.sees('customers', ids.Deleted, (seen) => seen === undefined)
  expect((await laptop.get('customers', ids.Kept))?.phone).toBe('111')
  await laptop.inSync()
  expect(await storedPhone(ids.Kept)).toBe('111')
})
