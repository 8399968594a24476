/**
 * How values are written for a person, in the locale of the app's language unless one is given; times are shown
 * in the machine's zone, calendar days have none. Amounts of money are put together in `shared/money.ts`.
 */
import { decimalsOf, formatMoney as writeMoney } from '../../shared/money.ts'
import type { Money } from '../../shared/money.ts'
import { formatLocale } from '../words/languages.ts'

type Locale = string | undefined

const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()

function dateFormat(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options)
    dateFormats.set(key, format)
  }
  return format
}

function numberFormat(locale: Locale, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${name}`
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, options)
    numberFormats.set(key, format)
  }
  return format
}

/** `2026-05-03` as "3 May 2026". The day is read as UTC, so that no zone moves it. */
export function formatDate(day: string, locale: Locale = formatLocale()): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  return dateFormat(locale, 'day', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date)
}

/** Whether the locale says "2:30 PM" and not "14:30". */
export const hasTwelveHours = (locale: Locale = formatLocale()): boolean =>
  dateFormat(locale, 'hour', { hour: 'numeric' }).resolvedOptions().hour12 === true

/** "2:30 PM" and "9:05 AM", but "14:30" and "09:05". */
const clock = (locale: Locale): Intl.DateTimeFormatOptions => ({
  hour: hasTwelveHours(locale) ? 'numeric' : '2-digit',
  minute: '2-digit',
})

/** An ISO instant as "3 May 2026, 10:42" in the zone of the machine, or in the one given. */
export function formatInstant(instant: string, locale: Locale = formatLocale(), timeZone?: string): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  return dateFormat(locale, `instant ${timeZone}`, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...clock(locale),
    timeZone,
  }).format(date)
}

/** A day that comes every year, such as `2024-05-03`, as "3 May". */
export function formatYearless(day: string, locale: Locale = formatLocale()): string {
  return dateFormat(locale, 'yearless', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** "Monday" for 1, "Sunday" for 7. */
export function formatWeekday(
  weekday: number,
  width: 'long' | 'short' | 'narrow' = 'long',
  locale: Locale = formatLocale(),
): string {
  // 1 January 2024 was a Monday.
  return dateFormat(locale, `weekday ${width}`, { weekday: width, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  )
}

/** "Monday, Tuesday and Friday". */
export const formatList = (words: readonly string[], locale: Locale = formatLocale()): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(words)

/** `14:30` as the locale writes it: "14:30", "2:30 PM". */
export function formatTime(time: string, locale: Locale = formatLocale()): string {
  const date = new Date(`2026-01-01T${time}:00Z`)
  if (Number.isNaN(date.getTime())) return time
  return dateFormat(locale, 'time', { ...clock(locale), timeZone: 'UTC' }).format(date)
}

/** The time of an instant where the machine is: "14:30", "2:30 PM". */
export const formatClock = (instant: string, locale: Locale = formatLocale()): string =>
  dateFormat(locale, 'clock', clock(locale)).format(new Date(instant))

/** A day with its weekday, as a heading: "Sunday, 3 May". */
export const formatLongDay = (moment: number, locale: Locale = formatLocale()): string =>
  dateFormat(locale, 'long day', { weekday: 'long', day: 'numeric', month: 'long' }).format(moment)

/** A quarter, `2026-Q4`, as "Q4 2026". */
export const formatQuarter = (quarter: string): string => quarter.split('-').toReversed().join(' ')

/** Minutes as "25 min". */
export const formatMinutes = (minutes: number, locale: Locale = formatLocale()): string =>
  numberFormat(locale, 'minutes', { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(minutes)

const milesIn = new Set(['US', 'GB', 'LR', 'MM'])

const kmOfMile = 1.609344

function countsInMiles(locale: Locale): boolean {
  const region = new Intl.Locale(locale ?? Intl.NumberFormat().resolvedOptions().locale).maximize().region
  return region !== undefined && milesIn.has(region)
}

/** Kilometres as "12 km", or in miles where people count in them; a short way with one decimal. */
export function formatDistance(km: number, locale: Locale = formatLocale()): string {
  const isMiles = countsInMiles(locale)
  const value = isMiles ? km / kmOfMile : km
  const digits = value < 10 ? 1 : 0
  return numberFormat(locale, `distance ${isMiles} ${digits}`, {
    style: 'unit',
    unit: isMiles ? 'mile' : 'kilometer',
    maximumFractionDigits: digits,
  }).format(value)
}

/** A place in degrees, north and east positive, as maps take it: "52.5200, 13.4050", in German "52,5200; 13,4050". */
export function formatPlace(
  { latitude, longitude }: { latitude: number; longitude: number },
  locale: Locale = formatLocale(),
): string {
  const degrees = numberFormat(locale, 'degrees', { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  const between = separators(locale).decimal === ',' ? '; ' : ', '
  return [latitude, longitude].map((value) => degrees.format(value)).join(between)
}

/** Near, wider and far, in km: round numbers of what people count in. */
export const usualDistances = (locale: Locale = formatLocale()): readonly [number, number, number] =>
  countsInMiles(locale) ? [5 * kmOfMile, 25 * kmOfMile, 100 * kmOfMile] : [10, 50, 200]

/** "now", "4 minutes ago", "yesterday"; older than a week, the date. `now` is milliseconds since 1970. */
export function formatAgo(instant: string, now: number, locale: Locale = formatLocale()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const distance = Math.abs(seconds)
  if (distance < 45) return relative.format(0, 'second')
  if (distance < 45 * 60) return relative.format(Math.round(seconds / 60), 'minute')
  if (distance < 22 * 3600) return relative.format(Math.round(seconds / 3600), 'hour')
  if (distance < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day')
  return formatDate(dayOf(new Date(instant)), locale)
}

export const formatNumber = (value: number, locale: Locale = formatLocale()): string =>
  numberFormat(locale, 'number', { maximumFractionDigits: 2 }).format(value)

/** Units of any currency, with as many decimals as there are: 20.125. */
export const formatUnits = (units: number, locale: Locale = formatLocale()): string =>
  numberFormat(locale, 'units', { maximumFractionDigits: 4 }).format(units)

/** An amount of money, such as "€1,250.00". */
export const formatMoney = (money: Money, locale: Locale = formatLocale()): string =>
  writeMoney(money, locale)

/** Basis points as a share: 1 250 is "12.5%". */
export const formatShare = (basisPoints: number, locale: Locale = formatLocale()): string =>
  numberFormat(locale, 'share', { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000)

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size in bytes, such as "1.5 MB". */
export function formatBytes(bytes: number, locale: Locale = formatLocale()): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const value = bytes / 1000 ** step
  const digits = value < 10 && step > 0 ? 1 : 0
  const unit = sizes[step] ?? 'byte'
  return numberFormat(locale, `${unit} ${digits}`, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value)
}

/** Seconds as minutes and seconds: 75 is "1:15". */
export const formatSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`

/** The local calendar day of a moment, `2026-05-03`. */
export function dayOf(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

/** The signs this locale writes numbers with. */
export function separators(locale: Locale = formatLocale()): { decimal: string; group: string } {
  const parts = numberFormat(locale, 'parts', { useGrouping: true }).formatToParts(1_234_567.8)
  const sign = (type: string) => parts.find((part) => part.type === type)?.value
  return { decimal: sign('decimal') ?? '.', group: sign('group') ?? ',' }
}

/** The sign or code of a currency, such as "€". */
export function currencySign(currency: string, locale: Locale = formatLocale()): string {
  const parts = numberFormat(locale, `sign ${currency}`, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: decimalsOf(currency),
  }).formatToParts(0)
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

const collators = new Map<string, Intl.Collator>()

/** Orders names as the reader's alphabet does, digits by their value: for `sort`. */
export function compareNames(a: string, b: string, locale: Locale = formatLocale()): number {
  const key = String(locale)
  let collator = collators.get(key)
  if (!collator) {
    collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
    collators.set(key, collator)
  }
  return collator.compare(a, b)
}
