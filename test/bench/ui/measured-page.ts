/** A page with the measures installed, as the benchmark drives it. */
import type { Page } from '@playwright/test'
import { percentile } from '../sync/report.ts'
import { installMeasures } from './in-page.ts'
import type { Measures } from './in-page.ts'

type Asked = { [Name in keyof Measures]: Measures[Name] extends (...args: infer A) => unknown ? A : never }
type Answered = {
  [Name in keyof Measures]: Measures[Name] extends (...args: never[]) => infer R ? Awaited<R> : never
}

export interface MeasuredPage {
  page: Page
  /** Calls one of the measures inside the page. */
  ask: <Name extends keyof Measures>(name: Name, ...args: Asked[Name]) => Promise<Answered[Name]>
}

export async function measuredPage(page: Page): Promise<MeasuredPage> {
  await page.evaluate(installMeasures)
  return {
    page,
    ask: <Name extends keyof Measures>(name: Name, ...args: Asked[Name]) =>
      page.evaluate(
        ([called, given]) => {
          const { measures } = window as unknown as {
            measures: Record<string, (...all: unknown[]) => unknown>
          }
          return measures[called]?.(...given)
        },
        [name, args as unknown[]] as const,
      ) as Promise<Answered[Name]>,
  }
}

/** The first row of this list and no other, with its link. */
export const rowOf = (list: string) => `main tr[aria-rowindex="2"]:not([aria-busy]) a[href*="#/${list}/"]`

/** A part that fails leaves its figures unmeasured, and the others are there all the same. */
export async function attempt(part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(`  ${part} could not be measured: ${String(error).slice(0, 300)}`)
  }
}

/** For people: where half of the times lie, and nearly all. */
export const spread = (values: readonly number[]): string =>
  `p50 ${percentile(values, 50).toFixed(0)}, p95 ${percentile(values, 95).toFixed(0)} ms of ${values.length}`
