/**
 * Access that changes, on real devices with real event streams: what may no longer be seen is gone from the
 * device's disk, and what is newly allowed arrives, without starting over.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UserRecord } from '../../shared/administration.ts'
import { startDevice, until } from '../support/start-device.ts'
import type { Device } from '../support/start-device.ts'
import { startServer, testPassword } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let admin: TestDevice
let north: string
let south: string
let ann: UserRecord
let devices: Device[]

beforeEach(async () => {
  server = await startServer({ listen: true })
  north = await server.createTeam('North')
  south = await server.createTeam('South')
  admin = await server.join({ role: 'admin' })
  ann = await server.createUser({ email: 'ann@test.example', role: 'sales_rep', teamIds: [north] })
  devices = []
})
afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await server.close()
})

async function deviceOf(email = 'ann@test.example'): Promise<Device> {
  const device = await startDevice({ server, email, password: testPassword })
  devices.push(device)
  await device.inSync()
  return device
}

const rights = (changes: Partial<Pick<UserRecord, 'role' | 'teamIds' | 'active'>>) =>
  admin.call('PATCH', `/admin/users/${ann.id}`, changes)

/** A customer with a call, an order and a case, all carrying the text. */
async function record(text: string, teamId: string, ownerId?: string) {
  const at = new Date().toISOString()
  const made = { createdAt: at, updatedAt: at }
  const owned = { teamId, ...(ownerId && { ownerId }) }
  const id = () => crypto.randomUUID()
  const customer = await admin.save('customers', {
    ...made,
    ...owned,
    id: id(),
    name: text,
    status: 'active',
    notes: text,
  })
  const on = { ...made, customerId: customer.id, notes: text }
  const call = await admin.save('interactions', { ...on, id: id(), type: 'call', at })
  const order = await admin.save('orders', {
    ...on,
    id: id(),
    provisionalNumber: text,
    status: 'draft',
    orderDate: '2026-05-01',
    currency: 'USD',
    freight: 0,
    lines: [],
  })
  const { notes: _, ...caseFields } = on
  const question = await admin.save('cases', {
    ...caseFields,
    id: id(),
    subject: text,
    status: 'open',
    priority: 'normal',
  })
  return { customer, call, order, question }
}
type Made = Awaited<ReturnType<typeof record>>

const has = async (device: Device, made: Made) =>
  Promise.all([
    device.get('customers', made.customer.id),
    device.get('interactions', made.call.id),
    device.get('orders', made.order.id),
    device.get('cases', made.question.id),
  ])
const holdsAll = async (device: Device, made: Made) => (await has(device, made)).every(Boolean)
const holdsNothing = async (device: Device, made: Made) => !(await has(device, made)).some(Boolean)

/** Every table of the device but the person's own inbox. */
const disk = async (device: Device) =>
  (await device.disk())
    .filter(({ name }) => !name.includes('syncInbox'))
    .map(({ content }) => content)
    .join()

/** Gone from lists and, with the next things that happen there, from every table. */
async function isGone(device: Device, made: Made, text: string) {
  await until(() => holdsNothing(device, made))
  await until(async () => {
    await device.service.syncNow()
    return !(await disk(device)).includes(text)
  })
}
const seconds = async (work: () => Promise<unknown>) => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

