/** What the server answers to anything that is not a proper request, and the headers of every answer. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isErrorCode, statusOf } from '../../shared/errors.ts'
import { buildApp } from '../../sync-server/app.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { Answer, ErrorAnswer, TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let rep: TestDevice
let webFolder: string
beforeAll(async () => {
  webFolder = await mkdtemp(path.join(tmpdir(), 'satchel-web-'))
  await mkdir(path.join(webFolder, 'assets'))
  await writeFile(path.join(webFolder, 'index.html'), '<!doctype html><title>Satchel</title>')
  await writeFile(path.join(webFolder, 'assets/app-1a2b3c.js'), 'export {}')
  server = await startServer({ webFolder, listen: true })
  rep = await server.join({ role: 'sales_rep' })
})
afterAll(async () => {
  await server.close()
  await rm(webFolder, { recursive: true })
})

/** The code of an error answer that is well formed and tells nothing of the inside. */
function codeOf(answer: Answer): string {
  const { error } = (answer as unknown as ErrorAnswer).body
  expect(Object.keys((answer as unknown as ErrorAnswer).body)).toEqual(['error'])
  expect(isErrorCode(error.code) && statusOf(error.code)).toBe(answer.status)
  expect(answer.text).not.toMatch(/node_modules|\.ts:|stack|at Object/)
  return error.code
}
const asRep = () => ({ token: rep.session.accessToken })

describe('a request that is not well formed', () => {
  it('has no JSON in its body', async () => {
    for (const body of ['{', '{"rows": [', 'rows=1', '\u0000', '"', 'null', '7', '[]'])
      expect(codeOf(await server.call('POST', '/sync/leads/push', { body, ...asRep() }))).toBe(
        'INVALID_REQUEST',
      )
  })
  it('has no body', async () => {
    expect(codeOf(await server.call('POST', '/sync/leads/push', asRep()))).toBe('INVALID_REQUEST')
    const headers = { 'content-type': 'application/json' }
    expect(codeOf(await server.call('POST', '/session', { headers }))).toBe('INVALID_REQUEST')
  })
  it('has a body that is not JSON by its own account', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense']) {
      const answer = await server.call('POST', '/session', { body: '{}', headers: { 'content-type': type } })
      expect(codeOf(answer)).toBe('UNSUPPORTED_MEDIA_TYPE')
    }
  })
  it('has fields too many, too few or of the wrong type', async () => {
    const device = { name: 'laptop', platform: 'test' }
    const proper = { email: 'a@b.example', password: 'x', device }
    for (const body of [
      { ...proper, role: 'admin' },
      { ...proper, email: undefined },
      { ...proper, email: ['a@b.example'] },
      { ...proper, password: 12 },
      { ...proper, device: { ...device, id: 'x'.repeat(37) } },
      { ...proper, device: null },
    ]) {
      const answer = await server.call('POST', '/session', { body })
      expect(codeOf(answer)).toBe('INVALID_REQUEST')
    }
    const answer = await server.call('POST', '/session', { body: { ...proper, password: 12 } })
    expect((answer as unknown as ErrorAnswer).body.error.field).toBe('password')
  })
  it('goes to an address where nothing is', async () => {
    for (const [method, url] of [
      ['GET', '/nothing'],
      ['POST', '/sync/leads'],
      ['GET', '/sync/leads/pull'],
      ['PUT', '/session'],
      ['DELETE', '/setup'],
      ['GET', '/admin'],
    ] as const)
      expect(codeOf(await server.call(method, url, asRep()))).toBe('UNKNOWN_ROUTE')
    expect(codeOf(await server.call('GET', '/health/../../etc/passwd'))).toBe('UNKNOWN_ROUTE')
    expect(codeOf(await server.call('GET', '/api/v1/%'))).toBe('INVALID_REQUEST')
  })
  it('is not even HTTP', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.end('BREW /coffee\r\n\r\n')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
      error: { code: 'INVALID_REQUEST' },
    })
  })
  it('names a collection that the server keeps to itself', async () => {
    for (const name of ['users', 'logins', 'devices', 'server', 'audit', '__proto__', 'constructor']) {
      const answer = await server.call('POST', `/sync/${name}/pull`, {
        ...asRep(),
        body: { checkpoint: null, limit: 1 },
      })
      expect(codeOf(answer)).toBe('UNKNOWN_COLLECTION')
    }
  })
})

