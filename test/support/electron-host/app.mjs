/** `app`: life cycle, paths, and the lock that lets only one instance run in a data folder. */
import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { launchChromium } from './chromium.mjs'
import { debug, host } from './host.mjs'
import { chromiumProxyFlags, startSchemeProxy } from './scheme-proxy.mjs'
import { allows, state } from './state.mjs'
import { followTargets } from './web-contents.mjs'

const isReady = Promise.withResolvers()
const appSwitches = new Map()
let exiting = false

const userData = () =>
  host.switches.get('user-data-dir') ||
  path.join(process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), app.name)

const folders = {
  userData,
  home: os.homedir,
  temp: os.tmpdir,
  exe: () => host.executable,
  downloads: () => path.join(os.homedir(), 'Downloads'),
  logs: () => path.join(userData(), 'logs'),
}

export const app = Object.assign(new EventEmitter(), {
  name: host.package.productName ?? host.package.name,
  isPackaged: host.packaged,
  commandLine: { appendSwitch: (name, value = '') => appSwitches.set(name, value) },

  getName: () => app.name,
  getVersion: () => host.package.version,
  getAppPath: () => host.folder,
  getPath(name) {
    if (!folders[name]) throw new Error(`Failed to get '${name}' path`)
    return folders[name]()
  },
  isReady: () => state.ready,
  whenReady: () => isReady.promise,

  setAsDefaultProtocolClient: () => true,
  requestSingleInstanceLock: () => lock(userData()),

  quit() {
    if (state.quitting) return
    state.quitting = allows(app, 'before-quit')
    if (!state.quitting) return
    for (const window of state.windows.values()) window.close()
    void quitWhenClosed()
  },
  exit(code = 0) {
    if (exiting) return
    exiting = true
    app.emit('quit', {}, code)
    const end = () => process.exit(code)
    if (!state.chromium) end()
    state.chromium.root.once('exit', end)
    state.chromium.send('Browser.close').catch(() => {})
    setTimeout(end, 4000)
  },

  /** Not Electron's: what happens between the main script's first pass and `ready`. */
  async startHost() {
    if (exiting) return
    await startSchemeProxy()
    const switches = [...appSwitches]
      .filter(([name]) => !['disable-features', 'enable-features'].includes(name))
      .map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`))
    state.chromium = launchChromium({
      profile: path.join(userData(), 'chromium'),
      args: [...switches, ...chromiumProxyFlags()],
      debuggingPort: host.switches.get('remote-debugging-port'),
      // "DevTools listening on ws://…" is what Playwright waits for.
      onLine: (line) =>
        line.startsWith('DevTools listening') ? console.error(line) : debug('chromium:', line),
    })
    state.chromium.root.on('exit', () => {
      if (exiting) return
      console.error('[electron-host] Chromium went away')
      process.exit(1)
    })
    await followTargets()
    const { product } = await state.chromium.send('Browser.getVersion')
    process.versions.chrome = product.split('/')[1]
    state.ready = true
    isReady.resolve()
    app.emit('ready', {}, {})
  },
})

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.quit())
process.on('exit', () => state.chromium?.child.kill('SIGKILL'))

/** A window that stays open, or a handler of will-quit, keeps the app running. */
async function quitWhenClosed() {
  for (let i = 0; i < 200 && state.windows.size > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  state.quitting = state.windows.size === 0 && allows(app, 'will-quit')
  if (state.quitting) app.exit(0)
}

/** The first instance holds a file with its process id; a later one leaves its command line beside it. */
function lock(folder) {
  const file = path.join(folder, 'host-lock')
  fs.mkdirSync(folder, { recursive: true })
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      process.on('exit', () => fs.rmSync(file, { force: true }))
      break
    } catch {
      const owner = Number(fs.readFileSync(file, 'utf8'))
      if (owner === process.pid) return true
      if (isRunning(owner)) {
        const message = path.join(folder, `host-second-${process.pid}.json`)
        fs.writeFileSync(`${message}.next`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
        fs.renameSync(`${message}.next`, message)
        return false
      }
      fs.rmSync(file, { force: true })
    }
  }
  const watcher = fs.watch(folder, (_type, name) => {
    const message = path.join(folder, name ?? '')
    if (!/^host-second-\d+\.json$/.test(name ?? '') || !fs.existsSync(message)) return
    const { argv, cwd } = JSON.parse(fs.readFileSync(message, 'utf8'))
    fs.rmSync(message)
    app.emit('second-instance', {}, argv, cwd)
  })
  watcher.unref()
  return true
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
