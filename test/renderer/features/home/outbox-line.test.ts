import { expect, test } from 'vitest'
import { outboxLine } from '../../../../renderer/features/home/outbox-line.ts'

const sync = { connection: 'online', waiting: 0, toDecide: 0, refused: 0 } as const

test('being offline is said without alarm, with what will go out', () => {
  expect(outboxLine({ ...sync, connection: 'offline', waiting: 4 })).toEqual({
    icon: 'offline',
    words: 'You are offline. Keep working; 4 changes will go out when you reconnect.',
  })
  expect(outboxLine({ ...sync, connection: 'offline', waiting: 1 }).words).toContain('1 change will')
})

test('what waits while online is on its way', () => {
  expect(outboxLine({ ...sync, waiting: 2 })).toEqual({
    icon: 'waiting',
    words: '2 changes on the way to the office.',
  })
})

test('everything accepted is only said when nothing came back', () => {
  expect(outboxLine(sync).words).toBe('Nothing to decide. Everything you sent was accepted.')
  expect(outboxLine({ ...sync, refused: 1 }).words).toBe('Everything has been sent.')
})
