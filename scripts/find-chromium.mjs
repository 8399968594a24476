/** Where a Chromium for the browser tests is, on any of the systems they run on. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** `setup.mjs` writes here where the last resort, a Chromium from npm, was unpacked. */
export const chromiumNote = path.resolve(import.meta.dirname, '../node_modules/.satchel-chromium')

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => [
    `${process.env[name]}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env[name]}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]),
]

/** The executable, or undefined. `SATCHEL_CHROMIUM` wins; then the system's, then Playwright's own download. */
export function findChromium() {
  const given = process.env.SATCHEL_CHROMIUM
  if (given) return fs.existsSync(given) ? given : undefined
  return places.find((file) => fs.existsSync(file)) ?? playwrightChromium() ?? notedChromium()
}

function playwrightChromium() {
  try {
    const file = createRequire(import.meta.url)('@playwright/test').chromium.executablePath()
    return fs.existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

function notedChromium() {
  if (!fs.existsSync(chromiumNote)) return undefined
  const file = fs.readFileSync(chromiumNote, 'utf8')
  return fs.existsSync(file) ? file : undefined
}

/** What a test's Chromium is started with; root has no sandbox to start one in. */
export const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
