/** What arrives is the server's, also when the app dies before replication has noted it. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { originHash } from '../../../renderer/data/worker/mark-arrivals.ts'
import { aDocument } from '../../support/a-document.ts'
import { startDevice } from '../../support/start-device.ts'
import type { Device } from '../../support/start-device.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

let server: TestServer
let device: Device | undefined
beforeEach(async () => {
  server = await startServer({ listen: true })
})
afterEach(async () => {
  await device?.close()
  await server.close()
})

interface Row {
  id?: string
  _meta?: { o?: { hash: string; _rev: number } }
}

async function rowOf(id: string): Promise<Row | undefined> {
  const databases = (await device?.disk()) ?? []
  const rows = databases.flatMap(({ content }) => (JSON.parse(content) as Row[][]).flat())
  return rows.find((row) => row.id === id && row._meta !== undefined)
}

it('[C1] what arrives later carries the mark of the server like what came first, and what is typed does not', async () => {
  const admin = await server.join({ role: 'admin' })
  const first = await admin.save('customers', aDocument('customers', { name: 'First' }))
  device = await startDevice({ server, email: admin.user.email, password: testPassword })
  await device.inSync()
  const later = await admin.save('customers', aDocument('customers', { name: 'Later' }))
  await device.sees('customers', later.id)
  const mark = { hash: await originHash(), _rev: 1 }
  expect((await rowOf(first.id))?._meta?.o).toEqual(mark)
  expect((await rowOf(later.id))?._meta?.o).toEqual(mark)
  await device.offline()
  const typed = await device.create('customers', { name: 'Typed here', status: 'active' })
  const row = await rowOf(typed)
  expect(row?._meta).toBeDefined()
  expect(row?._meta?.o).toBeUndefined()
})
