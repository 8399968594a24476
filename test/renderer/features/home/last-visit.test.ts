import { expect, test } from 'vitest'
import { visitAt } from '../../../../renderer/features/home/last-visit.ts'
import { latestBy } from '../../../../renderer/features/home/latest-by.ts'
import { withoutContact } from '../../../../renderer/features/home/quiet-customers.tsx'
import { checkListView } from '../../../../shared/lists/list-view.ts'

const at = (time: string) => Date.parse(`2026-05-01T${time}:00Z`)
const iso = (time: string) => new Date(at(time)).toISOString()

test('news are what came after the last visit; a reload belongs to the same one', () => {
  const first = visitAt(undefined, at('08:00'))
  expect(first.since).toBeUndefined()
  const reloaded = visitAt(first, at('08:20'))
  expect(reloaded).toEqual({ seen: iso('08:20') })
  const back = visitAt(reloaded, at('17:00'))
  expect(back.since).toBe(iso('08:20'))
  expect(visitAt(back, at('17:29')).since).toBe(iso('08:20'))
})

test('the latest contact with each', () => {
  const calls = [
    { customerId: 'a', at: iso('08:00') },
    { customerId: 'a', at: iso('10:00') },
    { leadId: 'b', at: iso('11:00') },
  ]
  expect([...latestBy(calls, 'customerId')]).toEqual([['a', iso('10:00')]])
})

test('a large book of contacts is left out by a view that lists can answer', () => {
  const ids = Array.from({ length: 1200 }, (_, index) => `c${index}`)
  expect(checkListView(withoutContact(ids))).toEqual([])
  expect(checkListView(withoutContact([]))).toEqual([])
})
