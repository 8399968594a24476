/** Signing in and out: credentials, tokens, devices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { protocolHeader, protocolVersion } from '../../shared/sync/protocol.ts'
import type { SessionAnswer } from '../../shared/sync/protocol.ts'
import { startServer, testPassword } from '../support/start-server.ts'
import type { ErrorAnswer, TestServer } from '../support/start-server.ts'

let server: TestServer
let clock = Date.parse('2026-05-04T08:00:00Z')
beforeAll(async () => {
  server = await startServer({ now: () => clock })
})
afterAll(() => server.close())

const device = { name: 'laptop', platform: 'test' }
const code = (answer: { body: unknown }) => (answer as ErrorAnswer).body.error.code

describe('sign-in', () => {
  it('answers who the person is, and tokens that work', async () => {
    const team = await server.createTeam('North')
    const rep = await server.join({ role: 'sales_rep', email: 'Rep@North.example', teamIds: [team] })
    expect(rep.session).toMatchObject({
      expiresIn: 300,
      protocol: 1,
      user: { email: 'rep@north.example', role: 'sales_rep', teamIds: [team], leadsTeamIds: [] },
    })
    expect((await rep.call('POST', '/sync/tasks/pull', { checkpoint: null, limit: 1 })).status).toBe(200)
  })
  it('refuses a wrong password and an unknown address with the same bytes', async () => {
    const { email } = await server.createUser({ role: 'support' })
    const attempt = (address: string, password: string) =>
      server.call('POST', '/session', { body: { email: address, password, device } })
    const wrong = await attempt(email, 'not the password')
    const unknown = await attempt('nobody@test.example', testPassword)
    expect([wrong.status, code(wrong)]).toEqual([401, 'WRONG_CREDENTIALS'])
    expect(unknown.text).toBe(wrong.text)
  })
  it('refuses a user who was made inactive, and a user without a password', async () => {
    const user = await server.createUser({ role: 'support' })
    await server.services.people.update(user.id, { active: false })
    await expect(server.signIn(user.email)).rejects.toThrow('WRONG_CREDENTIALS')
    const { email } = await server.services.people.create({
      name: 'No Password',
      email: 'none@test.example',
      role: 'support',
      teamIds: [],
      leadsTeamIds: [],
    })
    await expect(server.signIn(email)).rejects.toThrow('WRONG_CREDENTIALS')
  })
  it('keeps the device of the same person and makes a new one for somebody else', async () => {
    const [one, other] = [
      await server.createUser({ role: 'support' }),
      await server.createUser({ role: 'support' }),
    ]
    const first = await server.signIn(one.email)
    const again = await server.signIn(one.email, first.session.deviceId)
    const somebodyElse = await server.signIn(other.email, first.session.deviceId)
    expect(again.session.deviceId).toBe(first.session.deviceId)
    expect(somebodyElse.session.deviceId).not.toBe(first.session.deviceId)
  })
  it('limits attempts per address', async () => {
    const strict = await startServer({ attemptsPerMinute: 3 })
    const attempt = (email: string) =>
      strict.call('POST', '/session', { body: { email, password: 'not the password', device } })
    const codes = []
    for (let count = 0; count < 4; count++) codes.push(code(await attempt('a@test.example')))
    expect(codes).toEqual([
      'WRONG_CREDENTIALS',
      'WRONG_CREDENTIALS',
      'WRONG_CREDENTIALS',
      'TOO_MANY_ATTEMPTS',
    ])
    expect(code(await attempt('b@test.example'))).toBe('WRONG_CREDENTIALS')
    await strict.close()
  })
  it('limits attempts per client behind a proxy that is trusted, and believes no other', async () => {
    const codesFrom = async (trustedProxies: string[]) => {
      const strict = await startServer({ attemptsPerMinute: 1, trustedProxies })
      const codes = []
      for (const client of ['192.0.2.1', '192.0.2.2']) {
        const answer = await strict.app.inject({
          method: 'POST',
          url: '/api/v1/session',
          headers: { [protocolHeader]: String(protocolVersion), 'x-forwarded-for': client },
          payload: { email: 'a@test.example', password: 'not the password', device },
        })
        codes.push(answer.json<{ error: { code: string } }>().error.code)
      }
      await strict.close()
      return codes
    }
    expect(await codesFrom(['127.0.0.1'])).toEqual(['WRONG_CREDENTIALS', 'WRONG_CREDENTIALS'])
    expect(await codesFrom(['198.51.100.7'])).toEqual(['WRONG_CREDENTIALS', 'TOO_MANY_ATTEMPTS'])
  })
  it('hands over no record to anybody without a session', async () => {
    for (const path of ['/sync/leads/pull', '/sync/leads/push', '/sync/leads/verify', '/sync/nothing/pull'])
      expect(code(await server.call('POST', path, { body: {} }))).toBe('SIGN_IN_REQUIRED')
    expect(code(await server.call('GET', '/sync/stream'))).toBe('SIGN_IN_REQUIRED')
    expect(code(await server.call('GET', '/admin/users', { token: 'made.up.token' }))).toBe(
      'SIGN_IN_REQUIRED',
    )
  })
})

describe('an access token', () => {
  const pull = (token: string) =>
    server.call('POST', '/sync/tasks/pull', { token, body: { checkpoint: null, limit: 1 } })

  it('expires after five minutes', async () => {
    const rep = await server.join({ role: 'sales_rep' })
    clock += 299_000
    expect((await pull(rep.session.accessToken)).status).toBe(200)
    clock += 2_000
    const answer = await pull(rep.session.accessToken)
    expect([answer.status, code(answer)]).toEqual([401, 'SIGN_IN_REQUIRED'])
  })
  it('ends with the session', async () => {
    const rep = await server.join({ role: 'sales_rep' })
    expect((await rep.call('DELETE', '/session')).status).toBe(200)
    expect(code(await pull(rep.session.accessToken))).toBe('SIGN_IN_REQUIRED')
    const { refreshToken } = rep.session
    expect(code(await server.call('POST', '/session/refresh', { body: { refreshToken } }))).toBe(
      'SIGN_IN_REQUIRED',
    )
  })
  it('carries nothing but user, device and times', async () => {
    const { session, user } = await server.join({ role: 'admin' })
    const [, payload = ''] = session.accessToken.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    expect(Object.keys(claims).sort()).toEqual(['device', 'exp', 'iat', 'sub'])
    expect(claims).toMatchObject({ sub: user.id, device: session.deviceId })
  })
  it('gives the role that the person has now, whatever they had when it was made', async () => {
    const admin = await server.join({ role: 'admin' })
    await server.join({ role: 'admin' })
    expect((await admin.call('GET', '/admin/users')).status).toBe(200)
    await server.services.people.update(admin.user.id, { role: 'support' })
    expect(code(await admin.call('GET', '/admin/users'))).toBe('NOT_AN_ADMIN')
  })
})

describe('a refresh token', () => {
  const refresh = (refreshToken: string) =>
    server.call<SessionAnswer>('POST', '/session/refresh', { body: { refreshToken } })

  it('is exchanged for the next one', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    const next = await refresh(session.refreshToken)
    expect(next.status).toBe(200)
    expect(next.body.refreshToken).not.toBe(session.refreshToken)
    expect(next.body.deviceId).toBe(session.deviceId)
    expect((await refresh(next.body.refreshToken)).status).toBe(200)
  })
  it('[S1] is taken once more when the answer to its exchange was lost', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    await refresh(session.refreshToken)
    const again = await refresh(session.refreshToken)
    expect(again.status).toBe(200)
    expect((await refresh(again.body.refreshToken)).status).toBe(200)
  })
  it('[S1] ends the session when an old one is used after its successor was', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    const second = await refresh(session.refreshToken)
    const third = await refresh(second.body.refreshToken)
    expect(code(await refresh(session.refreshToken))).toBe('SIGN_IN_REQUIRED')
    expect(code(await refresh(third.body.refreshToken))).toBe('SIGN_IN_REQUIRED')
    expect(code(await server.device(third.body).call('GET', '/sync/stream'))).toBe('SIGN_IN_REQUIRED')
  })
  it('ends the session when it is used a third time', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    await refresh(session.refreshToken)
    const second = await refresh(session.refreshToken)
    expect(code(await refresh(session.refreshToken))).toBe('SIGN_IN_REQUIRED')
    expect(code(await refresh(second.body.refreshToken))).toBe('SIGN_IN_REQUIRED')
  })
  it('that nobody ever gave out ends nothing', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    expect(code(await refresh(`${session.deviceId}.made-up`))).toBe('SIGN_IN_REQUIRED')
    expect(code(await refresh('made-up'))).toBe('SIGN_IN_REQUIRED')
    expect((await refresh(session.refreshToken)).status).toBe(200)
  })
  it('does not outlive a long absence', async () => {
    const { session } = await server.join({ role: 'sales_rep' })
    clock += 91 * 24 * 3600 * 1000
    expect(code(await refresh(session.refreshToken))).toBe('SIGN_IN_REQUIRED')
  })
})

describe('two server processes', () => {
  it('let somebody in at the one who was made at the other a moment ago', async () => {
    const other = await startServer({ store: server.store, now: () => clock })
    const user = await other.createUser({ role: 'sales_rep' })
    const rep = await server.signIn(user.email)
    const pulled = await other
      .device(rep.session)
      .call('POST', '/sync/tasks/pull', { checkpoint: null, limit: 1 })
    expect(pulled.status).toBe(200)
    await other.close()
  })
  it('both know within two seconds that a device was signed out', async () => {
    const other = await startServer({ store: server.store, now: () => clock })
    const rep = await server.join({ role: 'sales_rep' })
    await server.services.sessions.revoke(rep.session.deviceId)
    await expect
      .poll(async () => (await other.device(rep.session).call('GET', '/sync/stream')).status, {
        timeout: 2000,
      })
      .toBe(401)
    await other.close()
  })
})

describe('a device that an administrator signs out', () => {
  it('[S2] is told so at once, and can be signed in again as a new device', async () => {
    const admin = await server.join({ role: 'admin' })
    const rep = await server.join({ role: 'sales_rep' })
    const devices = await admin.call<{ id: string; userName: string; signedIn: boolean }[]>(
      'GET',
      '/admin/devices',
    )
    expect(devices.body.find(({ id }) => id === rep.session.deviceId)).toMatchObject({ signedIn: true })
    expect(devices.text).not.toContain('refresh')
    await admin.call('DELETE', `/admin/devices/${rep.session.deviceId}`)
    expect(code(await rep.call('POST', '/sync/leads/pull', { checkpoint: null, limit: 1 }))).toBe(
      'SESSION_REVOKED',
    )
    const { refreshToken } = rep.session
    expect(code(await server.call('POST', '/session/refresh', { body: { refreshToken } }))).toBe(
      'SESSION_REVOKED',
    )
    const again = await server.signIn(rep.user.email, rep.session.deviceId)
    expect(again.session.deviceId).not.toBe(rep.session.deviceId)
    expect(code(await admin.call('DELETE', '/admin/devices/unknown'))).toBe('NOT_FOUND')
  })
})
