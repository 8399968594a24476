import { describe, expect, it } from 'vitest'
import {
  currencySign,
  dayOf,
  formatAgo,
  formatDate,
  formatDistance,
  formatInstant,
  formatNumber,
  formatPlace,
  formatShare,
  separators,
  usualDistances,
} from '../../../renderer/ui/format.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('dates', () => {
  it('a calendar day is written as that day in every zone', () => {
    expect(formatDate('2026-05-03', 'en-GB')).toBe('3 May 2026')
    expect(formatDate('2026-01-01', 'de-DE')).toBe('1. Jan. 2026')
  })
  it('a moment is written in the zone of the person', () => {
    expect(plain(formatInstant('2026-05-03T22:30:00.000Z', 'en-GB', 'Europe/Berlin'))).toBe(
      '4 May 2026, 00:30',
    )
  })
  it('what is no date is shown as it is', () => {
    expect(formatDate('soon')).toBe('soon')
    expect(formatInstant('soon')).toBe('soon')
  })
  it('recent moments are told by their distance, old ones by their date', () => {
    const now = Date.parse('2026-05-03T12:00:00Z')
    expect(formatAgo('2026-05-03T11:59:50Z', now, 'en')).toBe('now')
    expect(formatAgo('2026-05-03T11:56:00Z', now, 'en')).toBe('4 minutes ago')
    expect(formatAgo('2026-05-02T12:00:00Z', now, 'en')).toBe('yesterday')
    expect(formatAgo('2026-03-01T12:00:00Z', now, 'en')).toContain('2026')
  })
  it('the local day does not slip into the next one at night', () => {
    expect(dayOf(new Date(2026, 4, 3, 23, 59))).toBe('2026-05-03')
  })
})

describe('numbers', () => {
  it('follow the locale', () => {
    expect(formatNumber(1234.5, 'de-DE')).toBe('1.234,5')
    expect(plain(formatShare(1250, 'de-DE'))).toBe('12,5 %')
    expect(separators('de-DE')).toEqual({ decimal: ',', group: '.' })
    expect(separators('en-US')).toEqual({ decimal: '.', group: ',' })
  })
  it('a currency is known by its sign where it has one', () => {
    expect(currencySign('EUR', 'en')).toBe('€')
    expect(currencySign('CHF', 'en')).toBe('CHF')
  })
})

describe('distances', () => {
  it('are in what people of the country count in', () => {
    expect(plain(formatDistance(50, 'de-DE'))).toBe('50 km')
    expect(plain(formatDistance(3.14, 'en-IE'))).toBe('3.1 km')
    expect(formatDistance(usualDistances('en-US')[1], 'en-US')).toBe('25 mi')
  })
})

it('a place is written as maps take it, with another sign between where a comma is the decimal sign', () => {
  expect(formatPlace({ latitude: 52.52, longitude: -13.40501 }, 'en-GB')).toBe('52.5200, -13.4050')
  expect(formatPlace({ latitude: 52.52, longitude: 13.4 }, 'de-DE')).toBe('52,5200; 13,4000')
})
