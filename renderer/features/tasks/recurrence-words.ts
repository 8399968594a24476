/** How often a task comes again, in words, and the choices that are offered for a day. */
import { plural, t } from '@lingui/core/macro'
import { formatDate, formatList, formatWeekday, formatYearless } from '../../ui/format.ts'

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
/** As RFC 5545 writes them, from Monday on. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** A rule taken apart for an input. */
export interface RuleParts {
  frequency: Frequency
  interval: number
  /** `MO`, or `1TU` for the first Tuesday of a month. */
  days: string[]
  monthDay: number | undefined
  month: number | undefined
  /** How many times, with the first. */
  count: number | undefined
  /** The last day, `2026-12-31`. */
  until: string | undefined
}

export function partsOf(recurrence: string): RuleParts {
  const given = new Map(
    recurrence.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=')
      return [name, value] as const
    }),
  )
  const number = (name: string) => (given.has(name) ? Number(given.get(name)) : undefined)
  const until = given.get('UNTIL')
  return {
    frequency: (given.get('FREQ') ?? 'WEEKLY') as Frequency,
    interval: number('INTERVAL') ?? 1,
    days: given.get('BYDAY')?.split(',') ?? [],
    monthDay: number('BYMONTHDAY'),
    month: number('BYMONTH'),
    count: number('COUNT'),
    until: until && `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`,
  }
}

export function ruleFrom(parts: RuleParts): string {
  const { frequency, interval, days, monthDay, month, count, until } = parts
  return [
    `FREQ=${frequency}`,
    interval > 1 && `INTERVAL=${interval}`,
    days.length > 0 && `BYDAY=${days.join(',')}`,
    month !== undefined && `BYMONTH=${month}`,
    monthDay !== undefined && `BYMONTHDAY=${monthDay}`,
    count !== undefined && `COUNT=${count}`,
    until !== undefined && `UNTIL=${until.replaceAll('-', '')}`,
  ]
    .filter(Boolean)
    .join(';')
}

const bare: RuleParts = {
  frequency: 'WEEKLY',
  interval: 1,
  days: [],
  monthDay: undefined,
  month: undefined,
  count: undefined,
  until: undefined,
}

/** A rule of this frequency that the day itself fits. */
export function ruleOn(day: string, frequency: Frequency): RuleParts {
  const date = new Date(`${day}T00:00:00Z`)
  const rule = { ...bare, frequency }
  switch (frequency) {
    case 'DAILY':
      return rule
    case 'WEEKLY':
      return { ...rule, days: [weekdayOf(day)] }
    case 'MONTHLY':
      return { ...rule, monthDay: date.getUTCDate() }
    case 'YEARLY':
      return { ...rule, month: date.getUTCMonth() + 1, monthDay: date.getUTCDate() }
    default:
      return frequency satisfies never
  }
}

const weekdayOf = (day: string): Weekday =>
  weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'MO'

/** The rules that are offered for a task of this day. */
export function usualRules(day: string): string[] {
  const place = Math.ceil(Number(day.slice(8, 10)) / 7)
  const nth = { ...bare, frequency: 'MONTHLY' as const, days: [`${place > 4 ? -1 : place}${weekdayOf(day)}`] }
  return [
    ruleOn(day, 'DAILY'),
    { ...bare, days: weekdays.slice(0, 5) },
    ruleOn(day, 'WEEKLY'),
    { ...ruleOn(day, 'WEEKLY'), interval: 2 },
    ruleOn(day, 'MONTHLY'),
    nth,
    ruleOn(day, 'YEARLY'),
  ].map(ruleFrom)
}

/** "Every 2 weeks on Monday, until 3 May 2026". */
export function recurrenceWords(recurrence: string): string {
  const parts = partsOf(recurrence)
  const how = frequencyWords(parts)
  if (parts.until) return t`${{ how }}, until ${{ day: formatDate(parts.until) }}`
  if (parts.count !== undefined)
    return t`${{ how }}, ${plural(parts.count, { one: '# more time', other: '# more times' })}`
  return how
}

function frequencyWords({ frequency, interval, days, monthDay, month }: RuleParts): string {
  switch (frequency) {
    case 'DAILY':
      return plural(interval, { one: 'Every day', other: 'Every # days' })
    case 'WEEKLY': {
      if (days.join() === weekdays.slice(0, 5).join() && interval === 1) return t`Every weekday`
      const names = formatList(days.map((day) => formatWeekday(weekdays.indexOf(day as Weekday) + 1)))
      if (days.length === 0) return plural(interval, { one: 'Every week', other: 'Every # weeks' })
      return t`${plural(interval, { one: 'Every week', other: 'Every # weeks' })} on ${names}`
    }
    case 'MONTHLY': {
      const every = plural(interval, { one: 'Every month', other: 'Every # months' })
      const nth = /^(-?\d)(..)$/.exec(days[0] ?? '')
      if (nth) return nthWords(every, Number(nth[1]), formatWeekday(weekdays.indexOf(nth[2] as Weekday) + 1))
      if (monthDay === -1) return t`${{ every }} on the last day`
      return monthDay === undefined ? every : t`${{ every }} on day ${monthDay}`
    }
    case 'YEARLY': {
      const every = plural(interval, { one: 'Every year', other: 'Every # years' })
      if (month === undefined || monthDay === undefined) return every
      const two = (part: number) => String(part).padStart(2, '0')
      return t`${{ every }} on ${{ day: formatYearless(`2024-${two(month)}-${two(monthDay)}`) }}`
    }
    default:
      return frequency satisfies never
  }
}

function nthWords(every: string, place: number, weekday: string): string {
  switch (place) {
    case 1:
      return t`${{ every }} on the first ${weekday}`
    case 2:
      return t`${{ every }} on the second ${weekday}`
    case 3:
      return t`${{ every }} on the third ${weekday}`
    case 4:
      return t`${{ every }} on the fourth ${weekday}`
    default:
      return t`${{ every }} on the last ${weekday}`
  }
}

/** "10 minutes before", for the offered reminders. */
export function reminderWords(minutes: number): string {
  if (minutes === 0) return t`When it is due`
  if (minutes % 10_080 === 0)
    return plural(minutes / 10_080, { one: '# week before', other: '# weeks before' })
  if (minutes % 1440 === 0) return plural(minutes / 1440, { one: '# day before', other: '# days before' })
  if (minutes % 60 === 0) return plural(minutes / 60, { one: '# hour before', other: '# hours before' })
  return plural(minutes, { one: '# minute before', other: '# minutes before' })
}
