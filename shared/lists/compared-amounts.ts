/**
 * How amounts of different currencies are compared with what a person typed, and put in order: as hundredths of
 * the unit of their currency. 10 means ¥10, $10.00 and 10.000 dinars; views have always kept amounts this way.
 */
import { decimalsOf } from '../money.ts'

/**
 * Minor units of a currency as hundredths of its unit: 1050 of USD is 1050, 10 of JPY is 1000, 1234 of KWD is
 * 123.4. One division gives the number nearest to the decimal, so that equal amounts are equal numbers.
 */
export function hundredthsOf(amount: number, currency: string | undefined): number {
  const decimals = currency === undefined ? 2 : decimalsOf(currency)
  return decimals <= 2 ? amount * 10 ** (2 - decimals) : amount / 10 ** (decimals - 2)
}

/** Decimals that no currency has more of. */
export const mostDecimals = 4

/** What a person typed, such as 12.345, as hundredths. */
export const typedHundredths = (units: number): number => Math.round(units * 10_000) / 100

/** Hundredths as a person reads them: 1234.5 is 12.345. */
export const unitsOf = (hundredths: number): number => Math.round(hundredths * 100) / 10_000
