/**
 * Random schedules of real devices and the real server. `npm run test:sync -- --schedules N --seed S` runs
 * more of them, or one again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLanes } from './device-hosts.ts'
import { runSchedule } from './run-schedule.ts'
import { tellOf } from './tell.ts'

const schedules = 50
const firstSeed = 1

let lanes: Awaited<ReturnType<typeof startLanes>>
beforeAll(async () => {
  lanes = await startLanes(2)
})
afterAll(async () => {
  await lanes.stop()
})

const rules = '[V1] [V3] [V4] [P2] [P6] [C1] [D2] [D3] [D4]'

test.concurrent.each(Array.from({ length: schedules }, (_, index) => firstSeed + index))(
  `${rules} schedule %i loses nothing, shows nothing that is not allowed and ends alike everywhere`,
  { timeout: 300_000 },
  async (seed) => {
    const result = await lanes.run((hosts) => runSchedule(seed, hosts))
    expect(result.findings, tellOf(result)).toEqual([])
  },
)
