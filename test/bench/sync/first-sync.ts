/**
 * The first sync of a device in Chromium, against the same documents put into IndexedDB directly and
 * replicated by PouchDB; and reopening what was synced, against RxDB alone on the same database. Every round
 * measures all of them one after the other; a ratio is made within its round.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fillWithDefaultSettings } from 'rxdb/plugins/core'
import { getDexieStoreSchema } from 'rxdb/plugins/storage-dexie'
import { neededIndexes } from '../../../renderer/data/worker/browser-storage.ts'
import { databaseName } from '../../../renderer/data/worker/open-database.ts'
import { localSchema, toLocal } from '../../../renderer/data/worker/local-shape.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { wireOf } from '../../../sync-server/sync/list-changes.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { startBaselineServer } from './baseline-server.ts'
import type { LocalRow } from './baseline-server.ts'
import { openProfile } from './browser.ts'
import type { Profile } from './browser.ts'
import { buildApp, buildPages } from './build-pages.ts'
import { createCompany, fill, openFolder, testPassword } from './company.ts'
import { makeDocuments } from './documents.ts'
import { median, result } from './report.ts'
import type { Result } from './report.ts'
import type { BareRxdbBench } from './page/bare-rxdb.ts'
import type { BaselineBench } from './page/baseline.ts'
import type { DeviceBench, FirstSync } from './page/device.ts'

const entity = entityOf('leads')
/** Those of the local database, exactly; the first one is the key. */
const sameIndexes = neededIndexes(getDexieStoreSchema(fillWithDefaultSettings(localSchema(entity))))
  .split(', ')
  .slice(1)
  .map((index) => index.replaceAll(/[[\]]/g, '').split('+'))
/** Without what replication needs: a database that never sends anything. The id stands at the end. */
const readingIndexes = entity.indexes.map((names) => [...names, 'id'])

interface Round {
  raw: number
  rawReading: number
  pouch: number
  device: FirstSync
}

interface Reopened {
  device: number[]
  app: number[]
  bare: number[]
}

export async function measureFirstSync({
  documents: count,
  rounds,
  reopenings,
}: {
  documents: number
  rounds: number
  reopenings: number
}): Promise<{ results: Result[]; browser: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-sync-'))
  const [data, web, base] = ['data', 'web', 'base'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const { services, store, done } = await openFolder(data)
  const { teamId, reps } = await createCompany(services, 1)
  const [leader] = reps
  if (!leader) throw new Error('there is no leader')
  await fill(
    store,
    'leads',
    makeDocuments('leads', count, () => ({ ownerId: leader.id, teamId })),
  )
  const local: LocalRow[] = []
  for await (const page of store.list('leads'))
    // RxDB's own fields are there for the indexes that it makes.
    for (const stored of page)
      local.push({ ...toLocal(entity, wireOf(stored)), _deleted: '0', _meta: { lwt: 1 } })
  await done()

  await buildApp(web)
  await buildPages(web, ['device', 'bare-rxdb'])
  await buildPages(base, ['baseline'])
  const server = await startServerProcess({ dataFolder: data, environment: { SATCHEL_WEB: web } })
  const baseline = await startBaselineServer(base, local)
  try {
    const measured: Round[] = []
    let reopened: Reopened | undefined
    let browser = ''
    for (let round = 0; round < rounds; round++) {
      const profile = await openProfile()
      browser = profile.browser
      try {
        measured.push(await measureRound(profile, server.url, baseline.url, leader.email, count))
        if (round === rounds - 1)
          reopened = await measureReopening(
            profile,
            server.url,
            databaseName('satchel', server.url, leader.id),
            reopenings,
          )
      } finally {
        await profile.close()
      }
    }
    return { results: [...firstSyncResults(measured, count), ...reopenResults(reopened)], browser }
  } finally {
    await baseline.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureRound(
  profile: Profile,
  server: string,
  baseline: string,
  email: string,
  count: number,
): Promise<Round> {
  type Bench = { bench: BaselineBench }
  const beside = await profile.open(`${baseline}/baseline.html`)
  const puts = (indexes: string[][]) =>
    beside.evaluate((given) => (window as unknown as Bench).bench.rawPuts(given), indexes)
  const complete = ({ milliseconds, count: found }: { milliseconds: number; count: number }) => {
    if (found !== count) throw new Error(`${found} of ${count} documents arrived in the baseline`)
    return milliseconds
  }
  const raw = complete(await puts(sameIndexes))
  const device = await profile.open(`${server}/device.html`)
  const synced = await device.evaluate(
    ([address, password]) =>
      (window as unknown as { bench: DeviceBench }).bench.firstSync(address, password, true),
    [email, testPassword] as const,
  )
  await device.close()
  if (synced.count !== count) throw new Error(`${synced.count} of ${count} documents arrived on the device`)
  const pouch = complete(await beside.evaluate(() => (window as unknown as Bench).bench.pouchReplication()))
  const rawReading = complete(await puts(readingIndexes))
  await beside.close()
  console.log(
    `  first sync: raw ${raw.toFixed(0)} ms, device ${synced.load.toFixed(0)} ms (whole ${synced.whole.toFixed(0)}), ` +
      `PouchDB ${pouch.toFixed(0)} ms, raw without replication's index ${rawReading.toFixed(0)} ms, ` +
      `longest task ${synced.longestTask.toFixed(0)} ms, slowest query ${synced.longestQuery.toFixed(0)} ms`,
  )
  return { raw, rawReading, pouch, device: synced }
}

async function measureReopening(
  profile: Profile,
  server: string,
  database: string,
  times: number,
): Promise<Reopened> {
  const found: Reopened = { device: [], app: [], bare: [] }
  for (let index = 0; index < times; index++) {
    const bare = await profile.open(`${server}/bare-rxdb.html#${encodeURIComponent(database)}`)
    found.bare.push(
      await bare.evaluate(() => (window as unknown as { bench: BareRxdbBench }).bench.firstList()),
    )
    await bare.close()
    const device = await profile.open(`${server}/device.html#list`)
    found.device.push(
      await device.evaluate(() => (window as unknown as { bench: DeviceBench }).bench.firstList()),
    )
    await device.close()
    found.app.push(await firstRowOfApp(profile, `${server}/#/leads`))
  }
  return found
}

/** Milliseconds from the navigation to the first row of the list of leads. */
async function firstRowOfApp(profile: Profile, url: string): Promise<number> {
  const page = await profile.context.newPage()
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('[aria-rowindex="2"]')) return false
      requestAnimationFrame(() => Object.assign(window, { firstRowAt: performance.now() }))
      return true
    }
    const watch = new MutationObserver(() => look() && watch.disconnect())
    watch.observe(document, { childList: true, subtree: true })
  })
  await page.goto(url)
  const at = await page.waitForFunction(
    () => (window as unknown as { firstRowAt?: number }).firstRowAt,
    undefined,
    { timeout: 60_000 },
  )
  const milliseconds = (await at.jsonValue()) ?? Number.NaN
  await page.close()
  return milliseconds
}

