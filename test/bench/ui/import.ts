/**
 * `npm run bench:import [-- --rows 20000]`: a file of 100,000 customers through the import screen, in Chromium with the
 * app as it is built and a server beside it: how long each step takes, whether the page can be used meanwhile, and
 * what memory page and server need at most. The last line is one JSON object.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { startServerProcess } from '../../support/server-process.ts'
import { openProfile } from '../sync/browser.ts'
import { buildApp } from '../sync/build-pages.ts'
import { printReport, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })
const count = Number(values.rows)
const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)
const patience = { timeout: 1_200_000 }

/** One row in a hundred is refused: every other of them has no name, the others a key that was there. */
function customers(): string {
  const lines = ['customerID,companyName,contactName,address,city,postalCode,country,phone,fax,notes']
  for (let row = 0; row < count; row++) {
    const isBad = row % 100 === 99
    const key = isBad && row % 200 === 199 ? 'C0' : `C${row}`
    const name = isBad && key !== 'C0' ? '' : `Société n° ${row} "Élan" & Söhne`.replaceAll('"', '""')
    lines.push(
      `${key},"${name}",Anna ${row},Hauptstraße ${row},Köln,${10_000 + (row % 80_000)},Germany,+49 221 ${row},,"Line ${row}, first contact at the fair"`,
    )
  }
  return `${lines.join('\r\n')}\r\n`
}

/** Most memory that a process has held so far, in MB. */
function peakOf(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? Number.NaN) / 1024
}

/** The tab with its workers: of the processes that this one started, the renderer that needs most. */
function peakOfTab(): number {
  const parents = new Map<number, number>()
  const renderers: number[] = []
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer'))
        renderers.push(Number(name))
    } catch {
      // It has ended meanwhile.
    }
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (parents.has(pid) && pid > 1 && isOurs(parents.get(pid) ?? 0))
  return Math.max(...renderers.filter(isOurs).map(peakOf))
}

async function watchPage(page: Page) {
  await page.evaluate(() => {
    const tasks: { start: number; duration: number }[] = []
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ start: startTime, duration }))),
    ).observe({
      type: 'longtask',
    })
    Object.assign(window, { takeLongTasks: () => ({ now: performance.now(), tasks: tasks.splice(0) }) })
  })
  return () =>
    page.evaluate(() =>
      (
        window as unknown as {
          takeLongTasks: () => { now: number; tasks: { start: number; duration: number }[] }
        }
      ).takeLongTasks(),
    )
}

const folder = mkdtempSync(path.join(tmpdir(), 'satchel-bench-import-'))
const file = path.join(folder, 'customers.csv')
writeFileSync(file, customers())
say(`${count} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB; building the app`)
const web = path.join(folder, 'web')
await buildApp(web)
const server = await startServerProcess({
  dataFolder: path.join(folder, 'data'),
  environment: { SATCHEL_WEB: web },
})
const profile = await openProfile()
const results: Result[] = []
const has = (name: string, value: number, unit: string, note = '', target?: number) => {
  say(`${name}: ${Math.round(value)} ${unit} ${note}`)
  results.push(result(name, value, unit, { better: 'lower', note, ...(target !== undefined && { target }) }))
}
try {
  const page = await profile.open(server.url)
  await page.getByLabel('Company').fill('Northwind Traders')
  await page.getByLabel('Your name').fill('Ada Admin')
  await page.getByLabel('Email').fill('ada@bench.example')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Set up Satchel' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor()
  const longTasks = await watchPage(page)
  await longTasks()

  /** Does something, waits for its end, and says how long it took and how long the page could not be used. */
  async function step(name: string, act: () => Promise<unknown>, end: () => Promise<unknown>) {
    const from = performance.now()
    await act()
    await end()
    has(`${name}.time`, (performance.now() - from) / 1000, 's')
    const { now, tasks } = await longTasks()
    const longest = tasks.toSorted((a, b) => b.duration - a.duration)[0]
    const when = longest ? `, the longest ${((now - longest.start) / 1000).toFixed(1)} s before the end` : ''
    has(`${name}.longest-task`, longest?.duration ?? 0, 'ms', `${tasks.length} of over 50 ms${when}`, 50)
    has(`${name}.tab-memory`, peakOfTab(), 'MB', 'most so far, workers included')
    has(`${name}.server-memory`, peakOf(server.pid), 'MB', 'most so far')
  }
  const check = () => page.getByRole('button', { name: 'Check file' }).click()
  const checked = () => page.getByRole('heading', { name: 'What would happen' }).waitFor(patience)

  await step(
    'read',
    () => page.locator('input[type=file]').setInputFiles(file),
    () => page.getByRole('region', { name: 'customers.csv' }).waitFor(patience),
  )
  await step('dry-run', check, checked)
  const table = page.getByRole('table')
  await expect(table).toBeVisible()
  await step(
    'error-file',
    () => Promise.resolve(),
    async () => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save error file' }).click()
      const lines =
        readFileSync(await (await download).path(), 'utf8')
          .trimEnd()
          .split('\r\n').length - 1
      if (lines !== Math.floor(count / 100)) throw new Error(`the error file has ${lines} rows`)
    },
  )
  // Stopped in the middle, and begun again: what has arrived is found.
  await step(
    'stopped',
    async () => {
      await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click()
      await expect(page.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0', patience)
      await page.getByRole('button', { name: 'Stop', exact: true }).click()
    },
    () => page.getByRole('heading', { name: 'Import stopped' }).waitFor(patience),
  )
  await page.getByRole('button', { name: 'Back to files' }).click()
  await step('dry-run-again', check, checked)
  await step(
    'import',
    () => page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click(),
    () => page.getByRole('heading', { name: 'Imported' }).waitFor(patience),
  )
  printReport(results, {
    bench: 'import',
    quick: count < 100_000,
    seconds: (performance.now() - started) / 1000,
    browser: profile.browser,
  })
} finally {
  await profile.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
