/** What check and repair found, in words. */
import { t } from '@lingui/core/macro'
import { remedyOf } from '../../../shared/errors.ts'
import type { RepairOutcome } from '../../data/index.ts'
import { countOf, formatNumber } from '../../ui/format.ts'

/** One sentence or two about one collection. */
export function outcomeWords(outcome: RepairOutcome): string {
  if (!outcome.ok)
    return t`Not checked. ${{ message: outcome.error.message }} ${{ remedyOf: remedyOf(outcome.error.code) }}`
  const { checked, fetched, replaced, removed, unsent } = outcome
  const found = [
    ...(fetched > 0 ? [`${countOf(fetched, 'record was', 'records were')} missing and fetched`] : []),
    ...(replaced > 0 ? [`${countOf(replaced, 'record was', 'records were')} out of date and fetched`] : []),
    ...(removed > 0 ? [`${countOf(removed, 'record', 'records')} not yours or gone and removed`] : []),
    ...(unsent > 0
      ? [
          `${countOf(unsent, 'record changed', 'records changed')} on both sides and left to your changes that wait`,
        ]
      : []),
  ]
  const all = `${countOf(checked, 'record', 'records')} compared`
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
      : t`${{ countOf: countOf(healed, 'record', 'records') }} put right.`
  return failed > 0 && failed < outcomes.length
    ? t`${first} ${{ failed: formatNumber(failed) }} of ${{ count: formatNumber(outcomes.length) }} kinds could not be checked.`
    : first
}
