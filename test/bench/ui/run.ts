/**
 * `npm run bench:ui [-- --quick]`: the speed of the screens over a full book, in Chromium, with the app as it is
 * built and a server beside it. The last line is one JSON object. `--quick` takes a fifth of the documents.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServerProcess } from '../../support/server-process.ts'
import { openProfile } from '../sync/browser.ts'
import { buildApp, buildPages } from '../sync/build-pages.ts'
import { createCompany, fillAll, openFolder } from '../sync/company.ts'
import { printReport, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { makeBook } from './book.ts'
import { coldStarts } from './cold-starts.ts'
import { fillDevice } from './fill-device.ts'
import { buildDexiePage, plainDexie } from './plain-dexie.ts'
import { screens } from './screens.ts'

const quick = process.argv.includes('--quick')
const { documents, rounds, warm } = quick
  ? { documents: 10_000, rounds: 3, warm: 6_000 }
  : { documents: 50_000, rounds: 7, warm: 15_000 }
const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)

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
  await buildDexiePage(web)
  const server = await startServerProcess({ dataFolder: data, environment: { SATCHEL_WEB: web } })
  const profile = await openProfile()
  const { url } = server
  try {
    say('first sync')
    await fillDevice(profile, url, admin.email, documents)
    say('cold starts')
    const cold = await coldStarts({ profile, url, personId: admin.id, web, rounds })
    const open = await screens({ profile, url, rounds, warm, say })
    say('a plain Dexie page')
    const customers = book.find(([name]) => name === 'customers')?.[1] ?? []
    const plain = await plainDexie(profile, url, customers, rounds)
    return { results: withRatios([...cold, ...open, ...plain]), browser: profile.browser }
  } finally {
    await profile.close()
    await server.stop()
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
