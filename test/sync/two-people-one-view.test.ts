/** Two people arrange the same shared view without a network, on real devices: nobody's arrangement is lost. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnyDocument } from '../../shared/entities/index.ts'
import { startDevice, until } from '../support/start-device.ts'
import type { Device } from '../support/start-device.ts'
import { startServer, testPassword } from '../support/start-server.ts'
import type { TestServer } from '../support/start-server.ts'

let server: TestServer
let ada: Device
let bea: Device

beforeEach(async () => {
  server = await startServer({ listen: true })
  for (const name of ['ada', 'bea'])
    await server.createUser({ email: `${name}@test.example`, name, role: 'admin' })
  const device = (name: string) =>
    startDevice({ server, email: `${name}@test.example`, password: testPassword })
  ;[ada, bea] = await Promise.all([device('ada'), device('bea')])
  await Promise.all([ada.inSync(), bea.inSync()])
})
afterEach(async () => {
  await Promise.all([ada.close(), bea.close()])
  await server.close()
})

type View = Record<string, unknown> & { view: Record<string, unknown>; pinned?: boolean; share?: string }
const viewIn = (document: AnyDocument | undefined) => document?.['value'] as View | undefined
const plain: View = {
  view: { list: 'leads', sort: [{ by: 'value', desc: true }] },
  columns: ['title', 'value'],
  share: 'everyone',
}
const valueOf = async (device: Device, id: string) => (await device.get('settings', id))?.value as View

async function sharedView(): Promise<string> {
  const id = await ada.create('settings', { kind: 'view', name: 'Pipeline', value: plain })
  await ada.inSync()
  await bea.sees('settings', id)
  return id
}

/** Both save without a network; Ada is back first. */
async function bothSave(id: string, hers: View, other: View) {
  await Promise.all([ada.offline(), bea.offline()])
  const change = (device: Device, value: View) => device.save('settings', id, { value })
  await Promise.all([change(ada, hers), change(bea, other)])
  await ada.online()
  await ada.inSync()
  await bea.online()
  await bea.inSync()
}

test('what each of them did to another part of the view comes together on both devices', async () => {
  const id = await sharedView()
  const where = [{ column: 'status', is: 'one-of', values: ['new'] }]
  await bothSave(
    id,
    { ...plain, view: { ...plain.view, where }, columns: ['title', 'status', 'value'] },
    { ...plain, view: { ...plain.view, groupBy: 'ownerId', sort: [{ by: 'title' }] }, pinned: true },
  )
  const both = {
    view: { list: 'leads', where, sort: [{ by: 'title' }], groupBy: 'ownerId' },
    columns: ['title', 'status', 'value'],
    share: 'everyone',
    pinned: true,
  }
  await ada.sees('settings', id, (document) => viewIn(document)?.pinned === true)
  expect(await valueOf(ada, id)).toEqual(both)
  expect(await valueOf(bea, id)).toEqual(both)
  expect([...ada.inbox, ...bea.inbox]).toEqual([])
})

test('of two orders of one view the later one is kept for its person to decide, whole', async () => {
  const id = await sharedView()
  const hers = { ...plain, view: { list: 'leads', sort: [{ by: 'status' }] } }
  const other: View = { ...plain, view: { list: 'leads', sort: [{ by: 'title' }], groupBy: 'status' } }
  await bothSave(id, hers, other)
  await until(
    () => bea.inbox.length === 1,
    () => bea.inbox,
  )
  expect(await valueOf(bea, id)).toEqual(hers)
  const entry = bea.inbox[0]!
  expect(entry).toMatchObject({ kind: 'clash', collection: 'settings', title: 'Pipeline' })
  expect(entry.clashes).toEqual([{ field: 'value', base: plain, mine: other, theirs: hers }])

  // As a view of her own, and then after all for everybody.
  const { share: _, ...own } = other
  const copy = await bea.create('settings', { kind: 'view', name: 'Pipeline (mine)', value: own })
  expect((await bea.service.resolveInbox(entry.id, 'mine')).ok).toBe(true)
  await bea.inSync()
  await ada.sees('settings', id, (document) => viewIn(document)?.view['groupBy'] === 'status')
  expect(await valueOf(ada, id)).toEqual(other)
  expect(await valueOf(bea, copy)).toEqual(own)
  expect(bea.inbox).toEqual([])
})
