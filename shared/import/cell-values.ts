/**
 * The text of one cell -> the typed value of a field, or the words that say why not. Decimals are read
 * digit by digit, never as binary fractions, so that 0.07 is 700 basis points and 14.00 is 1400 cents.
 */
import { isCalendarDay } from '../entities/define-entity.ts'
import type { FieldKind, Option } from '../entities/fields.ts'
import { fromDecimal } from '../money.ts'
import type { ImportCollection, KeyReference } from './import-messages.ts'
import type { Phrase } from '../phrase.ts'
import { phrase } from '../phrase.ts'

/** What is known about a field that a column can be mapped to. */
export interface CellTarget {
  kind: FieldKind | 'key'
  options?: readonly Option[]
  /** Of a reference: the collection whose keys the cells hold. */
  to?: ImportCollection
  limits: { minimum?: number; maximum?: number; maxLength?: number }
}

export interface CellFormat {
  /** Of amounts whose row names none. */
  currency: string
  /** `1.234,50` instead of `1,234.50`. */
  decimalComma: boolean
}

export type CellValue = { ok: true; value: unknown } | { ok: false; problem: Phrase }

const good = (value: unknown): CellValue => ({ ok: true, value })
const bad = (problem: Phrase): CellValue => ({ ok: false, problem })

export function cellValue(target: CellTarget, cell: string, format: CellFormat): CellValue {
  switch (target.kind) {
    case 'integer':
      return integerValue(target, cell, format)
    case 'money':
    case 'minorUnits':
      return amountValue(target.kind, cell, format)
    case 'basisPoints':
      return shareValue(cell, format)
    case 'choice':
      return choiceValue(target.options ?? [], cell)
    case 'date':
    case 'instant':
      return dayValue(target.kind, cell)
    case 'boolean':
      return booleanValue(cell)
    case 'currency':
      return /^[A-Za-z]{3}$/.test(cell)
        ? good(cell.toUpperCase())
        : bad(phrase('is not a currency code such as USD'))
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(cell) ? textValue(target, cell) : bad(phrase('is not an email address'))
    case 'tags':
      return tagsValue(cell)
    case 'reference':
      return target.to && cell.length <= 80
        ? good({ collection: target.to, importKey: cell } satisfies KeyReference)
        : bad(phrase('is not a key'))
    default:
      return textValue(target, cell)
  }
}

function textValue({ limits: { maxLength } }: CellTarget, cell: string): CellValue {
  return maxLength !== undefined && cell.length > maxLength
    ? bad(phrase('is longer than {most} characters', { most: maxLength }))
    : good(cell)
}

