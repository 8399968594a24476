import { describe, expect, it } from 'vitest'
import {
  byDay,
  changesIn,
  latestFirst,
  ofInteraction,
  ofOrder,
  ofTask,
} from '../../../../renderer/features/timeline/timeline-items.ts'
import { fieldChangeWords } from '../../../../renderer/features/timeline/change-words.ts'
import { aDocument } from '../../../support/a-document.ts'
import type { Interaction } from '../../../../shared/entities/interaction.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import type { Task } from '../../../../shared/entities/task.ts'

const noon = (day: string) => new Date(`${day}T12:00:00`).toISOString()

describe('the timeline', () => {
  it('puts what happened into one list by day, the latest first', () => {
    const call = ofInteraction(
      aDocument('interactions', { at: noon('2026-05-02') }) as unknown as Interaction,
    )
    const task = ofTask(aDocument('tasks', { createdAt: noon('2026-05-03') }) as unknown as Task)
    const imported = ofOrder(
      aDocument('orders', { orderDate: '2026-05-02', createdAt: noon('2026-06-01') }) as unknown as Order,
    )
    const change = changesIn('customers', {
      ...aDocument('customers'),
      history: [{ at: noon('2026-05-04'), fields: [{ name: 'notes' }] }],
    })
    const days = byDay([imported, call, task, ...change].toSorted(latestFirst))
    expect(days.map(({ day, items }) => [day, items.map(({ kind }) => kind)])).toEqual([
      ['2026-05-04', ['changes']],
      ['2026-05-03', ['tasks']],
      ['2026-05-02', ['interactions', 'orders']],
    ])
    expect(imported.at).toBeUndefined()
  })
  it('says what changed from what to what, as far as it was kept', () => {
    const words = (change: Parameters<typeof fieldChangeWords>[1]) =>
      fieldChangeWords('customers', change, () => 'Anna Bauer')
    expect(words({ name: 'status', from: 'active', to: 'inactive' })).toBe('Status: Active → Inactive')
    expect(words({ name: 'ownerId', to: 'x' })).toBe('Owner: Anna Bauer')
    expect(words({ name: 'contactEveryDays', from: 30 })).toBe('Contact every (days): 30 removed')
    expect(words({ name: 'notes' })).toBe('Notes')
  })
})
