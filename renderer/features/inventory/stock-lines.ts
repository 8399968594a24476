/**
 * Products with a number each, as they are typed: what came in, or what was counted. Every number is text
 * until it is used. A line without a product is the empty one at the end and is never sent.
 */
import { t } from '@lingui/core/macro'
import { readWhole } from '../../ui/typed-number.ts'

export interface StockLine {
  id: string
  productId: string
  name: string
  units: string
  /** In stock when the product was chosen: sales in between must not be counted twice. */
  expected: number
}

export const emptyStockLine = (id: string): StockLine => ({
  id,
  productId: '',
  name: '',
  units: '',
  expected: 0,
})

export const isEmptyStockLine = ({ productId, units }: StockLine) => !productId && units.trim() === ''

const most = 1_000_000

/** What is wrong with each line, by its id; `least` is the smallest number that makes sense. */
export function lineProblems(
  lines: readonly StockLine[],
  least: 0 | 1,
  locale?: string,
): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  const seen = new Set<string>()
  for (const line of lines) {
    if (isEmptyStockLine(line)) continue
    const units = readWhole(line.units, locale)
    if (!line.productId) problems.set(line.id, t`Choose a product, or delete this line.`)
    else if (least === 0 && seen.has(line.productId))
      problems.set(line.id, t`This product was counted above. Add the two counts up in one line.`)
    else if (line.units.trim() === '') problems.set(line.id, t`Enter a number.`)
    else if (units === undefined) problems.set(line.id, t`Enter a whole number.`)
    else if (units < least) problems.set(line.id, least === 0 ? t`Enter 0 or more.` : t`Enter 1 or more.`)
    else if (units > most) problems.set(line.id, t`Enter 1,000,000 or less.`)
    seen.add(line.productId)
  }
  return problems
}

/** The lines that can be sent, with their numbers. */
export const readLines = (lines: readonly StockLine[], locale?: string) =>
  lines.flatMap((line) => {
    const units = readWhole(line.units, locale)
    return line.productId && units !== undefined ? [{ ...line, units }] : []
  })
