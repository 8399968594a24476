/** The same customers on a page that is nothing but Dexie and plain rows. */
import path from 'node:path'
import { build } from 'vite'
import type { InlineConfig } from 'vite'
// @ts-expect-error -- a script without types
import { rendererConfig } from '../../../scripts/vite-renderer.mjs'
import type { Profile } from '../sync/browser.ts'
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import type { DexieBench } from './page/dexie.ts'

/** Beside the app, into the same folder. */
export async function buildDexiePage(web: string): Promise<void> {
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

export async function plainDexie(
  profile: Profile,
  url: string,
  customers: readonly object[],
  rounds: number,
): Promise<Result[]> {
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
