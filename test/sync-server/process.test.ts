/** The server as a process: its environment, its start, its end, and its command line. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../sync-server/config.ts'
import { aDocument } from '../support/a-document.ts'
import { signInToApi } from '../support/api.ts'
import { startServerProcess } from '../support/server-process.ts'

const root = path.resolve(import.meta.dirname, '../..')

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toMatchObject({ port: 4980, host: '127.0.0.1', production: false, demo: true })
    expect(readConfig({ NODE_ENV: 'production' }).demo).toBe(false)
    expect(readConfig({ SATCHEL_DEMO: '0', COUCHDB_URL: '' })).toMatchObject({ demo: false })
    expect(readConfig({ COUCHDB_URL: '' })).not.toHaveProperty('couchdbUrl')
  })
  it('names every variable that is wrong, and gives no secret away', () => {
    const read = () =>
      readConfig({ PORT: 'http', COUCHDB_URL: 'couch', SATCHEL_SECRET: 'short-secret', LOG_LEVEL: 'loud' })
    for (const name of ['PORT', 'COUCHDB_URL', 'SATCHEL_SECRET', 'LOG_LEVEL']) expect(read).toThrow(name)
    expect(read).not.toThrow('short-secret')
    expect(() => readConfig({ PORT: '70000' })).toThrow('PORT is not valid')
  })
})

describe('the process', () => {
  let dataFolder: string
  beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'satchel-process-'))
  })
  afterAll(() => rm(dataFolder, { recursive: true }))

  const commandLine = (args: string[], password: string) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const file = path.join(root, 'sync-server/command-line/main.ts')
      const env = { ...process.env, SATCHEL_DATA: dataFolder, SATCHEL_PASSWORD: '' }
      const child = execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      )
      child.stdin?.end(`${password}\n`)
    })

  it('takes users from the command line, and refuses what is wrong in words', async () => {
    const add = ['user', 'add', '--name', 'Ann', '--email', 'ann@test.example', '--role']
    const owner = await commandLine([...add, 'owner'], 'a good password')
    expect(owner.code).not.toBe(0)
    expect(owner.output).toContain('admin, sales_rep, support')
    const weak = await commandLine([...add, 'admin'], 'short')
    expect([weak.code, weak.output]).toEqual([1, expect.stringContaining('WEAK_PASSWORD')])
    const good = await commandLine([...add, 'admin'], 'a good password')
    expect([good.code, good.output]).toEqual([0, expect.stringContaining('ann@test.example')])
  }, 30_000)

  it('[P6] starts, survives a kill without losing what it acknowledged, and ends in order', async () => {
    const server = await startServerProcess({ dataFolder, environment: { LOG_LEVEL: 'info' } })
    const ann = await signInToApi(server.url, 'ann@test.example', 'a good password')
    const document = aDocument('leads')
    const push = { rows: [{ newDocumentState: document }] }
    expect((await ann.call('POST', '/sync/leads/push', push)).body).toMatchObject({
      results: [{ outcome: 'accepted' }],
    })
    await server.kill()
    await server.restart()
    expect((await ann.call('POST', '/sync/leads/push', push)).body).toMatchObject({
      results: [{ outcome: 'accepted' }],
    })
    expect(await ann.everything('leads')).toMatchObject([{ id: document.id }])

    const listening = fetch(`${server.url}/api/v1/sync/stream`, {
      headers: { authorization: `Bearer ${ann.accessToken}` },
    })
      .then((response) => response.text())
      .catch(() => 'cut off')
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(4500)
    await listening

    const output = server.output()
    expect(output.trim().split('\n')).toContain(`ready ${server.url}`)
    for (const secret of [
      ann.accessToken,
      ann.refreshToken,
      'a good password',
      document['company'] as string,
    ])
      expect(output).not.toContain(secret)
    expect(output).toContain('/api/v1/sync/:collection/push')
  }, 60_000)

  it('ends with the process that started it, also when that was killed, and only where that is asked for', async () => {
    const environment = { SATCHEL_ENDS_WITH_INPUT: '1' }
    const server = await startServerProcess({ dataFolder, environment })
    expect(await server.orphan()).toBe(0)
    // Nothing holds the data any more.
    const next = await startServerProcess({ dataFolder })
    void next.orphan()
    expect((await fetch(`${next.url}/health/ready`)).status).toBe(200)
    expect(await next.stop()).toBe(0)
  }, 60_000)
})
