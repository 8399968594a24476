/** What the command line and the folder around the executable say: which app to run, and how. */
import fs from 'node:fs'
import path from 'node:path'
import { unpackAsar } from './asar.mjs'

const here = import.meta.dirname
const executable = process.env.ELECTRON_HOST_EXECUTABLE ?? path.join(here, 'electron')
const resources = path.join(path.dirname(path.resolve(executable)), 'resources')
const archive = path.join(resources, 'app.asar')
const packaged = fs.existsSync(archive)

/** `-r file` modules (Playwright brings one), `--switches`, and the app: the first other word. */
function parse(words) {
  const switches = new Map()
  const modules = []
  let entry
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (entry === undefined && (word === '-r' || word === '--require')) modules.push(words[++i])
    else if (word.startsWith('--')) {
      const [name, ...value] = word.slice(2).split('=')
      switches.set(name, value.join('='))
    } else entry ??= word
  }
  return { switches, modules, entry }
}

const words = process.argv.slice(2)
const { switches, modules, entry } = parse(words)
const folder = packaged ? unpackAsar(archive) : path.resolve(entry ?? '.')

export const host = {
  executable,
  resources,
  packaged,
  switches,
  modules,
  words,
  version: fs.readFileSync(path.join(here, 'version'), 'utf8').trim(),
  folder,
  package: JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
}

/** Chatter of the host and of Chromium, for whoever works on this host. */
export const debug = process.env.ELECTRON_HOST_DEBUG
  ? (...words) => console.error('[host]', ...words)
  : () => {}
