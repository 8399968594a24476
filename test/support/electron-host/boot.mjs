/** What the Electron executable does between its command line and the app's main script. */
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { host } from './host.mjs'

const require = createRequire(import.meta.url)
const electronModule = pathToFileURL(path.join(import.meta.dirname, 'electron.mjs')).href
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: electronModule, format: 'module', shortCircuit: true }
      : next(specifier, context),
})

Object.defineProperty(process, 'versions', {
  value: { ...process.versions, electron: host.version, chrome: '0.0.0.0' },
  configurable: true,
  enumerable: true,
})
Object.assign(process, { type: 'browser', resourcesPath: host.resources })
if (!host.packaged) process.defaultApp = true

console.error(`[electron-host ${host.version}] not Electron: Node ${process.version} and a headless Chromium`)
// Prints "Debugger listening on ws://…", which Playwright waits for.
if (host.switches.has('inspect')) inspector.open(Number(host.switches.get('inspect')), '127.0.0.1')

const { app } = await import('./electron.mjs')
// Playwright's module cuts its own words out of argv, so it gets them all; the app sees what is left.
process.argv = [host.executable, ...host.words]
for (const module of host.modules) require(path.resolve(module))

try {
  await import(pathToFileURL(path.join(host.folder, host.package.main)).href)
} catch (error) {
  console.error('App threw an error during load\n', error)
  process.exit(1)
}
await app.startHost()
