/** Files on real devices with the real server: offline, over a broken line, and after access was lost. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FileEntry, FileSummary } from '../../../../renderer/data/files/file-contract.ts'
import type { FileRecord } from '../../../../shared/files/file-document.ts'
import { startCuttingProxy } from '../../../support/cutting-proxy.ts'
import { aPicture } from '../../../support/file-client.ts'
import { startDevice, until as untilSoon } from '../../../support/start-device.ts'
import type { Device } from '../../../support/start-device.ts'
import { startServer, testPassword } from '../../../support/start-server.ts'
import type { TestServer } from '../../../support/start-server.ts'

// Several devices start in each test, and the machine may have other work.
vi.setConfig({ testTimeout: 120_000 })

/** Waits as long as a busy machine may take. */
const until = (condition: () => unknown, seen?: () => unknown) => untilSoon(condition, seen, 40_000)

let server: TestServer
let north: string
let south: string
let devices: Device[]

beforeEach(async () => {
  server = await startServer({ listen: true })
  north = await server.createTeam('North')
  south = await server.createTeam('South')
  devices = []
  await server.createUser({ email: 'ada@test.example', role: 'sales_rep', teamIds: [north] })
  await server.createUser({
    email: 'lee@test.example',
    role: 'sales_rep',
    teamIds: [north],
    leadsTeamIds: [north],
  })
  await server.createUser({ email: 'sue@test.example', role: 'sales_rep', teamIds: [south] })
})
afterEach(async () => {
  await Promise.all(devices.map((device) => device.close()))
  await server.close()
})

async function device(email: string, url = server.url): Promise<Device> {
  const started = await startDevice({ server: { url }, email, password: testPassword })
  devices.push(started)
  await started.inSync()
  return started
}

/** The files of a record on a device, as they are now and later. */
async function watch(on: Device, record: FileRecord) {
  const seen: { files: FileEntry[] } = { files: [] }
  await on.service.watchFiles([record], (files) => void (seen.files = files))
  return seen
}
const onCustomer = (id: string): FileRecord => ({ collection: 'customers', id })
const picture = (size: number, name = 'window.png') => {
  const bytes = aPicture(size)
  return { bytes, file: { name, content: new Blob([new Uint8Array(bytes)], { type: 'image/png' }) } }
}
async function added(
  on: Device,
  record: FileRecord,
  given: ReturnType<typeof picture>['file'],
): Promise<string> {
  const result = await on.service.addFile(record, given)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
async function opened(on: Device, id: string): Promise<Buffer> {
  const result = await on.service.openFile(id)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return Buffer.from(await result.value.arrayBuffer())
}

test('a file added offline to a customer made offline reaches a colleague and nobody else, as do its deletion and its undo', async () => {
  const ada = await device('ada@test.example')
  const sue = await device('sue@test.example')
  await ada.offline()
  const id = await ada.create('customers', { name: 'Bon app', status: 'active' })
  const { bytes, file: chosen } = picture(700_000)
  const file = { ...chosen, id: crypto.randomUUID() }
  const fileId = await added(ada, onCustomer(id), file)
  // An app that ended before it had noted the answer adds it again.
  expect(await added(ada, onCustomer(id), file)).toBe(fileId)
  const mine = await watch(ada, onCustomer(id))
  await until(
    () => mine.files[0]?.transfer.state === 'waiting',
    () => mine,
  )
  await until(
    () => ada.sync.waiting === 2,
    () => ada.sync,
  )
  expect((await ada.service.pendingChanges()).map(({ title }) => title).sort()).toEqual([
    'Bon app',
    'window.png',
  ])
  expect((await opened(ada, fileId)).equals(bytes)).toBe(true)
  expect(await ada.service.signOut({ discard: false })).toMatchObject({ ok: false })
  await ada.online()
  await until(
    () => mine.files[0]?.transfer.state === 'here',
    () => [mine, ada.sync],
  )
  await until(
    () => ada.sync.waiting === 0,
    () => ada.sync,
  )

  const lee = await device('lee@test.example')
  const theirs = await watch(lee, onCustomer(id))
  await until(
    () => theirs.files[0]?.transfer.state === 'away',
    () => theirs,
  )
  expect((await opened(lee, fileId)).equals(bytes)).toBe(true)
  await until(
    () => theirs.files[0]?.transfer.state === 'here',
    () => theirs,
  )
  // What was opened once is there without a network, too.
  await lee.offline()
  expect((await opened(lee, fileId)).equals(bytes)).toBe(true)
  expect(await sue.service.openFile(fileId)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })

  await lee.online()
  expect(await ada.service.removeFile(fileId)).toMatchObject({ ok: true })
  await until(
    () => theirs.files.length === 0,
    () => theirs,
  )
  expect(await ada.service.restoreFile(fileId)).toMatchObject({ ok: true })
  await until(
    () => theirs.files.length === 1,
    () => theirs,
  )
  expect((await opened(lee, fileId)).equals(bytes)).toBe(true)
})

