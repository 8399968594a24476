/**
 * `npm run bench:sync [-- --quick]`: the speed of sync, each figure beside what it is measured against. The
 * last line is one JSON object. `--quick` measures the same at a smaller size within a minute.
 */
import { measureFanOut } from './fan-out.ts'
import { measureFirstSync } from './first-sync.ts'
import { measureIdleDevices } from './idle-devices.ts'
import { measurePull } from './pull.ts'
import { measurePush } from './push.ts'
import { printReport } from './report.ts'

const sizes = {
  full: {
    firstSync: { documents: 50_000, rounds: 3, reopenings: 5 },
    fanOut: { devices: 200, edits: 200, pause: 250 },
    push: { embedded: 30_000, couch: 5_000, rounds: 3 },
    pull: { large: 100_000, pulls: 500 },
    idle: { devices: 2_000, seconds: 40 },
  },
  quick: {
    firstSync: { documents: 8_000, rounds: 1, reopenings: 2 },
    fanOut: { devices: 50, edits: 12, pause: 100 },
    push: { embedded: 2_000, couch: 500, rounds: 1 },
    pull: { large: 20_000, pulls: 200 },
    idle: { devices: 300, seconds: 20 },
  },
}

const quick = process.argv.includes('--quick')
const size = sizes[quick ? 'quick' : 'full']
const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)

say(`first sync and reopening, ${size.firstSync.documents} documents`)
const { results: firstSync, browser } = await measureFirstSync(size.firstSync)
// Idle devices cost next to nothing: they are watched while the rest is measured.
say(`${size.idle.devices} idle devices`)
const idle = measureIdleDevices(size.idle)
if (!quick) await idle
say(`edit to visible, ${size.fanOut.devices} devices`)
const fanOut = await measureFanOut(size.fanOut)
say('push')
const push = await measurePush(size.push)
say('pull')
const pull = await measurePull(size.pull)
printReport([...firstSync, ...fanOut, ...(await idle), ...push, ...pull], {
  quick,
  browser,
  seconds: (performance.now() - started) / 1000,
})
