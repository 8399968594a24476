/**
 * Gets a fresh clone ready. Runs on whatever Node is there (20 is enough) and needs no package: it installs them.
 * What runs afterwards uses the Node that npm installed into node_modules, which npm puts first on PATH.
 *
 *   --electron   tries to fetch Electron's executable; without one the app runs in a browser
 *   --browser    makes sure that there is a Chromium for the browser tests
 */
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20)
  stop(
    `Satchel needs Node 20 or newer to set itself up; this is ${process.version}. Get it from https://nodejs.org.`,
  )

if (!isInstalled()) {
  console.log('installing packages …')
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' })
}

if (!nodeOfPackages() && major < 24)
  stop(
    `Satchel runs on Node 24, and npm has none for ${process.platform} ${process.arch}; this is ${process.version}. ` +
      'Install Node 24 from https://nodejs.org and run the command again.',
  )

if (process.argv.includes('--electron') && !fs.existsSync('node_modules/electron/path.txt')) {
  // Quietly: where it cannot be had, the command that follows says what happens instead.
  spawnSync(process.execPath, ['node_modules/electron/install.js'], { stdio: 'ignore', timeout: 300_000 })
}

if (process.argv.includes('--browser')) await ensureChromium()

/** Whether node_modules holds what the lockfile says; npm writes down what it installed. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(
    ([place, { version, optional, peer }]) =>
      place === '' || installed[place]?.version === version || (!installed[place] && (optional || peer)),
  )
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Optional packages are skipped without a word where they do not fit, so look. */
function nodeOfPackages() {
  return ['node', 'node.cmd'].some((name) => fs.existsSync(path.join('node_modules/.bin', name)))
}

async function ensureChromium() {
  const { chromiumNote, findChromium } = await import('./find-chromium.mjs')
  if (findChromium()) return
  if (isDebianRoot()) {
    console.log('installing Chromium for the browser tests …')
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    const apt = (...words) => spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=600', ...words], options)
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium')
    if (findChromium()) return
  }
  console.log('fetching Chromium for the browser tests …')
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 300_000,
  })
  if (findChromium()) return
  if (process.platform === 'linux' && process.arch === 'x64') {
    npm(['install', '--no-save', '--no-audit', '--no-fund', '@sparticuz/chromium'], { stdio: 'ignore' })
    const { default: packed } = await import('@sparticuz/chromium')
    fs.writeFileSync(chromiumNote, await packed.executablePath())
    if (findChromium()) return
  }
  stop(
    'No Chromium for the browser tests. Install Chromium or Google Chrome, or set SATCHEL_CHROMIUM to one.',
  )
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid() === 0 && fs.existsSync('/etc/debian_version')
}

/** Through the npm that runs this, so that the same one is used on every system. */
function npm(words, options) {
  const script = process.env.npm_execpath
  try {
    if (script) execFileSync(process.execPath, [script, ...words], options)
    else execFileSync('npm', words, { ...options, shell: process.platform === 'win32' })
  } catch {
    stop(`npm ${words[0]} failed; what it printed says why.`)
  }
}

function stop(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}
