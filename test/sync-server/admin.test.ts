/** The first run, users, teams, devices and the audit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionAnswer } from '../../shared/sync/protocol.ts'
import type { AuditEntry } from '../../sync-server/audit.ts'
import type { UserRecord } from '../../shared/administration.ts'
import { startServer, testPassword } from '../support/start-server.ts'
import type { Answer, ErrorAnswer, TestDevice, TestServer } from '../support/start-server.ts'

const codeOf = (answer: { body: unknown }) => (answer as ErrorAnswer).body.error.code
const device = { name: 'laptop', platform: 'test' }

describe('an empty company', () => {
  const first = {
    company: 'Northwind Traders',
    name: 'Margaret Peacock',
    email: 'margaret@northwind.example',
    password: 'long enough to be one',
    device,
  }
  it('gets its first administrator once, also from two who try at the same time', async () => {
    const server = await startServer()
    expect((await server.call('GET', '/setup')).body).toEqual({ needsSetup: true, protocol: 1 })
    expect(codeOf(await server.call('POST', '/setup', { body: { ...first, password: 'short' } }))).toBe(
      'WEAK_PASSWORD',
    )
    const answers = await Promise.all(
      ['a@x.example', 'b@x.example', 'c@x.example'].map((email) =>
        server.call<SessionAnswer>('POST', '/setup', { body: { ...first, email } }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect((await server.call('GET', '/setup')).body).toMatchObject({ needsSetup: false })
    expect(codeOf(await server.call('POST', '/setup', { body: first }))).toBe('SETUP_DONE')
    const won = answers.find(({ status }) => status === 200)
    if (!won) throw new Error('nobody was let in')
    const admin = server.device(won.body)
    expect(admin.user.role).toBe('admin')
    expect(await admin.holds('settings')).toMatchObject([{ kind: 'company', name: 'Northwind Traders' }])
    expect(await admin.holds('salesReps')).toMatchObject([{ id: admin.user.id, role: 'admin', active: true }])
    await server.close()
  })
})

describe('administration', () => {
  let server: TestServer
  let admin: TestDevice
  let north: string
  beforeAll(async () => {
    server = await startServer()
    admin = await server.join({ role: 'admin', email: 'admin@test.example' })
    const { status, body } = await admin.call<{ id: string; name: string }>('POST', '/admin/teams', {
      name: 'North',
    })
    expect(status).toBe(201)
    north = body.id
  })
  afterAll(() => server.close())
  const create = (user: object) => admin.call<UserRecord>('POST', '/admin/users', user)
  const proper = () => ({
    name: 'Nancy Davolio',
    email: `nancy-${Math.floor(performance.now() * 1000)}@test.example`,
    role: 'sales_rep',
    password: testPassword,
    teamIds: [north],
  })

  it('is for administrators only', async () => {
    const others = [await server.join({ role: 'sales_rep' }), await server.join({ role: 'support' })]
    for (const other of others)
      for (const [method, path] of [
        ['GET', '/admin/users'],
        ['POST', '/admin/users'],
        ['PATCH', `/admin/users/${admin.user.id}`],
        ['POST', `/admin/users/${admin.user.id}/password`],
        ['GET', '/admin/teams'],
        ['GET', '/admin/devices'],
        ['DELETE', `/admin/devices/${admin.session.deviceId}`],
        ['GET', '/admin/audit'],
        ['POST', '/admin/import/customers'],
      ] as const) {
        const answer: Answer = await other.call(method, path, method === 'GET' ? undefined : {})
        expect([answer.status, codeOf(answer)]).toEqual([403, 'NOT_AN_ADMIN'])
      }
  })
  it('makes a user who can sign in and stands in the directory', async () => {
    const user = { ...proper(), leadsTeamIds: [north] }
    const { status, body, text } = await create(user)
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: user.name, role: 'sales_rep', teamIds: [north], active: true })
    expect(text).not.toMatch(/password|hash|salt/)
    const nancy = await server.signIn(user.email)
    const entry = (await nancy.holds('salesReps')).find(({ id }) => id === body.id)
    expect(entry).toMatchObject({
      name: user.name,
      email: user.email,
      leadsTeamIds: [north],
      role: 'sales_rep',
    })
    expect((await admin.call<UserRecord[]>('GET', '/admin/users')).body.map(({ id }) => id)).toContain(
      body.id,
    )
  })
  it('refuses an unknown role, an unknown team, a taken address and a short password', async () => {
    expect(codeOf(await create({ ...proper(), role: 'owner' }))).toBe('UNKNOWN_ROLE')
    expect(codeOf(await create({ ...proper(), teamIds: [admin.user.id] }))).toBe('UNKNOWN_TEAM')
    expect(codeOf(await create({ ...proper(), email: 'ADMIN@test.example' }))).toBe('EMAIL_TAKEN')
    expect(codeOf(await create({ ...proper(), password: 'short' }))).toBe('WEAK_PASSWORD')
    expect(codeOf(await create({ ...proper(), isAdmin: true }))).toBe('INVALID_REQUEST')
    const nobody = await admin.call('PATCH', '/admin/users/unknown', { name: 'X' })
    expect(codeOf(nobody)).toBe('NOT_FOUND')
  })
  it('gives an address to one of two who ask for it at the same time', async () => {
    const user = proper()
    const answers = await Promise.all([create(user), create(user), create(user)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
  })
  it('changes a user and the directory with them, and frees the old address', async () => {
    const user = proper()
    const { body } = await create(user)
    const changed = await admin.call<UserRecord>('PATCH', `/admin/users/${body.id}`, {
      name: 'Nancy Callahan',
      email: `new-${user.email}`,
      role: 'support',
      teamIds: [],
    })
    expect(changed.body).toMatchObject({ name: 'Nancy Callahan', role: 'support', teamIds: [] })
    const entry = (await admin.holds('salesReps')).find(({ id }) => id === body.id)
    expect(entry).toMatchObject({ name: 'Nancy Callahan', email: `new-${user.email}`, role: 'support' })
    expect((await create(user)).status).toBe(201)
  })
  it('takes over a name that was edited in the directory, and keeps the directory as it was edited', async () => {
    const { body } = await create(proper())
    const entry = (await admin.holds('salesReps')).find(({ id }) => id === body.id)
    const edited = { ...entry, name: 'Nancy D.', email: 'office@test.example', jobTitle: 'Manager' }
    await admin.save('salesReps', edited, entry)
    expect(server.services.people.find(body.id)?.name).toBe('Nancy D.')
    await admin.call('PATCH', `/admin/users/${body.id}`, { role: 'support' })
    await server.services.people.repairDirectory()
    expect((await admin.holds('salesReps')).find(({ id }) => id === body.id)).toMatchObject({
      name: 'Nancy D.',
      email: 'office@test.example',
      jobTitle: 'Manager',
      role: 'support',
    })
  })
  it('signs out a user who is made inactive, and whose password is set', async () => {
    const user = proper()
    const { body } = await create(user)
    const laptop = await server.signIn(user.email)
    const fresh = 'another good password'
    expect((await admin.call('POST', `/admin/users/${body.id}/password`, { password: fresh })).status).toBe(
      200,
    )
    expect(codeOf(await laptop.call('GET', '/sync/stream'))).toBe('SIGN_IN_REQUIRED')
    await expect(server.signIn(user.email)).rejects.toThrow('WRONG_CREDENTIALS')
    await admin.call('POST', `/admin/users/${body.id}/password`, { password: testPassword })
    const again = await server.signIn(user.email)
    await admin.call('PATCH', `/admin/users/${body.id}`, { active: false })
    expect(codeOf(await again.call('GET', '/sync/stream'))).toBe('SESSION_REVOKED')
    await expect(server.signIn(user.email)).rejects.toThrow('WRONG_CREDENTIALS')
  })
  it('never leaves the company without an administrator', async () => {
    for (const change of [{ role: 'support' }, { active: false }])
      expect(codeOf(await admin.call('PATCH', `/admin/users/${admin.user.id}`, change))).toBe('LAST_ADMIN')
  })
  it('lists teams, and writes down who did what without any password', async () => {
    expect((await admin.call('GET', '/admin/teams')).body).toEqual([{ id: north, name: 'North' }])
    const { body, text } = await admin.call<AuditEntry[]>('GET', '/admin/audit')
    expect(new Set(body.map(({ action }) => action))).toEqual(
      new Set(['team.create', 'user.create', 'user.update', 'user.password']),
    )
    expect(body.every(({ by }) => by === admin.user.id)).toBe(true)
    expect(text).not.toContain(testPassword)
  })
})
