/** What a schedule tells in the end: what was wrong, what happened, and how often. */
export interface ScheduleResult {
  seed: number
  findings: string[]
  /** What happened, one line each. */
  trace: string[]
  counts: Record<string, number>
}

/** Findings beyond these tell nothing new. */
const mostFindings = 20

export function createReport(seed: number) {
  const result: ScheduleResult = { seed, findings: [], trace: [], counts: {} }
  return {
    result,
    finding: (text: string): void => {
      const { findings, trace } = result
      if (findings.length < mostFindings) findings.push(`after step ${trace.length}: ${text}`)
    },
    count: (what: string): void => {
      result.counts[what] = (result.counts[what] ?? 0) + 1
    },
  }
}