function firstSyncResults(rounds: readonly Round[], count: number): Result[] {
  const speed = (milliseconds: number) => `${Math.round(count / (milliseconds / 1000))}/s`
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  const load = of(({ device }) => device.load)
  return [
    result(
      'first-sync-vs-raw-indexeddb',
      of(({ raw, device }) => raw / device.load),
      'ratio',
      {
        target: 0.7,
        better: 'higher',
        note: `${count} documents: ${speed(load)}, raw puts with the same indexes ${speed(of(({ raw }) => raw))}`,
      },
    ),
    result(
      'first-sync-vs-raw-indexeddb-read-only',
      of(({ rawReading, device }) => rawReading / device.load),
      'ratio',
      {
        better: 'higher',
        note: `raw puts without the index that replication needs: ${speed(of(({ rawReading }) => rawReading))}`,
      },
    ),
    result(
      'first-sync-vs-pouchdb',
      of(({ pouch, device }) => pouch / device.load),
      'ratio',
      {
        target: 2,
        better: 'higher',
        note: `PouchDB.replicate without any index ${speed(of(({ pouch }) => pouch))}`,
      },
    ),
    result(
      'first-sync-longest-task',
      of(({ device }) => device.longestTask),
      'ms',
      {
        target: 50,
        better: 'lower',
        note: 'in the window; a task of 50 ms or less is not reported by the browser',
      },
    ),
    result(
      'first-sync-slowest-query',
      of(({ device }) => device.longestQuery),
      'ms',
      {
        target: 500,
        better: 'lower',
        note: 'asked every 100 ms during the load',
      },
    ),
  ]
}

function reopenResults(reopened: Reopened | undefined): Result[] {
  if (!reopened) return []
  const [bare, device, app] = [median(reopened.bare), median(reopened.device), median(reopened.app)]
  return [
    result('reopen-first-list', device / 1000, 's', {
      target: 1,
      better: 'lower',
      note: 'navigation to the first row of a list, data worker and a bare page',
    }),
    result('reopen-vs-bare-rxdb', device / bare, 'ratio', {
      target: 2,
      better: 'lower',
      note: `RxDB alone on the same database ${bare.toFixed(0)} ms`,
    }),
    result('reopen-first-list-in-app', app / 1000, 's', {
      target: 1,
      better: 'lower',
      note: 'the same in the app itself, on its list of leads',
    }),
  ]
}
