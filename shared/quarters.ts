/** Months and quarters of the calendar, as days and as names such as `2026-Q4`. */

const two = (part: number) => String(part).padStart(2, '0')

/** First and last day, both included. */
export interface DayRange {
  from: string
  to: string
}

const rangeOfMonths = (year: number, first: number, count: number): DayRange => {
  const last = first + count - 1
  const days = new Date(Date.UTC(year, last, 0)).getUTCDate()
  return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${two(days)}` }
}

/** The quarter of a calendar day `2026-05-03`: `2026-Q2`. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

export const monthRange = (day: string): DayRange =>
  rangeOfMonths(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)

export const quarterRange = (quarter: string): DayRange =>
  rangeOfMonths(Number(quarter.slice(0, 4)), Number(quarter.slice(6)) * 3 - 2, 3)

/** This quarter and the ones after it. */
export function quartersFrom(quarter: string, count: number): string[] {
  const first = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1
  return Array.from({ length: count }, (_, index) => {
    const number = first + index
    return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`
  })
}
