import { expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { provisionalNumber } from '../../../../renderer/features/orders/provisional-number.ts'

const id = '019a1b2c-3d4e-7f5a-8b6c-7d8e9fa0b1c2'

test('a provisional number tells who wrote the order and on which day', () => {
  expect(provisionalNumber('Anna Bauer', '2026-05-03', id)).toMatch(/^AB-260503-[0-9A-HJKMNP-TV-Z]{5}$/)
})

test('the same order always has the same provisional number', () => {
  expect(provisionalNumber('Anna Bauer', '2026-05-03', id)).toBe(
    provisionalNumber('Anna Bauer', '2026-05-03', id),
  )
})

test('initials survive accents, middle names, single names and no name', () => {
  const initials = (name: string) => provisionalNumber(name, '2026-05-03', id).split('-')[0]
  expect(initials('Élise van der Ödberg')).toBe('EO')
  expect(initials('Nancy')).toBe('NA')
  expect(initials('李 小龙')).toBe('李小')
  expect(initials('42')).toBe('X')
})

test('orders of one person on one day do not share a number', () => {
  const numbers = new Set(
    Array.from({ length: 200 }, () => provisionalNumber('Anna Bauer', '2026-05-03', uuidv7())),
  )
  expect(numbers.size).toBe(200)
})
