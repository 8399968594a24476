import { expect, test } from 'vitest'
import {
  completion,
  daysBetween,
  firstGroup,
  groupOf,
} from '../../../../renderer/features/tasks/task-groups.ts'

const today = '2026-05-03'
test('an open task is overdue, for today or upcoming by its day', () => {
  expect(groupOf({ status: 'open', dueDate: '2026-05-02' }, today)).toBe('overdue')
  expect(groupOf({ status: 'in-progress', dueDate: '2026-05-03' }, today)).toBe('today')
  expect(groupOf({ status: 'open', dueDate: '2026-05-04' }, today)).toBe('upcoming')
  expect(groupOf({ status: 'open' }, today)).toBe('upcoming')
})

test('a finished or cancelled task is never overdue', () => {
  expect(groupOf({ status: 'done', dueDate: '2020-01-01' }, today)).toBe('done')
  expect(groupOf({ status: 'cancelled', dueDate: '2020-01-01' }, today)).toBe('done')
})

test('days are counted across months and clock changes', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-05-03', '2026-04-30')).toBe(-3)
})

test('opening a completed task again removes its time of completion', () => {
  expect(completion(true, '2026-05-03T10:00:00.000Z')).toEqual({
    status: 'done',
    completedAt: '2026-05-03T10:00:00.000Z',
  })
  expect(completion(false, '2026-05-03T10:00:00.000Z')).toEqual({ status: 'open', completedAt: undefined })
})

test('the list opens on what is most pressing', () => {
  expect(firstGroup({ overdue: 1, today: 1 })).toBe('overdue')
  expect(firstGroup({ today: 1, upcoming: 1 })).toBe('today')
  expect(firstGroup({ upcoming: 1 })).toBe('upcoming')
  expect(firstGroup({})).toBe('today')
})
