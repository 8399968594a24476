/** Pulls on the embedded store, and what a checkpoint can be that is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { aDocument } from '../support/a-document.ts'
import { startServer } from '../support/start-server.ts'
import type { ErrorAnswer, TestDevice, TestServer } from '../support/start-server.ts'
import { describePulls } from './pull.suite.ts'

describePulls('the embedded store', async () => {
  const store = createEmbeddedStore({ folder: ':memory:' })
  await store.open()
  return store
})

describe('a checkpoint', () => {
  let server: TestServer
  let rep: TestDevice
  let saved: { id: string }
  beforeAll(async () => {
    server = await startServer()
    rep = await server.join({ role: 'sales_rep' })
    saved = await rep.save('leads', aDocument('leads'))
  })
  afterAll(() => server.close())
  const pull = (checkpoint: unknown, limit: unknown = 10) =>
    rep.call('POST', '/sync/leads/pull', { checkpoint, limit })
  const said = async (answer: ReturnType<typeof pull>) => {
    const { status, body } = await answer
    return [status, (body as ErrorAnswer['body']).error?.code]
  }

  it('[L1] that was cut off, changed or made up is refused', async () => {
    const { checkpoint } = await rep.pull('leads')
    const { position, seal } = checkpoint as { position: string; seal: string }
    const forged = Buffer.from(
      Buffer.from(position, 'base64url')
        .toString()
        .replace(/"at":\d+/, '"at":0'),
    ).toString('base64url')
    for (const broken of [
      {},
      { position },
      { seal },
      { position: position.slice(0, -4), seal },
      { position, seal: seal.slice(0, -4) },
      { position: forged, seal },
      { position: 1, seal: [] },
      { epoch: 'e', at: 5, store: '9' },
    ])
      expect(await said(pull(broken))).toEqual([400, 'INVALID_CHECKPOINT'])
    for (const broken of ['text', 7, [], undefined])
      expect(await said(pull(broken))).toEqual([400, 'INVALID_REQUEST'])
    expect((await rep.pull('leads', checkpoint)).documents).toEqual([])
  })
  it('[L1] of somebody else, of another device or of another collection is as good as none', async () => {
    const boss = await server.join({ role: 'admin' })
    const tablet = await server.signIn(rep.user.email)
    const foreign = [
      (await boss.pullAll('leads')).checkpoint,
      (await tablet.pullAll('leads')).checkpoint,
      (await rep.pullAll('tasks')).checkpoint,
    ]
    for (const checkpoint of foreign) expect((await rep.pull('leads', checkpoint)).documents).toEqual([saved])
  })
  it('asks for 1 to 1000 documents', async () => {
    for (const limit of [0, 1001, -1, 1.5, '10', null])
      expect(await said(pull(null, limit))).toEqual([400, 'INVALID_REQUEST'])
    expect((await pull(null, 1000)).status).toBe(200)
  })
})
