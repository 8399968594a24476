/**
 * Builds everything that runs from `out/`: the renderer, its service worker, Electron's main process and its
 * preload. The server needs no build: it runs from source.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { root, sourceFingerprint, stampFile } from './source-fingerprint.mjs'
import { rendererConfig } from './vite-renderer.mjs'

const out = path.join(root, 'out')

/** A bundle for Electron: one file, with every package inside it. */
const electronBundle = (name, input, format) => ({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: path.join(out, name),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: path.join(root, input),
      external: ['electron', /^node:/, ...builtinModules],
      output: {
        format,
        codeSplitting: false,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
      },
    },
  },
})

/** Every file of the renderer with its content's hash: names that hold a hash already need no revision. */
async function precacheList(folder) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map') && entry.name !== 'service-worker.js')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    files.map(async (file) => ({
      url: path.relative(folder, file).split(path.sep).join('/'),
      revision: createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
        .slice(0, 20),
    })),
  )
}

async function buildServiceWorker() {
  const folder = path.join(out, 'renderer')
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    define: { PRECACHE_LIST: JSON.stringify(await precacheList(folder)) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'baseline-widely-available',
      rolldownOptions: {
        input: path.join(root, 'renderer/service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  })
}

/** Electron's main process and preload. */
export const buildDesktop = () =>
  Promise.all([
    build(electronBundle('main', 'main/main.ts', 'es')),
    build(electronBundle('preload', 'main/preload.ts', 'cjs')),
  ])

/** Builds all parts and stamps the result with the sources it was made from. */
export async function buildAll() {
  const started = performance.now()
  const fingerprint = await sourceFingerprint()
  await rm(stampFile, { force: true })
  await Promise.all([build({ ...rendererConfig, logLevel: 'warn' }).then(buildServiceWorker), buildDesktop()])
  await mkdir(out, { recursive: true })
  await writeFile(stampFile, fingerprint)
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildAll()
