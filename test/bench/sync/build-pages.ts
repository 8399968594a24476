/** Builds the app and the pages of the benchmark, as the product is built, into a folder. */
import path from 'node:path'
import { build } from 'vite'
import type { InlineConfig } from 'vite'
// @ts-expect-error -- a script without types
import { rendererConfig } from '../../../scripts/vite-renderer.mjs'

const shared = rendererConfig as InlineConfig
const pages = path.join(import.meta.dirname, 'page')

export async function buildApp(folder: string): Promise<void> {
  await build({
    ...shared,
    logLevel: 'warn',
    build: { ...shared.build, outDir: folder, emptyOutDir: true },
  })
}

/** `folder/<name>.html`, with the files they need. */
export async function buildPages(folder: string, names: readonly string[]): Promise<void> {
  await build({
    ...shared,
    root: pages,
    logLevel: 'warn',
    build: {
      ...shared.build,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: names.map((name) => path.join(pages, `${name}.html`)) },
    },
  })
}
