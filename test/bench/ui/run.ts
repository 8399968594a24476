/**
 * `npm run bench:ui [-- --quick]`: the speed of the screens over a full book, in Chromium, with the app as it is
 * built and a server beside it. The last line is one JSON object. `--quick` takes a fifth of the documents.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { InlineConfig } from 'vite'
import type { Page } from '@playwright/test'
// @ts-expect-error -- a script without types
import { rendererConfig } from '../../../scripts/vite-renderer.mjs'
import { databaseName } from '../../../renderer/data/worker/open-database.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { openProfile } from '../sync/browser.ts'
import type { Profile } from '../sync/browser.ts'
import { buildApp, buildPages } from '../sync/build-pages.ts'
import { createCompany, fillAll, openFolder, testPassword } from '../sync/company.ts'
import type { BareRxdbBench } from '../sync/page/bare-rxdb.ts'
import { percentile, printReport, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { makeBook } from './book.ts'
import { installMeasures } from './in-page.ts'
import type { Measures, Waits } from './in-page.ts'
import type { DexieBench } from './page/dexie.ts'

const quick = process.argv.includes('--quick')
const { documents, rounds } = quick ? { documents: 10_000, rounds: 3 } : { documents: 50_000, rounds: 7 }
const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)

const lists = ['customers', 'leads', 'orders', 'interactions', 'tasks', 'products', 'cases'] as const
const rowOf = (list: string) => `main tr[aria-rowindex="2"]:not([aria-busy]) a[href*="#/${list}/"]`

const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-ui-'))
const [data, web] = [path.join(folder, 'data'), path.join(folder, 'web')]
async function measure(): Promise<{ results: Result[]; browser: string }> {
  say(`a book of ${documents} documents`)
  const { services, store, done } = await openFolder(data)
  const { admin, reps } = await createCompany(services, 12)
  const book = makeBook(
    documents,
    reps.map(({ id }) => id),
    new Date().toISOString().slice(0, 10),
  )
  await fillAll(store, book)
  await done()
  say('building the app')
  await buildApp(web)
  await buildPages(web, ['bare-rxdb'])
  await buildDexiePage()
  const server = await startServerProcess({ dataFolder: data, environment: { SATCHEL_WEB: web } })
  const profile = await openProfile()
  try {
    say('first sync')
    await firstSync(profile, server.url, admin.email, documents)
    const results: Result[] = [
      ...(await coldStarts(profile, server.url, admin.id)),
      ...(await screens(profile, server.url)),
      ...(await plainDexie(profile, server.url, book.find(([name]) => name === 'customers')?.[1] ?? [])),
    ]
    return { results: withRatios(results), browser: profile.browser }
  } finally {
    await profile.close()
    await server.stop()
  }
}

async function buildDexiePage() {
  const shared = rendererConfig as InlineConfig
  const root = path.join(import.meta.dirname, 'page')
  await build({
    ...shared,
    root,
    logLevel: 'warn',
    build: {
      ...shared.build,
      outDir: web,
      emptyOutDir: false,
      rolldownOptions: { input: path.join(root, 'dexie.html') },
    },
  })
}

async function firstSync(profile: Profile, url: string, email: string, count: number) {
  const page = await profile.open(url)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  let last = -1
  for (let still = 0; still < 10; await page.waitForTimeout(500)) {
    const now = await held(page)
    if (now >= count) break
    still = now === last ? still + 1 : 0
    last = now
  }
  // Replication writes down where it stands.
  await page.waitForTimeout(3_000)
  await page.close()
}

/** How many documents the local database holds. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
      })
    let found = 0
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('rxdb-dexie-satchel-') || name.includes('replication')) continue
      const database = await answer(indexedDB.open(name))
      if (database.objectStoreNames.contains('docs'))
        found += await answer(database.transaction('docs').objectStore('docs').count())
      database.close()
    }
    return found
  })

/** A new page each time: home, and a list behind its own address, each beside RxDB alone. */
async function coldStarts(profile: Profile, url: string, adminId: string): Promise<Result[]> {
  say('cold starts')
  const home: number[] = []
  const list: number[] = []
  const bare: number[] = []
  let script = 0
  for (let round = 0; round < rounds; round++) {
    const beside = await profile.open(
      `${url}/bare-rxdb.html#${encodeURIComponent(databaseName('satchel', url, adminId))}`,
    )
    bare.push(await beside.evaluate(() => (window as unknown as { bench: BareRxdbBench }).bench.firstList()))
    await beside.close()
    list.push(await timeToFirst(profile, `${url}/#/leads`, rowOf('leads')))
    home.push(
      await timeToFirst(
        profile,
        `${url}/#/`,
        'main a[href*="#/orders/"], main a[href*="#/tasks/"]',
        (bytes) => {
          script = bytes
        },
      ),
    )
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
        target: 2,
        better: 'lower',
        note: `RxDB alone, open and query: ${percentile(bare, 50).toFixed(0)} ms`,
      },
    ),
    result('initial-script', script / 1000, 'kB', {
      target: 350,
      better: 'lower',
      note: 'gzipped, what the page loads before home can be used',
    }),
  ]
}

