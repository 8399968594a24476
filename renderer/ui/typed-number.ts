/**
 * Numbers as people type them, read without floating point: text in the person's own notation becomes an
 * exact decimal with a point, which `money.ts` takes, and back.
 */
import { separators } from './format.ts'

/**
 * The exact decimal of what was typed: "1.234,50" in German and "1,234.50" in English are "1234.50".
 * The other separator is understood too where it cannot be a group: "10.5" in German is "10.5".
 * Undefined when it is no number.
 */
export function readDecimal(typed: string, locale?: string): string | undefined {
  const { decimal, group } = separators(locale)
  const compact = typed.trim().replaceAll(/[\s\u00a0\u202f'’]/g, '')
  const other = decimal === ',' ? '.' : ','
  if (!compact.includes(decimal) && compact.split(other).length === 2) {
    const isGroup = group === other && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(compact)
    const [whole = '', fraction = ''] = compact.split(other)
    return exact(isGroup ? whole + fraction : `${whole}.${fraction}`)
  }
  return exact(compact.replaceAll(other, '').replace(decimal, '.'))
}

function exact(text: string): string | undefined {
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined
  const padded = text.replace(/^(-?)\./, (_, sign: string) => `${sign}0.`)
  return padded.replace(/\.$/, '')
}

/** The same decimal as the person writes it, without groups, for an input: "1234.50" is "1234,50" in German. */
export const writeDecimal = (decimal: string, locale?: string): string =>
  decimal.replace('.', separators(locale).decimal)

/** Percent to basis points: "12.5" is 1250. Undefined when finer than a basis point or no number. */
export function readBasisPoints(typed: string, locale?: string): number | undefined {
  const decimal = readDecimal(typed, locale)
  const match = decimal === undefined ? null : /^(\d{1,6})(?:\.(\d{1,2})0*)?$/.exec(decimal)
  return match ? Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`) : undefined
}

/** Basis points as percent for an input: 1250 is "12.5". */
export function writeBasisPoints(basisPoints: number, locale?: string): string {
  const digits = basisPoints.toString().padStart(3, '0')
  const fraction = digits.slice(-2).replace(/0+$/, '')
  return writeDecimal(digits.slice(0, -2) + (fraction && `.${fraction}`), locale)
}

/** A whole number, or undefined. */
export function readWhole(typed: string, locale?: string): number | undefined {
  const decimal = readDecimal(typed, locale)
  const match = decimal === undefined ? null : /^(-?\d{1,15})(?:\.0*)?$/.exec(decimal)
  return match ? Number(match[1]) : undefined
}
