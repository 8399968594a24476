import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { aDocument } from '../../support/a-document.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const script = path.resolve(import.meta.dirname, '../../../sync-server/command-line/sql.ts')

const run = (folder: string | undefined, ...args: string[]) =>
  new Promise<{ code: number; answer: string; notes: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], SATCHEL_PASSWORD: testPassword, SATCHEL_DATA: folder }
    const child = execFile(process.execPath, [script, ...args], { env }, (_, answer, notes) =>
      resolve({ code: child.exitCode ?? -1, answer, notes }),
    )
  })

it('answers SQL about the company in a data folder, and says what is wrong with a statement', async () => {
  const folder = tempFolder()
  const store = createEmbeddedStore({ folder })
  await store.open()
  const customer = aDocument('customers')
  const body = { ...customer }
  const write = { kind: 'customers', deleted: false, channels: [], formerChannels: [], applied: [] }
  await store.write([{ ...write, id: customer.id, body }])
  const taken = await run(folder, 'select 1')
  expect([taken.code, taken.answer]).toEqual([2, ''])
  expect(taken.notes).toContain('Another Satchel server works on')
  await store.close()

  const counted = await run(folder, '--format', 'csv', 'select name, status from customers')
  expect(counted).toMatchObject({ code: 0, answer: 'name,status\r\nAlfreds Futterkiste,active\n' })
  expect(counted.notes).toMatch(/^PGlite, PostgreSQL \d+\.\d+: 1 documents in new tables\.$/m)

  const wrong = await run(folder, 'drop table customers')
  expect([wrong.code, wrong.answer]).toEqual([1, ''])
  expect(wrong.notes).toContain('since the last time')
  expect(wrong.notes).toContain('read-only transaction')
}, 120_000)

it('answers SQL about the company of a running server, for administrators alone', async () => {
  const server = await startServer({ listen: true })
  try {
    const admin = await server.join({ role: 'admin', email: 'chief@test.example' })
    await server.createUser({ role: 'sales_rep', email: 'rep@test.example' })
    await server.createTeam('North')
    const customer = await admin.save('customers', aDocument('customers'))
    await admin.save('tasks', aDocument('tasks', { customerId: customer.id }))
    const gone = await admin.save('customers', aDocument('customers', { name: 'Gone' }))
    await admin.push('customers', [{ ...gone, _deleted: true }, gone])

    const where = ['--server', server.url, '--format', 'json', '--email']
    const statement = `select (select count(*) from teams) as teams, customers.name, tasks.title
      from customers join tasks on tasks.customer_id = customers.id`
    const answer = await run(undefined, ...where, 'chief@test.example', statement)
    expect(answer.notes).toContain('in new tables')
    expect(JSON.parse(answer.answer)).toEqual([
      { teams: '1', name: 'Alfreds Futterkiste', title: 'Send the catalogue' },
    ])
    const refused = await run(undefined, ...where, 'rep@test.example', 'select 1')
    expect([refused.code, refused.answer]).toEqual([2, ''])
    expect(refused.notes).toContain('Only an administrator')
  } finally {
    await server.close()
  }
}, 120_000)
