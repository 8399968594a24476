import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDevice, until } from '../../support/start-device.ts'
import type { Device } from '../../support/start-device.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

let server: TestServer
let devices: Device[]
let clock = 0

beforeEach(async () => {
  clock = 0
  server = await startServer({ listen: true, now: () => Date.now() + clock })
  const north = await server.createTeam('North')
  await server.createUser({ email: 'ada@test.example', role: 'sales_rep', teamIds: [north] })
  await server.createUser({ email: 'bo@test.example', role: 'sales_rep', teamIds: [north] })
  devices = []
})

afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await server.close()
})

async function device(email?: string): Promise<Device> {
  const started = await startDevice({ server, ...(email && { email, password: testPassword }) })
  devices.push(started)
  return started
}

test('a wrong password is told with its code, and the device stays signed out', async () => {
  const laptop = await device()
  const result = await laptop.service.signIn({ email: 'ada@test.example', password: 'not the one' })
  expect(result).toMatchObject({ ok: false, error: { code: 'WRONG_CREDENTIALS' } })
  expect(laptop.session).toMatchObject({
    phase: 'signed-out',
    server: { reachable: true, needsSetup: false },
  })
})

test('an empty company is set up once, by its first administrator', async () => {
  const empty = await startServer({ listen: true })
  const laptop = await startDevice({ server: empty })
  try {
    expect(laptop.session).toMatchObject({ phase: 'signed-out', server: { needsSetup: true } })
    const result = await laptop.service.setUp({
      company: 'Satchel Ltd',
      name: 'Ada',
      email: 'ada@satchel.example',
      password: testPassword,
    })
    expect(result).toEqual({ ok: true, value: undefined })
    await until(() => laptop.session.phase === 'signed-in')
    expect(laptop.session).toMatchObject({ phase: 'signed-in', person: { role: 'admin' } })
    await laptop.inSync()
    expect(await laptop.find('settings')).toMatchObject([{ kind: 'company', name: 'Satchel Ltd' }])
    expect(await laptop.service.request('GET', '/admin/users')).toMatchObject({ ok: true })
  } finally {
    await laptop.close()
    await empty.close()
  }
})

test('[D5] signing out is refused while something is unsent, and then removes every trace of the data', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.offline()
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  expect(await laptop.service.signOut({ discard: false })).toEqual({
    ok: false,
    pending: [{ collection: 'customers', id, title: 'Ernst Handel', kind: 'create' }],
  })
  expect(laptop.session.phase).toBe('signed-in')
  await laptop.online()
  await laptop.inSync()
  expect(await laptop.service.signOut({ discard: false })).toEqual({ ok: true })
  await until(() => laptop.session.phase === 'signed-out')
  const left = await laptop.disk()
  expect(left.filter(({ content }) => content.includes('Ernst'))).toEqual([])
  expect(await laptop.secret()).not.toContain('refreshToken')
})

test('what was not sent is thrown away only when the person says so', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.offline()
  await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  expect(await laptop.service.signOut({ discard: true })).toEqual({ ok: true })
  expect((await laptop.disk()).filter(({ content }) => content.includes('Ernst'))).toEqual([])
})

test('many requests with an expired token exchange the refresh token once, and all succeed', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  clock = 10 * 60_000
  await laptop.setClockAhead(clock)
  const before = (await laptop.sent()).length
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      laptop.service.request('POST', '/sync/tasks/pull', { checkpoint: null, limit: 10 }),
    ),
  )
  expect(answers.every(({ ok }) => ok)).toBe(true)
  const refreshes = (await laptop.sent()).slice(before).filter(({ path }) => path.endsWith('/refresh'))
  expect(refreshes).toHaveLength(1)
})

test('a refresh whose answer was lost does not end the session', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  clock = 10 * 60_000
  await laptop.setClockAhead(clock)
  await laptop.loseAnswersOf('/refresh')
  expect(await laptop.service.request('GET', '/sync/nothing')).toMatchObject({ ok: false })
  await laptop.loseAnswersOf(undefined)
  await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  await laptop.inSync()
  expect(laptop.sync.signInNeeded).toBe(false)
})

test('a session that ended keeps data and unsent work until the person signs in again', async () => {
  const laptop = await device('ada@test.example')
  const known = await laptop.create('customers', { name: 'Bolero', status: 'active' })
  await laptop.inSync()
  const admin = await server.join({ role: 'admin' })
  await laptop.offline()
  const id = await laptop.create('customers', { name: 'Ernst Handel', status: 'active' })
  const password = await admin.call('POST', `/admin/users/${laptop.person.id}/password`, {
    password: testPassword,
  })
  expect(password.status).toBeLessThan(300)
  await laptop.online()
  await until(
    () => laptop.sync.signInNeeded,
    () => laptop.sync,
  )
  expect(laptop.session.phase).toBe('signed-in')
  expect(laptop.sync.waiting).toBe(1)
  expect(await laptop.get('customers', known)).toBeDefined()
  await laptop.save('customers', known, { phone: '111' })
  await laptop.restart()
  expect(laptop.session.phase).toBe('signed-in')
  await until(
    () => laptop.sync.waiting === 2 && laptop.sync.signInNeeded,
    () => laptop.sync,
  )
  expect(await laptop.service.signIn({ email: 'ada@test.example', password: testPassword })).toMatchObject({
    ok: true,
  })
  await laptop.inSync()
  expect(laptop.sync.signInNeeded).toBe(false)
  expect((await server.store.get({ kind: 'customers', id }))?.body).toMatchObject({ name: 'Ernst Handel' })
})

test('a colleague who signs in on the same device sees nothing of the first, whose unsent work is kept', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.offline()
  await laptop.create('leads', { name: 'Carla', source: 'website', status: 'new' })
  await laptop.online()
  await laptop.loseAnswersOf('/push')
  await laptop.service.signIn({ email: 'bo@test.example', password: testPassword })
  await until(() => laptop.person.email === 'bo@test.example')
  await laptop.inSync()
  expect(await laptop.find('leads')).toEqual([])
  await laptop.loseAnswersOf(undefined)
  await laptop.service.signIn({ email: 'ada@test.example', password: testPassword })
  await until(() => laptop.person.email === 'ada@test.example')
  await laptop.inSync()
  expect(await laptop.find('leads')).toMatchObject([{ name: 'Carla' }])
})

test('a server that cannot be reached is told of, and the app goes on when it comes back', async () => {
  const laptop = await device('ada@test.example')
  await laptop.inSync()
  await laptop.offline()
  expect(await laptop.service.request('GET', '/admin/users')).toMatchObject({
    ok: false,
    error: { code: 'STORE_UNAVAILABLE' },
  })
  await laptop.restart()
  await until(
    () => laptop.sync.connection === 'offline',
    () => laptop.sync,
  )
  expect(laptop.sync.lastSync).toBeDefined()
  await laptop.online()
  await until(
    () => laptop.sync.connection === 'online',
    () => laptop.sync,
  )
})
