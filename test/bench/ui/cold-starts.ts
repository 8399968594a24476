/** A new page each time, in a profile that holds the book: home, and a list behind its own address, beside RxDB alone. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { databaseName } from '../../../renderer/data/worker/open-database.ts'
import type { Profile } from '../sync/browser.ts'
import type { BareRxdbBench } from '../sync/page/bare-rxdb.ts'
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { rowOf } from './measured-page.ts'

/** `web` is the folder that the app was built into. */
export async function coldStarts(options: {
  profile: Profile
  url: string
  personId: string
  web: string
  rounds: number
}): Promise<Result[]> {
  const { profile, url, personId, web, rounds } = options
  const home: number[] = []
  const list: number[] = []
  const bare: number[] = []
  let script = 0
  for (let round = 0; round < rounds; round++) {
    const database = encodeURIComponent(databaseName('satchel', url, personId))
    const beside = await profile.open(`${url}/bare-rxdb.html#${database}`)
    bare.push(await beside.evaluate(() => (window as unknown as { bench: BareRxdbBench }).bench.firstList()))
    await beside.close()
    list.push((await firstSeen(profile, `${url}/#/leads`, rowOf('leads'))).at)
    const seen = await firstSeen(profile, `${url}/#/`, 'main a[href*="#/orders/"], main a[href*="#/tasks/"]')
    home.push(seen.at)
    script = sizeOf(seen.scripts, web)
  }
  return [
    result('cold-start-home', percentile(home, 50) / 1000, 's', {
      target: 1.5,
      better: 'lower',
      note: `navigation to the first record on the home page; p95 ${percentile(home, 95).toFixed(0)} ms`,
    }),
    result('reopen-list', percentile(list, 50) / 1000, 's', {
      target: 1,
      better: 'lower',
      note: `navigation to the first row of the leads; p95 ${percentile(list, 95).toFixed(0)} ms`,
    }),
    result(
      'reopen-list-vs-bare-rxdb',
      percentile(
        list.map((each, at) => each / (bare[at] ?? Number.NaN)),
        50,
      ),
      'ratio',
      {
        better: 'lower',
        note: `the whole app against RxDB alone, open and query: ${percentile(bare, 50).toFixed(0)} ms; data against data is in bench:sync`,
      },
    ),
    result('initial-script', script / 1000, 'kB', {
      target: 350,
      better: 'lower',
      note: 'gzipped, what the page loads before home can be used',
    }),
  ]
}

/** When the selector was first in the page, ms since the navigation, and the scripts that were loaded by then. */
async function firstSeen(
  profile: Profile,
  url: string,
  selector: string,
): Promise<{ at: number; scripts: string[] }> {
  const page = await profile.context.newPage()
  await page.addInitScript((wanted) => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector(wanted)) return
      watch.disconnect()
      const scripts = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name }) => name)
      requestAnimationFrame(() => Object.assign(window, { first: { at: performance.now(), scripts } }))
    })
    watch.observe(document, { childList: true, subtree: true })
  }, selector)
  await page.goto(url)
  const found = await page.waitForFunction(
    () => (window as unknown as { first?: { at: number; scripts: string[] } }).first,
    undefined,
    { timeout: 60_000 },
  )
  const value = await found.jsonValue()
  await page.close()
  if (!value) throw new Error('nothing was seen')
  return value
}

/** Gzipped bytes of the page's own scripts; the workers' are loaded beside it. */
function sizeOf(scripts: readonly string[], web: string): number {
  const ofPage = [...new Set(scripts)].filter((name) => !name.includes('-worker'))
  return ofPage.reduce(
    (sum, name) => sum + gzipSync(readFileSync(path.join(web, new URL(name).pathname))).length,
    0,
  )
}
