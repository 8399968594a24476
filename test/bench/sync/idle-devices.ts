/**
 * What devices cost a server process that does nothing but keep them connected: memory for each, and the
 * share of one core that all of them take together, signs of life included.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServerProcess } from '../../support/server-process.ts'
import { createCompany, openFolder, signInDevices } from './company.ts'
import { startCrowd } from './crowd.ts'
import { costOf } from './process-cost.ts'
import { result } from './report.ts'
import type { Result } from './report.ts'

/** Own budgets; nobody asked for a number. */
const mostMemory = 64
const mostCpu = 5

export async function measureIdleDevices({
  devices,
  seconds,
}: {
  devices: number
  /** A sign of life is sent every 20 seconds: watch for a multiple of that. */
  seconds: number
}): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-idle-'))
  const { services, done } = await openFolder(folder)
  const { reps } = await createCompany(services, 20)
  const sessions = await signInDevices(services, reps, devices)
  await done()
  const server = await startServerProcess({ dataFolder: folder })
  const crowd = startCrowd()
  try {
    await sleep(500)
    const alone = costOf(server.pid)
    await crowd.connect({ connect: sessions, url: server.url, collections: [] })
    await sleep(1000)
    const before = costOf(server.pid)
    const start = performance.now()
    await sleep(seconds * 1000)
    const after = costOf(server.pid)
    const cpu = ((after.cpu - before.cpu) / ((performance.now() - start) / 1000)) * 100
    const memory = Math.max(after.memory, before.memory) - alone.memory
    return [
      result('idle-device-memory', memory / devices / 1024, 'KiB', {
        target: mostMemory,
        better: 'lower',
        note: `${devices} devices; the process grew from ${megabytes(alone.memory)} to ${megabytes(after.memory)}`,
      }),
      result('idle-devices-cpu', cpu, '% of a core', {
        target: mostCpu,
        better: 'lower',
        note: `${devices} devices over ${seconds} s`,
      }),
    ]
  } finally {
    await crowd.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
