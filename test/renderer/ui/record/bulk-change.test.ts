import { describe, expect, it } from 'vitest'
import { byReason, changeMany, changeTo } from '../../../../renderer/ui/record/bulk-change.ts'
import type { BulkOptions } from '../../../../renderer/ui/record/bulk-change.ts'

const ids = Array.from({ length: 250 }, (_, index) => `lead-${index}`)
const written: string[] = []
const options = (more: Partial<BulkOptions>): BulkOptions => ({
  ids,
  read: async (wanted) => wanted.map((id) => ({ id, status: 'new' })),
  changesFor: (row) => changeTo('status', { set: 'working' }, row),
  write: async (id) => {
    written.push(id)
    return undefined
  },
  ...more,
})

describe('one change to many records', () => {
  it('reaches each of them once, in their order, and tells how far it is', async () => {
    written.length = 0
    const seen: number[] = []
    const outcome = await changeMany(options({ onProgress: (done) => seen.push(done) }))
    expect(outcome).toEqual({ changed: 250, same: 0, gone: 0, refused: [], rest: 0 })
    expect(written).toEqual(ids)
    expect(seen).toEqual(ids.map((_, index) => index + 1))
  })
  it('leaves what is so already, tells what is gone, and goes on past what is refused', async () => {
    const outcome = await changeMany(
      options({
        read: async (wanted) =>
          wanted.slice(1).map((id) => ({ id, status: id.endsWith('9') ? 'working' : 'new' })),
        write: async (id) => (id.endsWith('8') ? 'Not yours.' : undefined),
      }),
    )
    // One of each hundred is gone; of the ids that end in 9 none needs a change.
    expect(outcome).toMatchObject({ gone: 3, same: 25, rest: 0 })
    expect(outcome.refused).toHaveLength(25)
    expect(outcome.changed).toBe(250 - 3 - 25 - 25)
    expect(byReason(outcome.refused)).toEqual([{ reason: 'Not yours.', ids: expect.any(Array) as string[] }])
  })
  it('stops when it is told to, and says how many are left', async () => {
    let done = 0
    const outcome = await changeMany(
      options({ onProgress: (count) => (done = count), isStopped: () => done >= 120 }),
    )
    expect(outcome).toMatchObject({ changed: 120, rest: 130 })
  })
})

describe('what a field becomes', () => {
  it('sets a value, empties one, and needs nothing where it is so already', () => {
    const row = { id: '1', phone: '030' }
    expect(changeTo('phone', { set: '040' }, row)).toEqual({ phone: '040' })
    expect(changeTo('phone', { set: undefined }, row)).toEqual({ phone: undefined })
    expect(changeTo('phone', { set: '030' }, row)).toBeUndefined()
    expect(changeTo('fax', { set: undefined }, row)).toBeUndefined()
  })
  it('adds tags to those that are there and takes away only those named', () => {
    const row = { id: '1', tags: ['vip', 'north'] }
    expect(changeTo('tags', { add: ['fair', 'vip'] }, row)).toEqual({ tags: ['vip', 'north', 'fair'] })
    expect(changeTo('tags', { add: ['vip'] }, row)).toBeUndefined()
    expect(changeTo('tags', { remove: ['vip'] }, row)).toEqual({ tags: ['north'] })
    expect(changeTo('tags', { remove: ['vip', 'north'] }, row)).toEqual({ tags: undefined })
    expect(changeTo('tags', { remove: ['x'] }, { id: '2' })).toBeUndefined()
  })
})