describe('a body of 50 MB', () => {
  const large = JSON.stringify({ rows: [{ newDocumentState: { text: 'x'.repeat(50 * 1024 * 1024) } }] })

  it('is refused, and the server goes on', async () => {
    expect(codeOf(await server.call('POST', '/sync/leads/push', { ...asRep(), body: large }))).toBe(
      'BODY_TOO_LARGE',
    )
    expect(codeOf(await server.call('POST', '/session', { body: large }))).toBe('BODY_TOO_LARGE')
    expect((await rep.push('leads', [aDocument('leads')]))[0]?.outcome).toBe('accepted')
  })
  it('is refused before it was read to its end', async () => {
    let sent = 0
    const chunk = new Uint8Array(1024 * 1024).fill(32)
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < 50) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${rep.session.accessToken}` },
      body,
      duplex: 'half',
    }
    const answer = await fetch(`${server.url}/api/v1/sync/leads/push`, request).then(
      (response) => response.status,
      // The server may close the connection while the client is still sending.
      () => 413,
    )
    expect(answer).toBe(413)
    expect((await rep.pull('leads')).documents.length).toBeGreaterThan(0)
  })
  it('of many small documents within the limit is taken', async () => {
    const rows = Array.from(
      { length: 400 },
      () => [aDocument('leads', { notes: 'n'.repeat(15_000) })] as const,
    )
    expect(new Set((await rep.push('leads', ...rows)).map(({ outcome }) => outcome))).toEqual(
      new Set(['accepted']),
    )
  })
})

describe('a failure inside the server', () => {
  it('is INTERNAL and tells nothing', async () => {
    const broken = {
      ...server.services,
      listChanges: () => Promise.reject(new Error('secret of the inside')),
    }
    const app = await buildApp({ services: broken })
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/sync/leads/pull',
      headers: { authorization: `Bearer ${rep.session.accessToken}` },
      payload: { checkpoint: null, limit: 1 },
    })
    expect([answer.statusCode, answer.body]).toEqual([500, expect.stringContaining('INTERNAL')])
    expect(answer.body).not.toContain('secret of the inside')
    await app.close()
  })
})

describe('the protocol version', () => {
  const withVersion = (version: string) =>
    server.call('POST', '/sync/leads/pull', {
      ...asRep(),
      body: { checkpoint: null, limit: 1 },
      headers: { 'satchel-protocol': version },
    })
  it('too old is told to update', async () => {
    const answer = await withVersion('0')
    expect([answer.status, codeOf(answer)]).toEqual([426, 'UPDATE_REQUIRED'])
  })
  it('that is no number is refused, and a newer one is served', async () => {
    expect(codeOf(await withVersion('one'))).toBe('INVALID_REQUEST')
    expect((await withVersion('2')).status).toBe(200)
  })
})

describe('the headers', () => {
  it('let the web client run and talk here only', async () => {
    const { headers } = await server.call('GET', '/health/live')
    const policy = String(headers['content-security-policy'])
    for (const part of [
      "default-src 'self'",
      "script-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "object-src 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split(';')).toContain(part)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
  it('let the desktop app read answers, and no other origin', async () => {
    const ask = (method: string, origin: string) =>
      fetch(`${server.url}/api/v1/setup`, { method, headers: { origin } })
    const preflight = await ask('OPTIONS', 'app://satchel')
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('satchel-protocol')
    expect((await ask('GET', 'app://satchel')).headers.get('access-control-allow-origin')).toBe(
      'app://satchel',
    )
    expect((await ask('GET', 'https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await ask('OPTIONS', 'https://evil.example')).status).toBe(404)
  })
})

describe('beside the API', () => {
  it('is the web client: its page asked for anew, its files kept for ever', async () => {
    const page = await fetch(`${server.url}/`)
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(await page.text()).toContain('Satchel')
    const file = await fetch(`${server.url}/assets/app-1a2b3c.js`)
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${server.url}/assets/missing.js`)).status).toBe(404)
    expect((await fetch(`${server.url}/..%2f..%2fetc%2fpasswd`)).status).not.toBe(200)
  })
  it('are health, counters and a description of every route', async () => {
    expect((await server.call('GET', '/health/live')).body).toEqual({ status: 'ok' })
    expect((await server.call('GET', '/health/ready')).body).toEqual({ status: 'ok' })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^satchel_requests_total\{status="2xx"\} \d+$/m)
    expect(metrics).toMatch(/^satchel_documents_pushed_total\{outcome="accepted"\} \d+$/m)
    const { body } = await server.call<{ paths: Record<string, object> }>('GET', '/openapi.json')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/sync/{collection}/pull',
        '/api/v1/sync/{collection}/push',
        '/api/v1/sync/stream',
        '/api/v1/admin/users',
        '/api/v1/admin/import/{collection}',
      ]),
    )
  })
  it('a store that does not answer makes the server unready, not dead', async () => {
    const { SatchelError } = await import('../../shared/errors.ts')
    const store = {
      ...server.services.store,
      ping: () => Promise.reject(new SatchelError('STORE_UNAVAILABLE')),
    }
    const app = await buildApp({ services: { ...server.services, store } })
    expect((await app.inject('/health/ready')).statusCode).toBe(503)
    expect((await app.inject('/health/live')).statusCode).toBe(200)
    await app.close()
  })
})
