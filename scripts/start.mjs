/**
 * `npm start`: builds what changed, starts the sync server on its data folder and opens the desktop app, or says
 * where the same app runs in a browser. The last line of a successful start is `ready http://127.0.0.1:<port>`.
 *
 *   PORT               4980
 *   SATCHEL_DATA       ./data, kept between runs
 *   SATCHEL_DEMO=0     an empty company instead of the demo one
 *   SATCHEL_HEADLESS=1 no window
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '..')
const port = Number(process.env.PORT || 4980)
const dataFolder = path.resolve(root, process.env.SATCHEL_DATA || './data')
const hadData = fs.existsSync(path.join(dataFolder, 'satchel.sqlite'))
const demoNote = path.join(dataFolder, 'demo-company')
const demoAccounts = ['admin', 'rep.north', 'rep.south', 'lead.north', 'support']

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail(`PORT=${process.env.PORT} is not a port number.`)
if (port > 0 && (await isTaken(port)))
  fail(`Port ${port} is in use. Stop what runs there, or choose another one: PORT=${port + 1} npm start`)

const children = new Set()
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))

const { isBuilt } = await import('./source-fingerprint.mjs')
if (!(await isBuilt())) {
  console.log('building …')
  await build()
}

const address = await startServer()
if (await hasDemo(address)) {
  console.log('Demo accounts, all with the password satchel-demo:')
  for (const name of demoAccounts) console.log(`  ${name}@demo.example`)
}
const whyNoWindow = openWindow(address)
if (whyNoWindow) console.log(`${whyNoWindow} Satchel runs in your browser at ${address}`)
console.log(`ready ${address}`)

/** In a process of its own: the bundler sets NODE_ENV, which means something else to the server. */
async function build() {
  const child = start(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  // Ctrl-C during the build: nothing more is started, `stop` ends the process.
  if (stopping) await new Promise(() => {})
  if (code !== 0) fail('The build failed; what it printed says why.')
}

/** Starts the server as a child and answers its address once it listens. */
function startServer() {
  const child = start(process.execPath, [path.join(root, 'sync-server/server.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      // Killed outright, this process can end nobody: the server sees the pipe close and ends by itself.
      SATCHEL_ENDS_WITH_INPUT: '1',
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, ready] = /^ready (http\S+)/.exec(line) ?? []
      if (ready) resolve(ready)
      else console.log(line)
    })
    child.on('exit', (code, signal) => {
      if (stopping) return
      console.error(`\nThe sync server stopped (${signal ?? `exit code ${code}`}); what it printed says why.`)
      void stop(1)
    })
  })
}

/** Opens the desktop app; answers why not where it cannot. */
function openWindow(server) {
  if (process.env.SATCHEL_HEADLESS === '1') return 'SATCHEL_HEADLESS=1: no window.'
  if (!fs.existsSync(path.join(root, 'node_modules/electron/path.txt')))
    return "Electron's executable could not be fetched: no window."
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'There is no display: no window.'

  const { ELECTRON_RUN_AS_NODE: _unwanted, ...environment } = process.env
  const executable = createRequire(import.meta.url)('electron')
  const child = start(executable, [root], {
    env: { ...environment, SATCHEL_SERVER: server },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child.on('exit', (code) => {
    if (stopping) return
    if (code === 0) void stop(0)
    else
      console.log(`The desktop app ended (exit code ${code}). Satchel goes on in your browser at ${server}`)
  })
  return undefined
}

/**
 * A child that is ended together with this process. It has a group of its own, so that Ctrl-C reaches it once,
 * through `stop`: the server takes a second signal for impatience. Windows would open a console for that.
 */
function start(command, words, options) {
  const child = spawn(command, words, { cwd: root, detached: process.platform !== 'win32', ...options })
  children.add(child)
  child.on('error', (error) => console.error(`${path.basename(command)} did not start: ${error.message}`))
  child.on('close', () => children.delete(child))
  return child
}

/** Ends everything, with time for the server to finish what it is writing. */
async function stop(code) {
  if (stopping) return
  stopping = true
  const ended = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)))
  for (const child of children) child.kill('SIGTERM')
  const deadline = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL')
  }, 10_000)
  await Promise.all(ended)
  clearTimeout(deadline)
  process.exit(code)
}

/**
 * The demo company is made only in an empty data folder; a note beside the data remembers that it was, so that
 * nobody is shown accounts that a company of their own does not have.
 */
async function hasDemo(server) {
  if (fs.existsSync(demoNote)) return true
  if (hadData || process.env.SATCHEL_DEMO === '0' || process.env.NODE_ENV === 'production') return false
  const { needsSetup } = await (await fetch(`${server}/api/v1/setup`)).json()
  if (!needsSetup && fs.existsSync(dataFolder)) fs.writeFileSync(demoNote, '')
  return !needsSetup
}

function isTaken(wanted) {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', (error) => resolve(error.code === 'EADDRINUSE'))
    probe.listen(wanted, process.env.HOST || '127.0.0.1', () => probe.close(() => resolve(false)))
  })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