async function timeToFirst(
  profile: Profile,
  url: string,
  selector: string,
  tellScript?: (bytes: number) => void,
): Promise<number> {
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
  const size = (name: string) => gzipSync(readFileSync(path.join(web, new URL(name).pathname))).length
  const ofPage = [...new Set(value.scripts)].filter((name) => !name.includes('-worker'))
  tellScript?.(ofPage.reduce((sum, name) => sum + size(name), 0))
  return value.at
}

type Measured = { measures: Measures }

async function screens(profile: Profile, url: string): Promise<Result[]> {
  const page = await profile.open(`${url}/#/`)
  await page.evaluate(installMeasures)
  await page.waitForSelector('main a[href*="#/orders/"], main a[href*="#/tasks/"]')
  say('lists')
  // The tables are read and the search is made in the first seconds after the start.
  await page.waitForTimeout(quick ? 6_000 : 15_000)
  const from = await page.evaluate(() => (window as unknown as Measured).measures.now())
  const opened: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round++)
    for (const list of lists) {
      const milliseconds = await go(page, `#/${list}`, { seen: rowOf(list) })
      ;(opened[list] ??= []).push(milliseconds)
    }
  const all = Object.values(opened).flat()
  say('scrolling')
  const gaps: number[] = []
  let blank = 0
  await attempt('scrolling', async () => {
    for (const list of ['interactions', 'orders', 'customers']) {
      await go(page, `#/${list}`, { seen: rowOf(list) })
      const scrolled = await page.evaluate(() => (window as unknown as Measured).measures.scroll(120, 400))
      gaps.push(...scrolled.gaps)
      blank = Math.max(blank, scrolled.blank)
    }
  })
  say('sorting, filtering, searching')
  const sorted: number[] = []
  const searched: number[] = []
  const palette: number[] = []
  await attempt('sorting and list search', async () => {
    for (const list of ['customers', 'leads', 'orders', 'interactions']) {
      await go(page, `#/${list}`, { seen: rowOf(list) })
      for (let round = 0; round < rounds; round++) {
        sorted.push(await act(page, 'main th[aria-sort] button', round % 3))
      }
      for (const text of ['fisch', 'brandt', 'trade', 'almedia'].slice(0, Math.min(4, rounds))) {
        const before = await page.evaluate(() => (window as unknown as Measured).measures.status())
        searched.push(await fillIn(page, 'main input[placeholder="Filter"]', text, before))
        await page.evaluate(
          () =>
            void (window as unknown as Measured).measures.fill('main input[placeholder="Filter"]', '', {}),
        )
        await page.waitForFunction(() => document.querySelector('main [role="status"]')?.textContent === '')
      }
    }
  })
  await attempt('search', async () => {
    await page.keyboard.press('Control+k')
    const box = 'input[aria-label="Search or jump to"]'
    await page.waitForSelector(box)
    for (let round = 0; round < rounds; round++)
      for (const text of ['fischer', 'almeida bakery', 'SO-000123', 'brnadt', 'garcia', 'chai tofu']) {
        await page.locator(box).fill('')
        await page.waitForFunction(() =>
          document.querySelector('[role="dialog"] [data-action]')?.textContent?.startsWith('Home'),
        )
        palette.push(await paletteAnswer(page, box, text))
      }
    await page.keyboard.press('Escape')
  })
  say('edits')
  const edits: number[] = []
  await attempt('edits', async () => {
    await go(page, '#/tasks', { seen: rowOf('tasks') })
    for (let round = 0; round < rounds; round++) {
      edits.push(await act(page, 'main tr[aria-rowindex="2"] input[aria-label^="Complete"]', 0))
      await page.waitForTimeout(400)
    }
  })
  const longest = await page.evaluate(
    (since) => (window as unknown as Measured).measures.longest(since),
    from,
  )
  const memory = await workerMemory(page)
  await page.close()
  const p = (values: readonly number[]) =>
    `p50 ${percentile(values, 50).toFixed(0)}, p95 ${percentile(values, 95).toFixed(0)} ms of ${values.length}`
  return [
    result('list-open', percentile(all, 95), 'ms', {
      target: 150,
      better: 'lower',
      note: `p95 of all lists; p50: ${lists.map((list) => `${list} ${percentile(opened[list] ?? [], 50).toFixed(0)}`).join(', ')}`,
    }),
    result('scroll-longest-frame', gaps.length > 0 ? Math.max(...gaps) : Number.NaN, 'ms', {
      target: 50,
      better: 'lower',
      note: `${p(gaps)} frames, 400 px each; a row still on its way in ${(blank * 100).toFixed(0)} % of them`,
    }),
    result('sort', percentile(sorted, 95), 'ms', { target: 150, better: 'lower', note: p(sorted) }),
    result('list-search', percentile(searched, 95), 'ms', {
      target: 150,
      better: 'lower',
      note: p(searched),
    }),
    result('search', percentile(palette, 95), 'ms', {
      target: 50,
      better: 'lower',
      note: `letters typed to answers drawn, over everything; ${p(palette)}`,
    }),
    result('edit-to-redraw', percentile(edits, 95), 'ms', { target: 50, better: 'lower', note: p(edits) }),
    result('longest-task', longest, 'ms', {
      target: 50,
      better: 'lower',
      note: 'of the window during all of this; 0: none over 50 ms',
    }),
    result('memory', memory, 'MB', {
      better: 'lower',
      note: 'window and data worker together, after all of this',
    }),
  ]
}

