import { expect, test } from 'vitest'
import type { Task } from '../../../../shared/entities/task.ts'
import {
  completion,
  daysBetween,
  firstGroup,
  groupOf,
  groupTasks,
} from '../../../../renderer/features/tasks/task-groups.ts'

const today = '2026-05-03'
let made = 0
function aTask(change: Partial<Task> = {}): Task {
  made += 1
  return {
    id: `019a1b2c-3d4e-7f5a-8b6c-${made.toString().padStart(12, '0')}`,
    createdAt: '2026-05-01T10:00:00.000Z',
    updatedAt: '2026-05-01T10:00:00.000Z',
    title: `Task ${made}`,
    status: 'open',
    priority: 'normal',
    ...change,
  }
}

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

test('a group is worked through by day, then priority, and tasks without a day come last', () => {
  const groups = groupTasks(
    [
      aTask({ title: 'no day' }),
      aTask({ title: 'later', dueDate: '2026-05-09' }),
      aTask({ title: 'sooner, low', dueDate: '2026-05-05', priority: 'low' }),
      aTask({ title: 'sooner, urgent', dueDate: '2026-05-05', priority: 'urgent' }),
    ],
    today,
  )
  expect(groups.upcoming.map((task) => task.title)).toEqual([
    'sooner, urgent',
    'sooner, low',
    'later',
    'no day',
  ])
})

test('what was finished last is on top', () => {
  const groups = groupTasks(
    [
      aTask({ title: 'first', status: 'done', completedAt: '2026-05-01T10:00:00.000Z' }),
      aTask({ title: 'second', status: 'done', completedAt: '2026-05-02T10:00:00.000Z' }),
    ],
    today,
  )
  expect(groups.done.map((task) => task.title)).toEqual(['second', 'first'])
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
  const first = (...tasks: Task[]) => {
    const groups = groupTasks(tasks, today)
    return firstGroup({
      overdue: groups.overdue.length,
      today: groups.today.length,
      upcoming: groups.upcoming.length,
    })
  }
  expect(first(aTask({ dueDate: '2026-05-01' }), aTask({ dueDate: today }))).toBe('overdue')
  expect(first(aTask({ dueDate: today }), aTask())).toBe('today')
  expect(first(aTask())).toBe('upcoming')
  expect(first()).toBe('today')
})
