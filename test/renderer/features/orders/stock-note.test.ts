import { expect, test } from 'vitest'
import { stockNote } from '../../../../renderer/features/orders/stock-note.ts'

const chai = {
  stockOnHand: 12,
  stockAsOf: new Date(2026, 4, 3, 9, 40).toISOString(),
  updatedAt: '2026-01-01T00:00:00.000Z',
  discontinued: false,
}
const today = new Date(2026, 4, 3, 17, 0)

test('stock tells its age: the time today, the day before that', () => {
  expect(stockNote(chai, 3, today, 'en-GB')).toEqual({ text: '12 in stock, as of 09:40', short: false })
  expect(stockNote(chai, 3, new Date(2026, 4, 5), 'en-GB').text).toBe('12 in stock, as of 3 May')
})

test('asking for more than there was is said', () => {
  expect(stockNote(chai, 13, today, 'en-GB')).toEqual({ text: 'Only 12 in stock, as of 09:40', short: true })
  expect(stockNote({ ...chai, stockOnHand: 0 }, 1, today, 'en-GB').text).toBe('None in stock, as of 09:40')
})

test('an unreadable quantity is not short', () => {
  expect(stockNote(chai, undefined, today, 'en-GB').short).toBe(false)
})

test('a discontinued product is named as such', () => {
  expect(stockNote({ ...chai, discontinued: true }, 1, today, 'en-GB').text).toBe(
    '12 in stock, as of 09:40 · discontinued',
  )
})

test('what is reserved for others is not there', () => {
  expect(stockNote({ ...chai, stockReserved: 10 }, 3, today, 'en-GB')).toEqual({
    text: 'Only 2 available, as of 09:40',
    short: true,
  })
})

test('what is written here and not sent yet counts against it', () => {
  expect(stockNote(chai, 10, today, 'en-GB', 3)).toEqual({
    text: 'Only 12 in stock, as of 09:40; 3 of yours unsent',
    short: true,
  })
})
