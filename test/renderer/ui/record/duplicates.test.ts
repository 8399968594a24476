import { expect, test } from 'vitest'
import { identityOf, isSimilar, likenessOf } from '../../../../renderer/ui/record/duplicates.ts'

const like = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  likenessOf(identityOf(a), identityOf(b))

test('an email address is the same in any case, also of a contact', () => {
  expect(like({ email: 'Anna@Berg.example' }, { contacts: [{ email: 'anna@berg.example ' }] })).toBe('email')
  expect(like({ email: 'anna@berg.example' }, { email: 'anne@berg.example' })).toBeUndefined()
})

test('a phone number is the same with and without its country code, however it is written', () => {
  expect(like({ phone: '+49 (0)30 123 456 78' }, { phone: '030-12345678' })).toBe('phone')
  expect(like({ phone: '(5) 555-4729' }, { contacts: [{ phone: '55554729' }] })).toBe('phone')
  expect(like({ phone: '110' }, { phone: '110' })).toBeUndefined()
})

test('a name is similar without accents, legal forms and with a slip of the finger', () => {
  expect(like({ name: 'Maison Dewey' }, { name: 'Maison Déwey S.A.' })).toBe('name')
  expect(like({ name: 'Blauer See Delikatessen' }, { name: 'Bluaer See Delikatesen GmbH' })).toBe('name')
  expect(like({ name: 'Anna Berg', company: 'Berg AB' }, { name: 'BERG' })).toBe('name')
  expect(like({ name: 'Around the Horn' }, { name: 'Around the Corner' })).toBeUndefined()
  expect(like({ name: 'Ed' }, { name: 'Ed' })).toBeUndefined()
})

test('short names are similar only when they are equal', () => {
  expect(isSimilar('anna', 'anne')).toBe(false)
  expect(isSimilar('müller', 'mülelr')).toBe(true)
})
