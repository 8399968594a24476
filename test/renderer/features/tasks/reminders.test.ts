import { expect, test } from 'vitest'
import type { Task } from '../../../../shared/entities/task.ts'
import {
  afterPuttingOff,
  afterReminding,
  dueReminders,
  onlyOf,
  remindAt,
} from '../../../../renderer/features/tasks/reminders.ts'

const aTask = (change: Partial<Task> = {}): Task => ({
  id: '019a1b2c-3d4e-7f5a-8b6c-000000000001',
  createdAt: '2026-05-01T10:00:00.000Z',
  updatedAt: '2026-05-01T10:00:00.000Z',
  title: 'Call Anna',
  status: 'open',
  priority: 'normal',
  dueDate: '2026-05-04',
  dueTime: '14:30',
  remindMinutes: 30,
  ...change,
})
const nothing = { given: {}, putOff: {} }
const at = (local: string) => new Date(local).getTime()

test('a task is reminded of once, at its time before it is due', () => {
  const task = aTask()
  expect(remindAt(task)).toBe(at('2026-05-04T14:00:00'))
  expect(dueReminders([task], nothing, at('2026-05-04T13:59:59'))).toEqual([])
  expect(dueReminders([task], nothing, at('2026-05-04T14:00:00'))).toEqual([task])
  expect(dueReminders([task], afterReminding(nothing, task), at('2026-05-04T14:05:00'))).toEqual([])
})

test('a task without a time is due in the morning', () => {
  const { dueTime: _, ...wholeDay } = aTask({ remindMinutes: 0 })
  expect(remindAt(wholeDay)).toBe(at('2026-05-04T09:00:00'))
})

test('what came due while the app was closed is said later, but not after a week', () => {
  expect(dueReminders([aTask()], nothing, at('2026-05-06T08:00:00'))).toHaveLength(1)
  expect(dueReminders([aTask()], nothing, at('2026-05-12T08:00:00'))).toEqual([])
})

test('a task that is moved is reminded of anew, one that is done or has no reminder never', () => {
  const reminded = afterReminding(nothing, aTask())
  expect(dueReminders([aTask({ dueTime: '15:00' })], reminded, at('2026-05-04T15:00:00'))).toHaveLength(1)
  expect(dueReminders([aTask({ status: 'done' })], nothing, at('2026-05-04T15:00:00'))).toEqual([])
  const { remindMinutes: _, ...silent } = aTask()
  expect(dueReminders([silent], nothing, at('2026-05-04T15:00:00'))).toEqual([])
})

test('what is put off comes again at its time', () => {
  const task = aTask()
  const later = afterPuttingOff(afterReminding(nothing, task), task.id, at('2026-05-04T14:10:00'))
  expect(dueReminders([task], later, at('2026-05-04T14:09:00'))).toEqual([])
  expect(dueReminders([task], later, at('2026-05-04T14:10:00'))).toEqual([task])
  expect(dueReminders([task], afterReminding(later, task), at('2026-05-04T14:11:00'))).toEqual([])
})

test('nothing is remembered of tasks that are gone', () => {
  expect(onlyOf(afterReminding(nothing, aTask()), new Set())).toEqual(nothing)
})
