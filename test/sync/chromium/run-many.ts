/** `npm run test:sync -- --chromium`: schedules in real browsers, one after the other, since each fills the machine. */
import { runChromiumSchedule } from './run-chromium-schedule.ts'
import type { ChromiumScheduleOptions } from './run-chromium-schedule.ts'
import { tellOfChromium } from './tell-chromium.ts'

/** Resolves to the number of failed schedules; prints a line for each of them. */
export async function runManyInChromium(
  given: ChromiumScheduleOptions & { schedules: number; firstSeed: number; keepGoing: boolean },
): Promise<number> {
  const { schedules, firstSeed, keepGoing, ...options } = given
  const began = performance.now()
  const totals: Record<string, number> = {}
  let [done, failed] = [0, 0]
  for (let seed = firstSeed; seed < firstSeed + schedules && (failed === 0 || keepGoing); seed++) {
    const start = performance.now()
    const result = await runChromiumSchedule(seed, options)
    done++
    for (const [name, count] of Object.entries(result.counts)) totals[name] = (totals[name] ?? 0) + count
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (result.findings.length > 0) {
      failed++
      console.log(tellOfChromium(result, options))
    } else console.log(`schedule ${seed}: green in ${seconds} s`)
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(JSON.stringify({ schedules: done, firstSeed, failed, seconds, totals }))
  return failed
}
