/**
 * What a benchmark prints: a table for people, and as the last line one JSON object with every figure. A
 * figure with a target is `ok` when it reaches it; one without is there to be known, and always `ok`.
 */
import os from 'node:os'

export interface Result {
  name: string
  value: number
  unit: string
  target: number | null
  better: 'higher' | 'lower'
  ok: boolean
  /** What the value was made from, for people. */
  note: string
}

/** The figure with its verdict; a value that could not be measured is NaN and never ok. */
export function result(
  name: string,
  value: number,
  unit: string,
  { target, better, note = '' }: { target?: number; better: Result['better']; note?: string },
): Result {
  const measured = Number.isFinite(value)
  const reached = target === undefined || (better === 'higher' ? value >= target : value <= target)
  return { name, value: rounded(value), unit, target: target ?? null, better, ok: measured && reached, note }
}

const rounded = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))

export const median = (values: readonly number[]) => percentile(values, 50)

/** Nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

export function printReport(
  results: readonly Result[],
  {
    bench = 'sync',
    quick,
    seconds,
    browser,
  }: { bench?: string; quick: boolean; seconds: number; browser: string },
): void {
  const target = ({ target, better, unit }: Result) =>
    target === null ? '' : `${better === 'higher' ? '≥' : '≤'} ${target} ${unit}`
  const lines = results.map((each) => [
    each.name,
    `${each.value} ${each.unit}`,
    target(each),
    each.target === null ? '' : each.ok ? 'ok' : 'MISSED',
    each.note,
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  console.log()
  for (const line of lines) console.log(line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  console.log()
  const machine = {
    cores: os.cpus().length,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.platform()} ${os.arch()}`,
    node: process.version,
    browser,
    loadAtEnd: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
  }
  console.log(
    JSON.stringify({
      bench,
      quick,
      seconds: Math.round(seconds),
      machine,
      // The notes are for people.
      results: results.map((each) => ({ ...each, note: undefined })),
    }),
  )
}
