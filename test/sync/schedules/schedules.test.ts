/**
 * Random schedules of real devices and the real server. `npm run test:sync -- --schedules N --seed S` runs
 * more of them, or one again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLanes } from './lanes.ts'
import type { Lanes } from './lanes.ts'
import { tellOf } from './tell.ts'

const schedules = 50
const firstSeed = 1
const rules = '[V1] [V3] [V4] [P2] [P5] [P6] [C1] [D2] [D3] [D4]'

let lanes: Lanes
beforeAll(() => {
  lanes = startLanes(2)
})
afterAll(async () => {
  await lanes.stop()
})

// What a schedule checks does not depend on time: the limit only ends what hangs.
test.concurrent.each(Array.from({ length: schedules }, (_, index) => firstSeed + index))(
  `${rules} schedule %i loses nothing, shows nothing that is not allowed and ends alike everywhere`,
  { timeout: 600_000 },
  async (seed) => {
    const result = await lanes.run(seed)
    expect(result.findings, tellOf(result)).toEqual([])
  },
)
