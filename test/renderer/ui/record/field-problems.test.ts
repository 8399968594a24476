import { describe, expect, it } from 'vitest'
import { entityOf } from '../../../../shared/entities/index.ts'
import { draftOf } from '../../../../renderer/ui/record/draft-values.ts'
import { fieldAt, problemsOf, sentenceOf } from '../../../../renderer/ui/record/field-problems.ts'

const lead = entityOf('leads').fields
const customer = entityOf('customers').fields
const pick = (fields: typeof lead, ...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])))

describe('what is wrong with what was typed', () => {
  it('says what to do, by field', () => {
    const fields = pick(lead, 'name', 'source', 'email', 'expectedClose')
    const draft = { ...draftOf(fields, {}), email: 'anna', expectedClose: '2026-02-30' }
    expect(problemsOf(fields, draft)).toEqual({
      name: 'Enter a name.',
      source: 'Choose a source.',
      email: 'Enter an email address such as anna@example.com.',
      expectedClose: 'Enter a day such as 3 May 2026.',
    })
  })
  it('looks into lists and objects', () => {
    const fields = pick(customer, 'contacts', 'address')
    const draft = draftOf(fields, {
      contacts: [{ id: 'a', name: '', email: 'x' }],
      address: { city: 'x'.repeat(101) },
    })
    expect(problemsOf(fields, draft)).toEqual({
      'contacts.0.name': 'Enter a name.',
      'contacts.0.email': 'Enter an email address such as anna@example.com.',
      'address.city': 'Shorten this to 100 characters.',
    })
  })
  it('an empty form of optional fields is fine', () => {
    const fields = pick(lead, 'company', 'value', 'notes', 'address')
    expect(problemsOf(fields, draftOf(fields, {}))).toEqual({})
  })
  it('names the place of a problem in words', () => {
    expect(fieldAt(customer, 'contacts.1.email')?.label).toBe('Contacts 2, email')
    expect(fieldAt(customer, 'name')?.label).toBe('Name')
    expect(fieldAt(customer, 'nothing')).toBeUndefined()
  })
  it('makes sentences of refusals', () => {
    expect(sentenceOf({ field: 'name', message: 'is required' })).toBe('Is required.')
  })
})
