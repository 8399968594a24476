/**
 * What devices cost a server process that does nothing but keep them connected: memory for each, and the
 * share of one core that all of them take together, signs of life included.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SessionAnswer } from '../../../shared/sync/protocol.ts'
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
  try {
    const { services, done } = await openFolder(folder)
    const { reps } = await createCompany(services, 20)
    const sessions = await signInDevices(services, reps, devices)
    await done()
    const server = await startServerProcess({ dataFolder: folder })
    const { memory, cpu, note } = await costOfStreams(server, sessions, seconds)
    await server.stop()
    const bare = await costOfBareStreams(sessions, seconds)
    return [
      result('idle-device-memory', memory / devices / 1024, 'KiB', {
        target: mostMemory,
        better: 'lower',
        note: `${devices} devices; the process grew ${note}`,
      }),
      result('idle-device-memory-vs-bare-streams', memory / bare.memory, 'ratio', {
        better: 'lower',
        note: `a process that only holds the same streams grew ${bare.note}`,
      }),
      result('idle-devices-cpu', cpu, '% of a core', {
        target: mostCpu,
        better: 'lower',
        note: `${devices} devices over ${seconds} s; bare streams ${bare.cpu.toFixed(2)} %`,
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function costOfBareStreams(sessions: SessionAnswer[], seconds: number) {
  const child = fork(path.join(import.meta.dirname, 'bare-streams.ts'), { stdio: 'inherit' })
  const ended = once(child, 'exit')
  const [port] = (await once(child, 'message')) as [number]
  try {
    return await costOfStreams({ url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 }, sessions, seconds)
  } finally {
    child.disconnect()
    await ended
  }
}

/** What these devices cost a process that was idle before: bytes, and percent of a core. */
async function costOfStreams(
  server: { url: string; pid: number },
  sessions: SessionAnswer[],
  seconds: number,
): Promise<{ memory: number; cpu: number; note: string }> {
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
    const most = Math.max(after.memory, before.memory)
    return {
      memory: most - alone.memory,
      cpu: ((after.cpu - before.cpu) / ((performance.now() - start) / 1000)) * 100,
      note: `from ${megabytes(alone.memory)} to ${megabytes(most)}`,
    }
  } finally {
    await crowd.end()
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
