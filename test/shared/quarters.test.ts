import { expect, test } from 'vitest'
import { monthRange, quarterOf, quarterRange, quartersFrom } from '../../shared/quarters.ts'

test('quarters and months begin and end on the right days', () => {
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
    '2026-Q1',
    '2026-Q1',
    '2026-Q2',
    '2026-Q4',
  ])
  expect(quarterRange('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  expect(quarterRange('2024-Q1')).toEqual({ from: '2024-01-01', to: '2024-03-31' })
  expect(monthRange('2024-02-10')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(quartersFrom('2026-Q3', 4)).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2'])
})
