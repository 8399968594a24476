import { expect, test } from 'vitest'
import { groupByDay } from '../../../../renderer/features/interactions/day-groups.ts'

const at = (day: number, hour: number) => new Date(2026, 4, day, hour).toISOString()

test('interactions stand under their own day, the newest first', () => {
  const groups = groupByDay([{ at: at(1, 9) }, { at: at(3, 8) }, { at: at(1, 23) }])
  expect(groups).toEqual([
    { day: '2026-05-03', items: [{ at: at(3, 8) }] },
    { day: '2026-05-01', items: [{ at: at(1, 23) }, { at: at(1, 9) }] },
  ])
})

test('no interactions make no days', () => {
  expect(groupByDay([])).toEqual([])
})
