/** What check and repair found, in words. */
import { plural, t } from '@lingui/core/macro'
import type { RepairOutcome } from '../../data/index.ts'
import { formatNumber } from '../../ui/format.ts'
import { messageOf, remedyFor } from '../../words/say.ts'

/** One sentence or two about one collection. */
export function outcomeWords(outcome: RepairOutcome): string {
  if (!outcome.ok)
    return t`Not checked. ${{ problem: messageOf(outcome.error) }} ${{ remedy: remedyFor(outcome.error) }}`
  const { checked, fetched, replaced, removed, unsent } = outcome
  const found = [
    fetched > 0 &&
      plural(fetched, {
        one: '# record was missing and fetched',
        other: '# records were missing and fetched',
      }),
    replaced > 0 &&
      plural(replaced, {
        one: '# record was out of date and fetched',
        other: '# records were out of date and fetched',
      }),
    removed > 0 &&
      plural(removed, {
        one: '# record not yours or gone and removed',
        other: '# records not yours or gone and removed',
      }),
    unsent > 0 &&
      plural(unsent, {
        one: '# record changed on both sides and left to your changes that wait',
        other: '# records changed on both sides and left to your changes that wait',
      }),
  ].filter((sentence) => sentence !== false)
  const all = plural(checked, { one: '# record compared', other: '# records compared' })
  return found.length > 0 ? `${all}: ${found.join('; ')}.` : t`${all}, nothing differs.`
}

/** About all of them; undefined while nothing has an outcome. */
export function repairSummary(outcomes: readonly RepairOutcome[]): string | undefined {
  if (outcomes.length === 0) return undefined
  const failed = outcomes.filter(({ ok }) => !ok).length
  const healed = outcomes.reduce(
    (sum, each) => sum + (each.ok ? each.fetched + each.replaced + each.removed : 0),
    0,
  )
  const first =
    healed === 0
      ? failed === outcomes.length
        ? t`Nothing could be checked.`
        : t`Nothing differed from the office.`
      : plural(healed, { one: '# record put right.', other: '# records put right.' })
  return failed > 0 && failed < outcomes.length
    ? `${first} ${t`${{ failed: formatNumber(failed) }} of ${{ all: formatNumber(outcomes.length) }} kinds could not be checked.`}`
    : first
}
