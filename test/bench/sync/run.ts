/**
 * `npm run bench:sync [-- --quick] [--only push,pull]`: the speed of sync, each figure beside what it is
 * measured against. The last line is one JSON object. `--quick` measures the same at a smaller size within a
 * minute; `--only` measures the named parts alone.
 */
import { parseArgs } from 'node:util'
import { measureAccessChange } from './access-change.ts'
import { measureFanOut } from './fan-out.ts'
import { measureFirstSync } from './first-sync.ts'
import { measureIdleDevices } from './idle-devices.ts'
import { measurePull } from './pull.ts'
import { measurePush } from './push.ts'
import { printReport } from './report.ts'
import type { Result } from './report.ts'

const sizes = {
  full: {
    firstSync: { documents: 50_000, rounds: 3, reopenings: 5 },
    fanOut: { devices: 200, edits: 200, pause: 250 },
    access: { reassignments: 40, moves: 10, sessions: 9 },
    push: { embedded: 50_000, couch: 10_000, rounds: 7 },
    pull: { large: 100_000, pulls: 500 },
    idle: { devices: 2_000, seconds: 40 },
  },
  quick: {
    firstSync: { documents: 8_000, rounds: 1, reopenings: 2 },
    fanOut: { devices: 50, edits: 12, pause: 100 },
    access: { reassignments: 8, moves: 2, sessions: 2 },
    push: { embedded: 2_000, couch: 500, rounds: 1 },
    pull: { large: 20_000, pulls: 200 },
    idle: { devices: 300, seconds: 20 },
  },
}

const partNames = ['first-sync', 'idle', 'fan-out', 'access', 'push', 'pull'] as const

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const { quick } = asked
const size = sizes[quick ? 'quick' : 'full']
const only = asked.only?.split(',')
const unknown = only?.find((name) => !partNames.some((known) => known === name))
if (unknown !== undefined) throw new Error(`--only ${unknown}: the parts are ${partNames.join(', ')}`)

const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)
async function part(
  name: (typeof partNames)[number],
  title: string,
  measure: () => Promise<Result[]>,
): Promise<Result[]> {
  if (only && !only.includes(name)) return []
  say(title)
  return measure()
}

let browser = ''
const firstSync = await part(
  'first-sync',
  `first sync and reopening, ${size.firstSync.documents} documents`,
  async () => {
    const measured = await measureFirstSync(size.firstSync)
    browser = measured.browser
    return measured.results
  },
)
// Idle devices cost next to nothing: in a quick run they are watched while the rest is measured.
const idle = part('idle', `${size.idle.devices} idle devices`, () => measureIdleDevices(size.idle))
if (!quick) await idle
const fanOut = await part('fan-out', `edit to visible, ${size.fanOut.devices} devices`, () =>
  measureFanOut(size.fanOut),
)
const access = await part('access', 'changes of access', () => measureAccessChange(size.access))
const push = await part('push', 'push', () => measurePush(size.push))
const pull = await part('pull', 'pull', () => measurePull(size.pull))
printReport([...firstSync, ...fanOut, ...(await idle), ...access, ...push, ...pull], {
  quick,
  browser,
  seconds: (performance.now() - started) / 1000,
})
