import { describe, expect, it } from 'vitest'
import { entityOf } from '../../../../shared/entities/index.ts'
import { elsewhere, fieldText, sortValue } from '../../../../renderer/ui/record/field-text.ts'

const field = (collection: Parameters<typeof entityOf>[0], name: string) => {
  const found = entityOf(collection).fields[name]
  if (!found) throw new Error(`${collection} has no ${name}`)
  return found
}

describe('a value in words', () => {
  it('follows the kind of the field', () => {
    expect(fieldText(field('leads', 'status'), 'won')).toBe('Won')
    expect(fieldText(field('products', 'discontinued'), true)).toBe('Yes')
    expect(fieldText(field('customers', 'tags'), ['a', 'b'])).toBe('a, b')
    expect(fieldText(field('customers', 'phone'), undefined)).toBe('')
  })
  it('an amount without a currency takes the document’s', () => {
    expect(fieldText(field('orders', 'freight'), 1050, { currency: 'USD' })).toContain('10.50')
  })
  it('an address reads like an envelope', () => {
    expect(
      fieldText(field('customers', 'address'), {
        street: 'Rue 1',
        city: 'Lyon',
        postalCode: '69001',
        country: 'France',
      }),
    ).toBe('Rue 1\nLyon, 69001\nFrance')
  })
  it('a record that this device does not have is said to be elsewhere', () => {
    expect(fieldText(field('orders', 'customerId'), 'x')).toBe(elsewhere())
    expect(fieldText(field('orders', 'customerId'), 'x', {}, () => 'Maison Dubois')).toBe('Maison Dubois')
  })
  it('stages sort in their order and not by the alphabet', () => {
    const status = field('leads', 'status')
    expect(Number(sortValue(status, 'new'))).toBeLessThan(Number(sortValue(status, 'contacted')))
    expect(sortValue(field('leads', 'value'), { amount: 5, currency: 'EUR' })).toBe(5)
  })
})
