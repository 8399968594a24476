import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { northwindFolder } from '../../support/northwind.ts'
import { startServer, testPassword } from '../../support/start-server.ts'
import type { TestServer } from '../../support/start-server.ts'

const script = path.resolve(import.meta.dirname, '../../../sync-server/command-line/import.ts')

let server: TestServer
let folder: string

beforeAll(async () => {
  server = await startServer({ listen: true })
  await server.createUser({ role: 'admin', email: 'chief@test.example' })
  await server.createUser({ role: 'sales_rep', email: 'rep@test.example' })
  folder = await mkdtemp(path.join(tmpdir(), 'satchel-import-'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const run = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [script, '--server', server.url, ...args],
      { env: { ...process.env, SATCHEL_PASSWORD: testPassword } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
const asChief = (...args: string[]) => run('--email', 'chief@test.example', ...args)
const customers = async () => {
  let count = 0
  for await (const page of server.store.list('customers')) count += page.length
  return count
}
/** The numbers of a line of the summary. */
const numbers = (output: string, label: string) =>
  new RegExp(`^${label}\\s+(.*)$`, 'm').exec(output)?.[1]?.split(/\s+/).map(Number)

describe('npm run import', () => {
  it('says in a dry run what it would do, and does nothing', async () => {
    const { code, output } = await asChief('--dry-run', northwindFolder)
    expect(code).toBe(0)
    expect(numbers(output, 'Customers')).toEqual([91, 0, 0, 0])
    expect(numbers(output, 'Orders')).toEqual([830, 0, 0, 0])
    expect(await customers()).toBe(0)
  })
  it('imports a folder and writes the first passwords to a file that only its owner reads', async () => {
    const sheet = path.join(folder, 'sign-ins.csv')
    const { code, output } = await asChief('--sign-ins', sheet, northwindFolder)
    expect(code).toBe(0)
    expect(numbers(output, 'Total')).toEqual([1011, 0, 0, 0])
    expect(await customers()).toBe(91)
    const lines = (await readFile(sheet, 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(10)
    expect((await stat(sheet)).mode & 0o077).toBe(0)
    expect(output).not.toContain(lines[1]?.split(',')[2])
  })
  it('ends with 1 and an error file when rows are refused, and neutralises formulas in it', async () => {
    const file = path.join(folder, 'customers.csv')
    const errors = path.join(folder, 'errors.csv')
    await writeFile(file, 'customerID,companyName,email\nNEW1,=1+1,nowhere\nNEW2,Two,two@test.example\n')
    const { code, output } = await asChief('--error-file', errors, file)
    expect(code).toBe(1)
    expect(output).toContain("customers.csv, row 2: email 'nowhere' is not an email address")
    expect(await readFile(errors, 'utf8')).toBe(
      `file,row,key,name,problem\r\ncustomers.csv,2,NEW1,"'=1+1",email 'nowhere' is not an email address\r\n`,
    )
    expect(await customers()).toBe(92)
  })
  it('ends with 2 and a coded error when nothing can be imported', async () => {
    const broken = path.join(folder, 'broken.csv')
    await writeFile(broken, Buffer.from('customerID,companyName\n1,x\n', 'utf16le'))
    const cases: [string[], string][] = [
      [['--email', 'chief@test.example', broken], 'INVALID_FILE'],
      [['--email', 'chief@test.example', path.join(folder, 'nothing.csv')], 'INVALID_FILE'],
      [['--email', 'nobody@test.example', northwindFolder], 'WRONG_CREDENTIALS'],
      [['--email', 'rep@test.example', northwindFolder], 'NOT_AN_ADMIN'],
      [
        ['--server', 'http://127.0.0.1:1', '--email', 'chief@test.example', northwindFolder],
        'STORE_UNAVAILABLE',
      ],
      [[northwindFolder], '--email'],
    ]
    const results = await Promise.all(cases.map(([args]) => run(...args)))
    expect(results.map(({ code }) => code)).toEqual(cases.map(() => 2))
    for (const [index, [, words]] of cases.entries()) expect(results[index]?.output).toContain(words)
  })
})
