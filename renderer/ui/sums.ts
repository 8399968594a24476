/** Sums of a view in words: one amount for each currency that something was sold in. */
import { formatMoney } from './format.ts'

/** "€1,200.00 · $300.00"; empty when nothing adds up. `sums` are minor units by currency. */
export const sumsInWords = (sums: Readonly<Record<string, number>> = {}): string =>
  Object.entries(sums)
    .filter(([currency, amount]) => currency !== '' && amount !== 0)
    .map(([currency, amount]) => formatMoney({ amount, currency }))
    .join(' · ')
