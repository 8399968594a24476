/** The event stream: who is told, of what, and when it ends. Over a real port. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PassThrough } from 'node:stream'
import type { ServerResponse } from 'node:http'
import { openEventStream } from '../../sync-server/sync/stream.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { TestDevice, TestServer } from '../support/start-server.ts'

let server: TestServer
let north: string
let ann: TestDevice
let bob: TestDevice
let open: { close: () => void }[] = []
beforeAll(async () => {
  server = await startServer({ listen: true })
  north = await server.createTeam('North')
  const south = await server.createTeam('South')
  ann = await server.join({ role: 'sales_rep', teamIds: [north] })
  bob = await server.join({ role: 'sales_rep', teamIds: [south] })
})
afterAll(() => server.close())
beforeEach(() => {
  for (const stream of open) stream.close()
  open = []
})

interface Listener {
  events: { name: string; data: unknown }[]
  ended: boolean
  close: () => void
}

/** Listens as a device does; resolves when the server has taken the stream. */
async function listen(device: TestDevice, url = server.url): Promise<Listener> {
  const aborting = new AbortController()
  const response = await fetch(`${url}/api/v1/sync/stream`, {
    headers: { authorization: `Bearer ${device.session.accessToken}` },
    signal: aborting.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const listener: Listener = { events: [], ended: false, close: () => aborting.abort() }
  open.push(listener)
  const read = async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? []
        if (name && data) listener.events.push({ name, data: JSON.parse(data) })
      }
    }
    listener.ended = true
  }
  read().catch(() => (listener.ended = true))
  return listener
}

const soon = { timeout: 3000, interval: 20 }
/** Longer than pokes are gathered for. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('a stream', () => {
  it('tells those who may see a change, names its collection once for many changes, and tells nobody else', async () => {
    const tablet = await server.signIn(ann.user.email)
    const [forAnn, forBob] = [await listen(tablet), await listen(bob)]
    await ann.push('leads', [aDocument('leads')], [aDocument('leads')], [aDocument('leads')])
    await expect
      .poll(() => forAnn.events, soon)
      .toEqual([{ name: 'changed', data: { collections: ['leads'] } }])
    await aMoment()
    expect(forBob.events).toEqual([])
  })
  it('tells those who lose a document, too', async () => {
    const saved = await ann.save('customers', aDocument('customers'))
    await aMoment()
    const [forAnn, forBob] = [await listen(ann), await listen(bob)]
    const admin = await server.join({ role: 'admin' })
    await admin.save('customers', { ...saved, ownerId: bob.user.id }, saved)
    for (const listener of [forAnn, forBob])
      await expect
        .poll(() => listener.events.filter(({ data }) => JSON.stringify(data).includes('customers')), soon)
        .not.toEqual([])
  })
  it('tells a person whose teams changed to pull everything', async () => {
    const cleo = await server.join({ role: 'sales_rep' })
    const listener = await listen(cleo)
    await server.services.people.update(cleo.user.id, { teamIds: [north] })
    await expect.poll(() => listener.events.map(({ name }) => name), soon).toContain('resync')
  })
  it('[S2] says that the session ended, and ends', async () => {
    const admin = await server.join({ role: 'admin' })
    const [one, two, three] = [
      await server.join({ role: 'sales_rep' }),
      await server.join({ role: 'sales_rep' }),
      await server.join({ role: 'sales_rep' }),
    ]
    const listeners = [await listen(one), await listen(two), await listen(three)]
    await admin.call('DELETE', `/admin/devices/${one.session.deviceId}`)
    await admin.call('PATCH', `/admin/users/${two.user.id}`, { active: false })
    await three.call('DELETE', '/session')
    for (const listener of listeners) {
      await expect.poll(() => listener.ended, soon).toBe(true)
      expect(listener.events.at(-1)).toEqual({ name: 'revoked', data: {} })
    }
  })
  it('is forgotten when the device hangs up, and ends when the server stops', async () => {
    const other = await startServer({ store: server.store, listen: true })
    const device = other.device(ann.session)
    const [first, second] = [await listen(device, other.url), await listen(device, other.url)]
    expect(other.services.pokes.size()).toBe(2)
    first.close()
    await expect.poll(() => other.services.pokes.size(), soon).toBe(1)
    await other.close()
    await expect.poll(() => second.ended, soon).toBe(true)
  })
  it('tells a device that reads too slowly to pull everything once it reads again', async () => {
    const line = new PassThrough({ highWaterMark: 10 })
    const response = Object.assign(line, { writeHead: () => undefined }) as unknown as ServerResponse
    const stream = openEventStream(response, {}, () => undefined)
    stream.changed(['leads'])
    stream.changed(['tasks'])
    let text = ''
    line.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await expect.poll(() => text, soon).toContain('event: resync')
    expect(text).not.toContain('tasks')
    line.destroy()
  })
})
