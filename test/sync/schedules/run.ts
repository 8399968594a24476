/**
 * `npm run test:sync -- --schedules N --seed S`: N random schedules, with the seeds from S on; in real browsers
 * with `--chromium`.
 */
import { parseArgs } from 'node:util'
import { startLanes } from './lanes.ts'
import { tellOf } from './tell.ts'

const { values } = parseArgs({
  options: {
    /** 1,000, and 25 in browsers. */
    schedules: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Schedules beside each other. */
    lanes: { type: 'string', default: '2' },
    /** A mistake of `mutations.ts` that has to be found, or `all`. */
    mutation: { type: 'string' },
    /** Goes on after a failed one. */
    'keep-going': { type: 'boolean', default: false },
    /** Devices in Chromium on IndexedDB and a server process that is killed; after `npm run build`. */
    chromium: { type: 'boolean', default: false },
    /** In browsers: things that happen in each, and browsers. */
    steps: { type: 'string', default: '80' },
    devices: { type: 'string', default: '4' },
  },
})
const first = Number(values.seed)
if (values.chromium) {
  const { runManyInChromium } = await import('../chromium/run-many.ts')
  const failures = await runManyInChromium({
    schedules: Number(values.schedules ?? '25'),
    firstSeed: first,
    keepGoing: values['keep-going'],
    steps: Number(values.steps),
    devices: Number(values.devices),
  })
  process.exit(failures > 0 ? 1 : 0)
}
if (values.mutation !== undefined) {
  const { tryMutations } = await import('./try-mutations.ts')
  const isAll = values.mutation === 'all'
  process.exit((await tryMutations(isAll ? undefined : values.mutation, first)) ? 0 : 1)
}
const schedules = Number(values.schedules ?? '1000')
const lanes = startLanes(Math.min(Number(values.lanes), schedules))
const began = performance.now()
const totals: Record<string, number> = {}
let [done, failed] = [0, 0]
const rate = () => Number(((done / (performance.now() - began)) * 1000).toFixed(2))

async function one(seed: number) {
  if (failed > 0 && !values['keep-going']) return
  const result = await lanes.run(seed)
  for (const [name, count] of Object.entries(result.counts)) totals[name] = (totals[name] ?? 0) + count
  done++
  if (result.findings.length > 0) {
    failed++
    console.log(tellOf(result))
  } else if (done % 25 === 0) console.log(`${done} schedules, ${rate()} a second`)
}

await Promise.all(Array.from({ length: schedules }, (_, index) => one(first + index)))
await lanes.stop()
const seconds = Math.round((performance.now() - began) / 1000)
console.log(JSON.stringify({ schedules: done, firstSeed: first, failed, seconds, perSecond: rate(), totals }))
process.exitCode = failed > 0 ? 1 : 0
