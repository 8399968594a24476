/** Days and times where clocks are changed, as in Berlin in the night of 29 March 2026: 02:30 is on no clock. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matcherOf } from '../../../renderer/data/worker/lists/list-query.ts'
import { eventOf, hoursFor } from '../../../renderer/features/tasks/calendar-events.ts'
import { remindAt } from '../../../renderer/features/tasks/reminders.ts'
import { fromLocalTime, parseDay, toLocalTime } from '../../../renderer/ui/typed-dates.ts'
import type { Task } from '../../../shared/entities/task.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { aDocument } from '../../support/a-document.ts'

const zone = process.env['TZ']
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const task = (changes: Partial<Task>) => aDocument('tasks', { status: 'open', ...changes }) as unknown as Task

test('a time that the clocks skip is the first moment after the gap, on the same day', () => {
  expect(new Date('2026-03-29T12:00:00').getTimezoneOffset()).toBe(-120)
  expect(fromLocalTime('2026-03-29 02:30:00')).toBe('2026-03-29T01:30:00.000Z')
  expect(toLocalTime(fromLocalTime('2026-03-29 02:30:00'))).toBe('2026-03-29 03:30:00')
  const skipped = task({ dueDate: '2026-03-29', dueTime: '02:30', remindMinutes: 60 })
  expect(new Date(remindAt(skipped) ?? 0).toISOString()).toBe('2026-03-29T00:30:00.000Z')
  expect(eventOf(skipped, '2026-03-29', false, '2026-03-20')).toMatchObject({
    start: '2026-03-29 03:30:00',
    end: '2026-03-29 04:00:00',
  })
})

test('a time that comes twice is taken once, and a day without times is midnight to midnight', () => {
  expect(toLocalTime(fromLocalTime('2026-10-25 02:30:00'))).toBe('2026-10-25 02:30:00')
  for (const day of ['2026-03-29', '2026-10-25'])
    expect(eventOf(task({ dueDate: day }), day, false, '2026-01-01')).toMatchObject({
      start: `${day} 00:00:00`,
    })
})

test('what is due before or after the hours of work is in the day and week all the same', () => {
  const at = (dueTime: string) =>
    eventOf(task({ dueDate: '2026-05-04', dueTime }), '2026-05-04', false, '2026-01-01')
  const whole = eventOf(task({ dueDate: '2026-05-04' }), '2026-05-04', false, '2026-01-01')
  expect(hoursFor([whole, at('09:00')])).toEqual({ startTime: '06:00:00', endTime: '22:00:00' })
  expect(hoursFor([at('02:30'), at('21:50')])).toEqual({ startTime: '02:00:00', endTime: '23:00:00' })
  expect(hoursFor([at('23:59')])).toEqual({ startTime: '06:00:00', endTime: '23:59:59' })
  expect(at('23:59')).toMatchObject({ start: '2026-05-04 23:59:00', end: '2026-05-04 23:59:59' })
})

test('a day of 23 or 25 hours holds all its moments in a list', () => {
  const onDay = (day: string, moment: string) =>
    matcherOf(
      { list: 'interactions', where: [{ column: 'at', is: 'between', from: day, to: day }] },
      { nameOf: () => undefined, personId: '', now: 0, collator: new Intl.Collator('en') },
    )?.({ id: 'x', at: moment })
  expect(onDay('2026-03-29', '2026-03-28T23:00:00.000Z')).toBe(true)
  expect(onDay('2026-03-29', '2026-03-29T21:59:59.999Z')).toBe(true)
  expect(onDay('2026-03-29', '2026-03-29T22:00:00.000Z')).toBe(false)
  expect(onDay('2026-10-25', '2026-10-24T22:00:00.000Z')).toBe(true)
  expect(onDay('2026-10-25', '2026-10-25T22:59:59.999Z')).toBe(true)
})

test('days that no calendar has are no days, in a form and in a record', () => {
  const { dueDate } = entityOf('tasks').fields
  expect(dueDate).toBeDefined()
  for (const day of ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01'])
    expect(parseDay(day, new Date(2026, 0, 1), 'en-GB'), day).toBeUndefined()
  expect(parseDay('29.2.2028', new Date(2026, 0, 1), 'de')).toBe('2028-02-29')
})
