import { expect, test } from 'vitest'
import { recurrencePattern, task as entity } from '../../../../shared/entities/task.ts'
import type { Task } from '../../../../shared/entities/task.ts'
import {
  followUpOf,
  laterOccurrences,
  nextOccurrence,
} from '../../../../renderer/features/tasks/recurrence.ts'

const next = (dueDate: string, recurrence: string, notBefore = dueDate) =>
  nextOccurrence({ dueDate, recurrence }, notBefore)?.dueDate

const aTask: Task = {
  id: '019a1b2c-3d4e-7f5a-8b6c-000000000001',
  createdAt: '2026-05-01T10:00:00.000Z',
  updatedAt: '2026-05-01T10:00:00.000Z',
  title: 'Visit the Corner Deli',
  status: 'open',
  priority: 'high',
  dueDate: '2026-05-04',
  dueTime: '09:30',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
}

test('the next time follows from the day of the task', () => {
  expect(next('2026-05-04', 'FREQ=DAILY')).toBe('2026-05-05')
  expect(next('2026-05-08', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toBe('2026-05-11')
  expect(next('2026-05-04', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO')).toBe('2026-05-18')
  expect(next('2026-05-05', 'FREQ=MONTHLY;BYDAY=1TU')).toBe('2026-06-02')
  expect(next('2026-05-29', 'FREQ=MONTHLY;BYDAY=-1FR')).toBe('2026-06-26')
  expect(next('2026-12-31', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31')).toBe('2027-12-31')
})

test('a month without the 31st is left out, and the last day of a month moves with it', () => {
  expect(next('2026-01-31', 'FREQ=MONTHLY;BYMONTHDAY=31')).toBe('2026-03-31')
  expect(next('2026-01-31', 'FREQ=MONTHLY;BYMONTHDAY=-1')).toBe('2026-02-28')
  expect(next('2024-02-29', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29')).toBe('2028-02-29')
})

test('days do not move where clocks change', () => {
  expect(
    laterOccurrences({ dueDate: '2026-03-27', recurrence: 'FREQ=DAILY' }, '2026-03-28', '2026-03-31'),
  ).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'])
})

test('what was missed is not made up for', () => {
  expect(next('2026-05-04', 'FREQ=WEEKLY;BYDAY=MO', '2026-05-20')).toBe('2026-05-25')
})

test('an end is kept: by count, with the missed ones, and by day', () => {
  expect(nextOccurrence(aTask, '2026-05-04')).toEqual({
    dueDate: '2026-05-11',
    recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
  })
  expect(nextOccurrence(aTask, '2026-05-12')).toEqual({
    dueDate: '2026-05-18',
    recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1',
  })
  expect(nextOccurrence(aTask, '2026-05-19')).toBeUndefined()
  expect(next('2026-05-18', 'FREQ=WEEKLY;BYDAY=MO;COUNT=1')).toBeUndefined()
  expect(next('2026-05-18', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260524')).toBeUndefined()
  expect(next('2026-05-18', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260525')).toBe('2026-05-25')
})

test('the task that follows is the same one on every device, and valid', () => {
  const following = followUpOf({ ...aTask, status: 'done' }, '2026-05-04')
  expect(following).toMatchObject({
    title: aTask.title,
    status: 'open',
    dueDate: '2026-05-11',
    dueTime: '09:30',
  })
  expect(followUpOf({ ...aTask, notes: 'typed on another device' }, '2026-05-05')?.id).toBe(following?.id)
  expect(following?.id).not.toBe(aTask.id)
  expect(followUpOf({ ...aTask, revision: '4-opened-again' }, '2026-05-05')?.id).not.toBe(following?.id)
  const document = { createdAt: aTask.createdAt, updatedAt: aTask.updatedAt, ...following }
  expect(entity.check(document)).toEqual([])
  expect(followUpOf({ ...aTask, recurrence: 'FREQ=DAILY;COUNT=1' }, '2026-05-04')).toBeUndefined()
})

test('rules that no calendar should follow are refused', () => {
  for (const bad of [
    '',
    'DAILY',
    'FREQ=SECONDLY',
    'FREQ=DAILY;BYHOUR=3',
    'FREQ=DAILY;COUNT=0',
    'FREQ=WEEKLY;BYDAY=XX',
  ])
    expect(recurrencePattern.test(bad), bad).toBe(false)
  expect(entity.check({ ...aTask, recurrence: 'FREQ=HOURLY' })).toEqual([
    { field: 'recurrence', message: 'Choose how often it comes again' },
  ])
  const { dueDate: _, ...withoutDay } = aTask
  expect(entity.check(withoutDay)[0]?.field).toBe('dueDate')
})
