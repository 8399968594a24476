import { expect, it } from 'vitest'
import { bytesText } from '../../../../renderer/features/sync/use-storage-used.ts'
import { recordAsText, valueWords } from '../../../../renderer/features/sync/value-words.ts'
import { entityOf } from '../../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../../shared/entities/index.ts'

const nameOf = (_: unknown, id: string) => (id === 'p1' ? 'Chai' : undefined)

it('the lines of an order are told one by one', () => {
  const { lines } = entityOf('orders').fields
  if (!lines) throw new Error('orders have lines')
  const words = valueWords(lines, [{ id: 'l1', productId: 'p1', quantity: 3 }], { currency: 'EUR' }, nameOf)
  expect(words).toContain('Chai')
  expect(words).toContain('3')
  expect(words).not.toContain('l1')
})

it('what was typed is copied as text, without what the server sets', () => {
  const at = '2026-05-03T10:00:00.000Z'
  const customer: AnyDocument = {
    id: 'c1',
    name: 'Ernst Handel',
    phone: '111',
    status: 'active',
    revision: '3-abc',
    createdAt: at,
    updatedAt: at,
  }
  const text = recordAsText('customers', customer, nameOf)
  expect(text.split('\n')).toEqual(
    expect.arrayContaining(['Customer: Ernst Handel', 'Name: Ernst Handel', 'Phone: 111', 'Status: Active']),
  )
  expect(text).not.toContain('3-abc')
  expect(text).not.toContain('c1')
})

it('storage is told in round figures', () => {
  expect([0, 999, 1_500_000, 42_000_000, 3_200_000_000].map((bytes) => bytesText(bytes, 'en'))).toEqual([
    '0 bytes',
    '999 bytes',
    '1.5 MB',
    '42 MB',
    '3.2 GB',
  ])
})
