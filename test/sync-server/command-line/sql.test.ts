import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createEmbeddedStore } from '../../../sync-server/store/embedded.ts'
import { aDocument } from '../../support/a-document.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const script = path.resolve(import.meta.dirname, '../../../sync-server/command-line/sql.ts')

const run = (folder: string, ...args: string[]) =>
  new Promise<{ code: number; answer: string; notes: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], SATCHEL_DATA: folder }
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
