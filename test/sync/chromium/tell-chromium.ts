/** A failed schedule of browsers in words: what was found, everything that happened, and how to see it again. */
import type { ScheduleResult } from '../schedules/report.ts'
import type { ChromiumScheduleOptions } from './run-chromium-schedule.ts'

export function tellOfChromium(
  { seed, findings, trace }: ScheduleResult,
  { steps, devices }: ChromiumScheduleOptions,
): string {
  const again = `npm run test:sync -- --chromium --schedules 1 --seed ${seed} --steps ${steps} --devices ${devices}`
  return [
    `Schedule with seed ${seed} failed; again: ${again}`,
    ...findings.map((finding) => `  found ${finding}`),
    ...trace.map((line, index) => `  ${index + 1}. ${line}`),
  ].join('\n')
}
