import { describe, expect, it } from 'vitest'
import { fromLocalTime, parseDay, toLocalTime } from '../../../renderer/ui/typed-dates.ts'

const today = new Date(2026, 4, 3)

describe('a day as people type it', () => {
  it.each([
    ['today', '2026-05-03'],
    ['Tomorrow', '2026-05-04'],
    ['+7', '2026-05-10'],
    ['-3', '2026-04-30'],
    ['2026-5-9', '2026-05-09'],
    ['9.5.2026', '2026-05-09'],
    ['9.5.', '2026-05-09'],
    ['9.5.27', '2027-05-09'],
    ['3 May', '2026-05-03'],
    ['May 3, 2027', '2027-05-03'],
    ['3. september 2026', '2026-09-03'],
  ])('%s', (typed, day) => {
    expect(parseDay(typed, today, 'en-GB')).toBe(day)
  })
  it('slashes follow the order of the locale', () => {
    expect(parseDay('4/5/2026', today, 'en-US')).toBe('2026-04-05')
    expect(parseDay('4/5/2026', today, 'en-GB')).toBe('2026-05-04')
  })
  it('months are known in the language of the locale', () => {
    expect(parseDay('3 Mai', today, 'de-DE')).toBe('2026-05-03')
  })
  it.each(['', 'soon', '30 February', '31.2.2026', '2026-13-01', '99'])('"%s" is no day', (typed) => {
    expect(parseDay(typed, today, 'en-GB')).toBeUndefined()
  })
})

it('a local time survives the way to an instant and back', () => {
  const local = '2026-05-03 10:42:00'
  expect(toLocalTime(fromLocalTime(local))).toBe(local)
  expect(fromLocalTime(local)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:42:00\.000Z$/)
})
