/**
 * From an edit on one device to the moment at which another one shows it: two devices in Chromium, and
 * around them many more on the same server process that are all told of each edit and all pull it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServerProcess } from '../../support/server-process.ts'
import { openProfile } from './browser.ts'
import { buildPages } from './build-pages.ts'
import { createCompany, fill, openFolder, signInDevices, testPassword } from './company.ts'
import { startCrowd } from './crowd.ts'
import { makeDocuments } from './documents.ts'
import type { DeviceBench } from './page/device.ts'
import { percentile, result } from './report.ts'
import type { Result } from './report.ts'

/** Own budgets; nobody asked for a number. */
const budget = { p50: 500, p99: 2000 }

export async function measureFanOut({
  devices,
  edits,
  pause,
}: {
  devices: number
  edits: number
  /** Milliseconds between what was seen and the next edit. */
  pause: number
}): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-fan-out-'))
  const [data, web] = ['data', 'web'].map((name) => path.join(folder, name)) as [string, string]
  const { services, store, done } = await openFolder(data)
  const { teamId, reps } = await createCompany(services, 20)
  const [writing, reading] = reps
  if (!writing || !reading) throw new Error('there are too few reps')
  const customers = makeDocuments('customers', 500, () => ({ ownerId: writing.id, teamId }))
  await fill(store, 'customers', customers)
  const sessions = await signInDevices(services, reps, devices - 2)
  await done()
  await buildPages(web, ['device'])
  // The server takes a folder with an index for a web client.
  writeFileSync(path.join(web, 'index.html'), '')

  const server = await startServerProcess({ dataFolder: data, environment: { SATCHEL_WEB: web } })
  const crowd = startCrowd()
  const profiles = [await openProfile(), await openProfile()] as const
  try {
    const [writer, reader] = await Promise.all(
      profiles.map((profile) => profile.open(`${server.url}/device.html`)),
    )
    if (!writer || !reader) throw new Error('there are two pages')
    type Bench = { bench: DeviceBench }
    for (const [page, { email }] of [
      [writer, writing],
      [reader, reading],
    ] as const)
      await page.evaluate(
        ([address, password]) => (window as unknown as Bench).bench.signIn(address, password),
        [email, testPassword] as const,
      )
    const timesOf = async (name: string, count: number) => {
      const times: number[] = []
      for (let index = 0; index < count; index++) times.push(await timeOf(`${name} ${index}`, index))
      return times
    }
    /** Milliseconds from the edit of the index-th customer to the moment at which it is seen. */
    const timeOf = async (notes: string, index: number) => {
      const id = customers[(index * 7) % customers.length]?.id ?? ''
      const seen = reader.evaluate(
        (text) => (window as unknown as Bench).bench.sees('customers', text),
        notes,
      )
      await sleep(pause)
      const written = await writer.evaluate(
        ([which, text]) => (window as unknown as Bench).bench.write('customers', which, text),
        [id, notes] as const,
      )
      return (await seen) - written
    }
    // The first edits find nothing compiled.
    await timesOf('warming up', 5)
    const alone = await timesOf('alone', Math.ceil(edits / 4))
    await crowd.connect({ connect: sessions, url: server.url, collections: ['customers'] })
    const times = await timesOf('edit', edits)
    const note = `${devices} devices connected, all of them pull each of ${edits} edits`
    return ([50, 99] as const).flatMap((percent) => [
      result(`edit-to-visible-p${percent}`, percentile(times, percent), 'ms', {
        target: percent === 50 ? budget.p50 : budget.p99,
        better: 'lower',
        note,
      }),
      result(
        `edit-to-visible-p${percent}-vs-alone`,
        percentile(times, percent) / percentile(alone, percent),
        'ratio',
        {
          better: 'lower',
          note: `with only the two devices connected ${percentile(alone, percent).toFixed(0)} ms`,
        },
      ),
    ])
  } finally {
    await Promise.all(profiles.map((profile) => profile.close()))
    await crowd.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