/** Plain digits with a point: `1,234.50`, `1.234,50` and `+7` become `1234.50`, `1234.50` and `7`. */
function plainDecimal(cell: string, decimalComma: boolean): string | undefined {
  const [group, point] = decimalComma ? ['.', ','] : [',', '.']
  const match = /^([+-]?)([\d.,\s\u00A0\u202F']*)$/.exec(cell)
  const digits = (match?.[2] ?? '').replace(/[\s\u00A0\u202F']/g, '')
  const [whole = '', fraction, ...rest] = digits.split(point)
  const groups = whole.split(group)
  const grouped = groups.length === 1 || groups.slice(1).every((part) => part.length === 3)
  const all = groups.join('')
  if (
    !match ||
    rest.length > 0 ||
    !grouped ||
    fraction?.includes(group) ||
    !/^\d/.test(all || (fraction ?? ''))
  )
    return undefined
  return `${match[1] === '-' ? '-' : ''}${all || '0'}${fraction ? `.${fraction}` : ''}`
}

/** The decimal times ten to the power of `places`; undefined when that is no whole number. */
function scaled(decimal: string, places: number): number | undefined {
  const sign = decimal.startsWith('-') ? -1 : 1
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  if (/[^0]/.test(fraction.slice(places)) || whole.length > 12) return undefined
  const amount = Number(whole + fraction.slice(0, places).padEnd(places, '0'))
  return amount === 0 ? 0 : sign * amount
}

function integerValue({ limits }: CellTarget, cell: string, { decimalComma }: CellFormat): CellValue {
  const decimal = plainDecimal(cell, decimalComma)
  const value = decimal === undefined ? undefined : scaled(decimal, 0)
  if (value === undefined) return bad(phrase('is not a whole number'))
  if (limits.minimum !== undefined && value < limits.minimum)
    return bad(phrase('is below {least}', { least: limits.minimum }))
  if (limits.maximum !== undefined && value > limits.maximum)
    return bad(phrase('is above {most}', { most: limits.maximum }))
  return good(value)
}

function amountValue(
  kind: 'money' | 'minorUnits',
  cell: string,
  { currency, decimalComma }: CellFormat,
): CellValue {
  const decimal = plainDecimal(cell, decimalComma)
  if (decimal === undefined) return bad(phrase('is not an amount'))
  if (decimal.startsWith('-')) return bad(phrase('is below 0'))
  const money = fromDecimal(decimal, currency)
  if (!money) return bad(phrase('is not an exact amount of {currency}', { currency }))
  return good(kind === 'money' ? money : money.amount)
}

/** `5%` and `0.05` are both 500 basis points. */
function shareValue(cell: string, { decimalComma }: CellFormat): CellValue {
  const percent = cell.endsWith('%')
  const decimal = plainDecimal(percent ? cell.slice(0, -1).trim() : cell, decimalComma)
  if (decimal === undefined) return bad(phrase('is not a share such as 0.05 or 5%'))
  const points = scaled(decimal, percent ? 2 : 4)
  if (points === undefined) return bad(phrase('has more than four decimals'))
  return points >= 0 && points <= 10_000
    ? good(points)
    : bad(phrase('is not between 0 and 1 (write 5 percent as 0.05 or 5%)'))
}

function choiceValue(options: readonly Option[], cell: string): CellValue {
  const wanted = cell.toLowerCase()
  const option = options.find(({ value, label }) => value === wanted || label.toLowerCase() === wanted)
  return option
    ? good(option.value)
    : bad(phrase('is none of {options}', { options: options.map(({ label }) => label).join(', ') }))
}

/** `1996-07-04`, `1996-07-04 08:30:00.000`, `1996-07-04T08:30:00Z` and `4.7.1996`. Times without a zone are UTC. */
function dayValue(kind: 'date' | 'instant', cell: string): CellValue {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?Z?)?$/.exec(cell)
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell)
  const day = iso
    ? `${iso[1]}-${iso[2]}-${iso[3]}`
    : german
      ? `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}`
      : undefined
  if (!day) return bad(phrase('is not a date; write it as 1996-07-04'))
  if (!isCalendarDay(day)) return bad(phrase('is not a day of the calendar'))
  if (kind === 'date') return good(day)
  const [hours = '12', minutes = '00', seconds = '00'] = [iso?.[4], iso?.[5], iso?.[6]]
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return bad(phrase('is not a time of the day'))
  return good(`${day}T${hours}:${minutes}:${seconds}.000Z`)
}

function booleanValue(cell: string): CellValue {
  const word = cell.toLowerCase()
  if (['1', 'true', 'yes', 'y', 'x'].includes(word)) return good(true)
  if (['0', 'false', 'no', 'n'].includes(word)) return good(false)
  return bad(phrase('is neither yes nor no'))
}

function tagsValue(cell: string): CellValue {
  const tags = [...new Set(cell.split(/[,;]/).map((tag) => tag.trim()))].filter((tag) => tag !== '')
  if (tags.length > 30) return bad(phrase('has more than 30 tags'))
  return tags.some((tag) => tag.length > 40) ? bad(phrase('has a tag longer than 40 characters')) : good(tags)
}

/** A spreadsheet would run this text as a formula. */
export const looksLikeFormula = (cell: string): boolean => /^[=+\-@]/.test(cell)