describe('online', () => {
  it('[V3] [V4] [V5] a customer handed to another team goes from one device and comes to the other, with all that belongs to it', async () => {
    await server.createUser({ email: 'bob@test.example', role: 'sales_rep', teamIds: [south] })
    const made = await record('handed over', north)
    const [annes, bobs] = [await deviceOf(), await deviceOf('bob@test.example')]
    expect(await holdsAll(annes, made)).toBe(true)
    expect(await holdsNothing(bobs, made)).toBe(true)
    await admin.save('customers', { ...made.customer, teamId: south }, made.customer)
    expect(await seconds(() => until(() => holdsNothing(annes, made)))).toBeLessThan(5)
    await until(() => holdsAll(bobs, made))
    await isGone(annes, made, 'handed over')
    expect([...(await annes.reports()), ...(await bobs.reports())]).toEqual([])
  })

  it('[V3] [V4] a person who moves to another team loses its records and gets the new ones, without starting over', async () => {
    const [old, fresh] = [await record('of the north', north), await record('of the south', south)]
    const device = await deviceOf()
    const before = (await device.sent()).filter(({ path }) => path.endsWith('/customers/pull'))
    expect(before.filter(({ body }) => (body as { checkpoint: unknown }).checkpoint === null)).toHaveLength(1)
    await rights({ teamIds: [south] })
    await until(() => holdsAll(device, fresh))
    await isGone(device, old, 'of the north')
    const pulls = (await device.sent()).filter(({ path }) => path.endsWith('/customers/pull'))
    expect(pulls.filter(({ body }) => (body as { checkpoint: unknown }).checkpoint === null)).toHaveLength(1)
    await rights({ teamIds: [north, south] })
    await until(async () => (await holdsAll(device, old)) && (await holdsAll(device, fresh)))
    expect(await device.reports()).toEqual([])
  })

  it('[V3] a role that is taken away takes its leads with it', async () => {
    const device = await deviceOf()
    const lead = await device.create('leads', { name: 'Secret lead', source: 'referral', status: 'new' })
    await device.inSync()
    await rights({ role: 'support' })
    await device.sees('leads', lead, (document) => document === undefined)
    await until(async () => {
      await device.service.syncNow()
      return !(await disk(device)).includes('Secret lead')
    })
  })

  it('[S2] [V3] a deactivated person’s device gives up every record, and fills again when they come back', async () => {
    const made = await record('of the company', north, ann.id)
    const device = await deviceOf()
    await rights({ active: false })
    expect(await seconds(() => until(() => device.sync.signInNeeded))).toBeLessThan(5)
    await until(async () => !(await disk(device)).includes('of the company'))
    expect(await device.reports()).toEqual([])

    await rights({ active: true })
    await device.service.signIn({ email: 'ann@test.example', password: testPassword })
    await until(() => holdsAll(device, made))
    await device.inSync()
    expect(device.sync.signInNeeded).toBe(false)
  })
})

describe('offline, at the first contact', () => {
  it('[D3] an unsent edit of a record that was handed over goes to the inbox before the record goes', async () => {
    const made = await record('handed over', north, ann.id)
    const device = await deviceOf()
    await device.offline()
    await device.save('customers', made.customer.id, { phone: '4711' })
    await device.save('orders', made.order.id, { shipVia: 'by ship' })
    await admin.save('customers', { ...made.customer, ownerId: admin.user.id, teamId: south }, made.customer)
    expect(await holdsAll(device, made)).toBe(true)
    await device.online()
    await until(() => device.inbox.length === 2)
    const kept = new Set(
      device.inbox.map(({ kind, mine }) => `${kind}: ${String(mine['phone'] ?? mine['shipVia'])}`),
    )
    expect(kept).toEqual(new Set(['access-lost: 4711', 'access-lost: by ship']))
    await isGone(device, made, 'handed over')
    await until(() => device.sync.waiting === 0)
  })

  it('[V3] [V4] a person moved to another team meanwhile holds the new records and no trace of the old', async () => {
    const [old, fresh] = [await record('of the north', north), await record('of the south', south)]
    const device = await deviceOf()
    await device.offline()
    await rights({ teamIds: [south] })
    await device.restart()
    await device.online()
    await until(() => holdsAll(device, fresh))
    await isGone(device, old, 'of the north')
  })

  it('[S2] [D3] a revoked device gives up every record, its unsent work stays in the inbox, also across restarts', async () => {
    const made = await record('of the company', north, ann.id)
    const device = await deviceOf()
    const { deviceId } = device.session as { deviceId: string }
    await device.offline()
    await device.save('customers', made.customer.id, { phone: '4711' })
    const task = await device.create('tasks', { title: 'Typed offline', status: 'open', priority: 'normal' })
    await admin.call('DELETE', `/admin/devices/${deviceId}`)
    await device.online()
    await until(
      () => device.inbox.length === 2,
      () => device.inbox,
    )
    await until(async () => !(await disk(device)).includes('of the company'))
    expect(await device.get('tasks', task)).toBeUndefined()
    await device.restart()
    await until(() => device.inbox.length === 2)
    expect(device.inbox.every(({ error }) => error?.code === 'SESSION_REVOKED')).toBe(true)
    expect(await disk(device)).not.toContain('of the company')

    expect(await device.service.signIn({ email: 'ann@test.example', password: testPassword })).toMatchObject({
      ok: true,
    })
    await until(() => holdsAll(device, made))
    const typed = device.inbox.find(({ collection }) => collection === 'tasks')
    await device.service.resolveInbox(typed?.id ?? '', 'mine')
    await device.inSync()
    const titles = (await admin.holds('tasks')).map(({ title }) => title)
    expect(titles).toEqual(['Typed offline'])
    expect(await device.reports()).toEqual([])
  })
})