const go = (page: Page, hash: string, waits: Waits) =>
  page.evaluate(([to, wait]) => (window as unknown as Measured).measures.go(to, wait), [hash, waits] as const)

async function act(page: Page, selector: string, place: number): Promise<number> {
  const before = await page.evaluate(() => (window as unknown as Measured).measures.firstRow())
  return page.evaluate(
    ([target, nth, firstRowOtherThan]) =>
      (window as unknown as Measured).measures.click(target, nth, { firstRowOtherThan }),
    [selector, place, before] as const,
  )
}

const fillIn = (page: Page, selector: string, text: string, statusOtherThan: string) =>
  page.evaluate(
    ([target, words, before]) =>
      (window as unknown as Measured).measures.fill(target, words, { statusOtherThan: before }),
    [selector, text, statusOtherThan] as const,
  )

async function paletteAnswer(page: Page, selector: string, text: string): Promise<number> {
  const before = await page.evaluate(() => (window as unknown as Measured).measures.answer())
  return page.evaluate(
    ([target, words, answerOtherThan]) =>
      (window as unknown as Measured).measures.fill(target, words, { answerOtherThan }),
    [selector, text, before] as const,
  )
}

/** Megabytes; NaN where the browser does not tell. */
async function workerMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  let bytes = (await session.send('Runtime.getHeapUsage')).usedSize
  for (const worker of page.workers())
    bytes += await worker
      .evaluate(
        () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
      )
      .catch(() => 0)
  return bytes / 1_000_000
}

async function plainDexie(profile: Profile, url: string, customers: readonly object[]): Promise<Result[]> {
  say('a plain Dexie page')
  const page = await profile.open(`${url}/dexie.html`)
  type Bench = { bench: DexieBench }
  await page.evaluate((rows) => (window as unknown as Bench).bench.fill(rows as never), customers as object[])
  const open: number[] = []
  const search: number[] = []
  for (let round = 0; round < rounds; round++) {
    open.push(await page.evaluate(() => (window as unknown as Bench).bench.open()))
    for (const text of ['fischer', 'almeida bakery'])
      search.push(await page.evaluate((words) => (window as unknown as Bench).bench.search(words), text))
  }
  await page.close()
  return [
    result('plain-dexie-list-open', percentile(open, 50), 'ms', {
      better: 'lower',
      note: 'fifty customers by name and a count, drawn as plain rows',
    }),
    result('plain-dexie-search', percentile(search, 50), 'ms', {
      better: 'lower',
      note: `looks through ${customers.length} customers alone, exact words only`,
    }),
  ]
}

/** A part that fails leaves its figures unmeasured, and the others are there all the same. */
async function attempt(part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(`  ${part} could not be measured: ${String(error).slice(0, 300)}`)
  }
}

function withRatios(results: readonly Result[]): Result[] {
  const value = (name: string) => results.find((each) => each.name === name)?.value ?? Number.NaN
  return [
    ...results,
    result('list-open-vs-plain-dexie', value('list-open') / value('plain-dexie-list-open'), 'ratio', {
      better: 'lower',
      note: 'our p95 with a whole screen against its median with bare rows',
    }),
    result('search-vs-plain-dexie', value('search') / value('plain-dexie-search'), 'ratio', {
      better: 'lower',
      note: `everything against customers alone`,
    }),
  ]
}

try {
  const { results, browser } = await measure()
  printReport(results, { bench: 'ui', quick, browser, seconds: (performance.now() - started) / 1000 })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
