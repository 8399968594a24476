/** A failed schedule in words: what was found, what happened last, and how to see it again. */
import type { ScheduleResult } from './report.ts'

const longestTrace = 40

export function tellOf({ seed, findings, trace }: ScheduleResult): string {
  const from = Math.max(0, trace.length - longestTrace)
  return [
    `Schedule with seed ${seed} failed; again: npm run test:sync -- --schedules 1 --seed ${seed}`,
    ...findings.map((finding) => `  found ${finding}`),
    ...trace.slice(from).map((line, index) => `  ${from + index + 1}. ${line}`),
  ].join('\n')
}
