/**
 * The calendar of a locale for Mantine's date inputs, which read month and weekday names from dayjs. They are
 * made of what the platform knows, so that a language brings no further file.
 */
import dayjs from 'dayjs'

type WeekLocale = Intl.Locale & {
  getWeekInfo?: () => { firstDay: number; weekend: number[] }
  weekInfo?: { firstDay: number; weekend: number[] }
}

const january = (day: number) => new Date(Date.UTC(2023, 0, day))
const monthOf2023 = (month: number) => new Date(Date.UTC(2023, month, 1))

export interface Calendar {
  locale: string
  firstDayOfWeek: 0 | 1 | 2 | 3 | 4 | 5 | 6
  weekendDays: (0 | 1 | 2 | 3 | 4 | 5 | 6)[]
}

/** Registers the names of months and days, and tells how a week of the locale goes (0 is Sunday). */
export function calendarOf(locale: string): Calendar {
  const names = (count: number, options: Intl.DateTimeFormatOptions, day: (index: number) => Date) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return Array.from({ length: count }, (_, index) => format.format(day(index)))
  }
  // 1 January 2023 was a Sunday, where dayjs starts.
  const days = (weekday: 'long' | 'short' | 'narrow') => names(7, { weekday }, (index) => january(index + 1))
  const name = locale.toLowerCase()
  const known = new Intl.Locale(locale) as WeekLocale
  const week = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1, weekend: [6, 7] }
  const firstDay = (week.firstDay % 7) as Calendar['firstDayOfWeek']
  dayjs.locale(
    {
      name,
      weekdays: days('long'),
      weekdaysShort: days('short'),
      weekdaysMin: days('short').map((day) => day.replace('.', '').slice(0, 2)),
      months: names(12, { month: 'long' }, monthOf2023),
      monthsShort: names(12, { month: 'short' }, monthOf2023),
      weekStart: firstDay,
      ordinal: String,
      formats: {},
      relativeTime: {},
    },
    undefined,
    true,
  )
  return {
    locale: name,
    firstDayOfWeek: firstDay,
    weekendDays: week.weekend.map((day) => day % 7) as Calendar['weekendDays'],
  }
}
