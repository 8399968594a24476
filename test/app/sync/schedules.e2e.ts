/**
 * A few random schedules in real browsers with a server that is killed; more of them by
 * `npm run test:sync -- --chromium`. A failure prints its seed.
 */
import { expect, test } from '@playwright/test'
import { runChromiumSchedule } from '../../sync/chromium/run-chromium-schedule.ts'
import { withLongTests } from '../../support/long-tests.ts'
import { tellOfChromium } from '../../sync/chromium/tell-chromium.ts'

// Each of them starts four browsers.
test.describe.configure({ mode: 'serial' })

test.skip(!withLongTests, 'runs with npm test -- --long')

for (const seed of [2, 4])
  test(`[P5] [P6] [V3] [V4] [D2] [D4] schedule ${seed}: browsers and the server are killed, nothing is lost and nothing is left over`, async () => {
    test.setTimeout(120_000)
    const options = { steps: 40, devices: 4 }
    const result = await runChromiumSchedule(seed, options)
    expect(result.findings, tellOfChromium(result, options)).toEqual([])
  })
