/** A deletion is taken back on real devices with the real server: under its id, with what belongs to it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FileEntry } from '../../../renderer/data/files/file-contract.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { aPicture } from '../../support/file-client.ts'
import { startDevice, until as untilSoon } from '../../support/start-device.ts'
import type { Device } from '../../support/start-device.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Waits as long as a busy machine may take. */
const until = (condition: () => unknown, seen?: () => unknown) => untilSoon(condition, seen, 40_000)

let server: TestServer
let laptop: Device
let colleague: Device

beforeEach(async () => {
  server = await startServer({ listen: true })
  const north = await server.createTeam('North')
  for (const email of ['ada@test.example', 'lee@test.example'])
    await server.createUser({ email, role: 'sales_rep', teamIds: [north], leadsTeamIds: [north] })
  const started = (email: string) => startDevice({ server, email, password: testPassword })
  ;[laptop, colleague] = await Promise.all([started('ada@test.example'), started('lee@test.example')])
  await Promise.all([laptop.inSync(), colleague.inSync()])
})
afterEach(async () => {
  await Promise.all([laptop.close(), colleague.close()])
  await server.close()
})

async function removed(collection: 'customers' | 'interactions' | 'leads', id: string): Promise<AnyDocument> {
  const document = await laptop.service.get(collection, id)
  if (!document) throw new Error(`${collection} ${id} is not here`)
  expect(await laptop.service.remove(collection, id)).toMatchObject({ ok: true })
  return document
}

test('[P10] a customer comes back on every device with its visit and the photo of it', async () => {
  const customerId = await laptop.create('customers', { name: 'Blauer See', status: 'active' })
  const id = await laptop.create('interactions', {
    customerId,
    type: 'visit',
    at: '2026-05-03T08:00:00.000Z',
    notes: 'The shelf is empty',
  })
  const content = new Blob([new Uint8Array(aPicture(4_000))], { type: 'image/png' })
  const record = { collection: 'interactions' as const, id }
  const photo = await laptop.service.addFile(record, { name: 'shelf.png', content })
  expect(photo.ok).toBe(true)
  await laptop.inSync()
  let theirs: FileEntry[] = []
  await colleague.service.watchFiles([record], (files) => void (theirs = files))
  await colleague.sees('interactions', id)
  await until(() => theirs.length === 1)

  const interaction = await removed('interactions', id)
  const customer = await removed('customers', customerId)
  await laptop.inSync()
  await colleague.sees('customers', customerId, (document) => document === undefined)
  await until(() => theirs.length === 0)

  // The visit waits for its customer to be at the office.
  expect(await laptop.service.restore('customers', customer)).toMatchObject({ ok: true, id: customerId })
  expect(await laptop.service.restore('interactions', interaction)).toMatchObject({ ok: true, id })
  expect(await laptop.get('interactions', id)).toMatchObject({ notes: 'The shelf is empty', customerId })
  await laptop.inSync()
  await colleague.sees('customers', customerId)
  await colleague.sees('interactions', id, (document) => document?.['notes'] === 'The shelf is empty')
  await until(
    () => theirs.length === 1,
    () => theirs,
  )
  expect(theirs[0]?.name).toBe('shelf.png')
  let mine: FileEntry[] = []
  await laptop.service.watchFiles([record], (files) => void (mine = files))
  await until(() => mine.length === 1)
  expect([laptop.inbox, colleague.inbox]).toEqual([[], []])

  // Deleted once more, it stays deleted.
  await removed('interactions', id)
  await laptop.inSync()
  await colleague.sees('interactions', id, (document) => document === undefined)
  expect(await laptop.get('interactions', id)).toBeUndefined()
})

test('what was made and deleted offline, and brought back after a restart, is sent with its file', async () => {
  await laptop.offline()
  const customerId = await laptop.create('customers', { name: 'Roter Turm', status: 'active' })
  const content = new Blob([new Uint8Array(aPicture(4_000))], { type: 'image/png' })
  const record = { collection: 'customers' as const, id: customerId }
  expect(await laptop.service.addFile(record, { name: 'door.png', content })).toMatchObject({ ok: true })
  const customer = await removed('customers', customerId)
  await laptop.restart()
  await laptop.online()
  // The office never hears of it; its file is kept here.
  await until(
    async () => (await laptop.service.pendingChanges()).length === 1 && laptop.sync.connection === 'online',
  )
  expect(await laptop.service.restore('customers', customer)).toMatchObject({ ok: true, id: customerId })
  await laptop.inSync()
  await colleague.sees('customers', customerId, (document) => document?.['name'] === 'Roter Turm')
  let theirs: FileEntry[] = []
  await colleague.service.watchFiles([record], (files) => void (theirs = files))
  await until(() => theirs.length === 1)
  expect(laptop.inbox).toEqual([])
})

test('a deletion that is taken back before it was sent changes nothing at the office', async () => {
  const id = await laptop.create('leads', { name: 'Anna', status: 'new', source: 'website' })
  await laptop.inSync()
  await laptop.sees('leads', id, (document) => document?.revision !== undefined)
  await laptop.offline()
  await laptop.save('leads', id, { phone: '110' })
  const lead = await removed('leads', id)
  expect(await laptop.service.restore('leads', lead)).toMatchObject({ ok: true, id })
  expect(await laptop.get('leads', id)).toMatchObject({ phone: '110' })
  await laptop.online()
  await laptop.inSync()
  await colleague.sees('leads', id, (document) => document?.['phone'] === '110')
  expect(laptop.inbox).toEqual([])
})
