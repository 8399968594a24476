/** Reads days the way people type them, and turns local wall-clock time into instants and back. */
import { isCalendarDay } from '../../shared/entities/define-entity.ts'
import { dayOf } from './format.ts'

const two = (part: number) => String(part).padStart(2, '0')

/** The order of day and month in this locale's numeric dates. */
function monthComesFirst(locale?: string): boolean {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(new Date(2026, 4, 3)).map((part) => part.type)
  return parts.indexOf('month') < parts.indexOf('day')
}

function monthByName(name: string, locale?: string): number | undefined {
  const wanted = name.toLowerCase().replace('.', '')
  if (wanted.length < 3) return undefined
  for (const language of [locale, 'en'])
    for (let month = 0; month < 12; month++) {
      const full = new Intl.DateTimeFormat(language, { month: 'long' }).format(new Date(2026, month, 1))
      if (full.toLowerCase().startsWith(wanted)) return month + 1
    }
  return undefined
}

/** `typed` as `2026-05-03`; undefined when it is no day. A missing year is the one of `today`. */
export function parseDay(typed: string, today: Date, locale?: string): string | undefined {
  const text = typed.trim().toLowerCase()
  const inDays = (days: number) =>
    dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() + days))
  if (text === 'today') return inDays(0)
  if (text === 'tomorrow') return inDays(1)
  if (text === 'yesterday') return inDays(-1)
  const offset = /^([+-])(\d{1,3})$/.exec(text)
  if (offset) return inDays(Number(offset[1] + (offset[2] ?? '0')))
  const day = (year: number, month: number, date: number) => {
    const full = `${year < 100 ? 2000 + year : year}-${two(month)}-${two(date)}`
    return isCalendarDay(full) ? full : undefined
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{2,4})?)?$/.exec(text)
  if (numeric) {
    const [first, second] = [Number(numeric[1]), Number(numeric[3])]
    const year = numeric[4] ? Number(numeric[4]) : today.getFullYear()
    // A point is written between day and month only where the day comes first.
    return numeric[2] !== '.' && monthComesFirst(locale) ? day(year, first, second) : day(year, second, first)
  }
  const named = /^(?:(\d{1,2})\.?\s+)?(\p{L}+\.?)(?:\s+(\d{1,2}),?)?(?:\s+(\d{4}))?$/u.exec(text)
  const month = named && monthByName(named[2] ?? '', locale)
  const date = Number(named?.[1] ?? named?.[3] ?? 0)
  if (month && date) return day(named?.[4] ? Number(named[4]) : today.getFullYear(), month, date)
  return undefined
}

/** An instant as local wall-clock time, `2026-05-03 10:42:00`. */
export function toLocalTime(instant: string): string {
  const at = new Date(instant)
  return `${dayOf(at)} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

/** Local wall-clock time `2026-05-03 10:42:00` as an ISO UTC instant. */
export const fromLocalTime = (local: string): string => new Date(local.replace(' ', 'T')).toISOString()