test('what cannot be kept is refused at once; files leave the device with the access to their record, and the others stay; a revoked device keeps what was unsent', async () => {
  const ada = await device('ada@test.example')
  const lost = await ada.create('customers', { name: 'Lost', status: 'active' })
  const kept = await ada.create('customers', { name: 'Kept', status: 'active' })
  await added(ada, onCustomer(lost), picture(40_000, 'lost.png').file)
  await added(ada, onCustomer(kept), picture(30_000, 'kept.png').file)
  await ada.inSync()
  const add = (name: string, content: Blob) => ada.service.addFile(onCustomer(kept), { name, content })
  const film = new Blob([new Uint8Array(51 * 1024 * 1024)])
  expect(await add('film.png', film)).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
  expect(await add('empty.png', new Blob([]))).toMatchObject({ error: { code: 'INVALID_FILE' } })
  const program = new Blob(['MZ\u0000\u0001'], { type: 'image/jpeg' })
  expect(await add('photo.jpg', program)).toMatchObject({ error: { code: 'FILE_KIND' } })
  const [onLost, onKept] = [await watch(ada, onCustomer(lost)), await watch(ada, onCustomer(kept))]
  await until(() => onLost.files.length === 1 && onKept.files.length === 1)
  let summary: FileSummary = { waiting: [], kept: 0 }
  await ada.service.watchFileSummary((now) => void (summary = now))
  await until(
    () => summary.kept === 70_000,
    () => summary,
  )

  const stored = await server.store.get({ kind: 'customers', id: lost })
  const sue = server.services.people.findByEmail('sue@test.example')
  const document = { ...stored?.body, id: lost, ownerId: sue?.id, teamId: south } as never
  await server.services.documents.write([{ collection: 'customers', document, stored }])
  await until(
    () => onLost.files.length === 0,
    () => onLost,
  )
  await until(
    () => summary.kept === 30_000,
    () => summary,
  )
  expect(onKept.files).toHaveLength(1)

  // Regained, it comes back.
  const again = await server.store.get({ kind: 'customers', id: lost })
  const back = { ...(document as object), ownerId: ada.person.id, teamId: north } as never
  await server.services.documents.write([{ collection: 'customers', document: back, stored: again }])
  await until(
    () => onLost.files[0]?.transfer.state === 'away',
    () => onLost,
  )

  // A device that is signed out by an administrator keeps what it had not sent, and nothing else.
  await ada.offline()
  const unsent = await added(ada, onCustomer(kept), picture(20_000, 'unsent.png').file)
  const admin = await server.join({ role: 'admin' })
  const { deviceId } = ada.session as { deviceId: string }
  await admin.call('DELETE', `/admin/devices/${deviceId}`)
  await ada.online()
  await until(
    () => summary.kept === 20_000 && summary.waiting[0]?.transfer.state === 'refused',
    () => summary,
  )
  await until(() => onKept.files.length === 1)
  expect(await ada.service.signIn({ email: 'ada@test.example', password: testPassword })).toMatchObject({
    ok: true,
  })
  await until(async () => (await ada.get('customers', kept)) !== undefined)
  await ada.service.retryTransfer(unsent)
  await until(
    () => summary.waiting.length === 0,
    () => summary,
  )
  await until(
    () => onKept.files.length === 2,
    () => onKept,
  )
  expect(await ada.service.signOut({ discard: false })).toEqual({ ok: true })
})

test('[R4] a device that lost its name gives up files that went meanwhile, and sends what it had not sent', async () => {
  const ada = await device('ada@test.example')
  const kept = await ada.create('customers', { name: 'Kept', status: 'active' })
  const lost = await ada.create('customers', { name: 'Lost', status: 'active' })
  const deleted = await added(ada, onCustomer(kept), picture(40_000, 'deleted.png').file)
  await added(ada, onCustomer(lost), picture(30_000, 'lost.png').file)
  const lee = await device('lee@test.example')
  const theirs = await watch(lee, onCustomer(kept))
  await until(() => theirs.files.length === 1)
  await ada.inSync()
  await ada.offline()
  await added(ada, onCustomer(kept), picture(20_000, 'unsent.png').file)
  await ada.stop()
  // The browser was killed before it had written who is signed in.
  await ada.setSecret('{}')

  const office = await device('lee@test.example')
  expect(await office.service.removeFile(deleted)).toMatchObject({ ok: true })
  const stored = await server.store.get({ kind: 'customers', id: lost })
  const sue = server.services.people.findByEmail('sue@test.example')
  const moved = { ...stored?.body, id: lost, ownerId: sue?.id, teamId: south } as never
  await server.services.documents.write([{ collection: 'customers', document: moved, stored }])
  await until(() => theirs.files.length === 0)

  await ada.open()
  await ada.online()
  await ada.service.signIn({ email: 'ada@test.example', password: testPassword })
  const [onKept, onLost] = [await watch(ada, onCustomer(kept)), await watch(ada, onCustomer(lost))]
  await until(
    () => onKept.files.map(({ name, transfer }) => `${name} ${transfer.state}`).join() === 'unsent.png here',
    () => onKept,
  )
  await until(
    () => onLost.files.length === 0,
    () => onLost,
  )
  await until(() => theirs.files[0]?.name === 'unsent.png')
  let summary: FileSummary = { waiting: [], kept: 0 }
  await ada.service.watchFileSummary((now) => void (summary = now))
  await until(
    () => summary.kept === 20_000 && summary.waiting.length === 0,
    () => summary,
  )
})

test('a device sends and fetches 12 MB over a line that breaks every 5 MB', async () => {
  const line = await startCuttingProxy(server.url, 5 * 1024 * 1024)
  try {
    const ada = await device('ada@test.example', line.url)
    const id = await ada.create('customers', { name: 'Bon app', status: 'active' })
    const { bytes, file } = picture(12 * 1024 * 1024)
    const fileId = await added(ada, onCustomer(id), file)
    const mine = await watch(ada, onCustomer(id))
    await until(
      () => mine.files[0]?.transfer.state === 'here',
      () => mine,
    )
    expect(line.cuts()).toBeGreaterThanOrEqual(2)
    await ada.service.freeFileSpace()
    await until(
      () => mine.files[0]?.transfer.state === 'away',
      () => mine,
    )
    expect((await opened(ada, fileId)).equals(bytes)).toBe(true)
    expect(line.cuts()).toBeGreaterThanOrEqual(4)
  } finally {
    await line.close()
  }
})
