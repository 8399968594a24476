import { describe, expect, it } from 'vitest'
import { entityOf } from '../../../../shared/entities/index.ts'
import { changesOf, draftOf, valuesOf } from '../../../../renderer/ui/record/draft-values.ts'

const { fields } = entityOf('customers')
const own = Object.fromEntries(
  ['name', 'status', 'phone', 'address', 'contacts', 'tags', 'notes'].flatMap((name) =>
    fields[name] ? [[name, fields[name]]] : [],
  ),
)
const stored = {
  name: 'Maison Dubois',
  status: 'active',
  phone: '1',
  address: { city: 'Lyon' },
  contacts: [{ id: 'a', name: 'Anne' }],
}

describe('what a form holds', () => {
  it('an untouched form changes nothing', () => {
    expect(changesOf(own, draftOf(own, stored), stored)).toEqual({})
  })
  it('names only the fields that changed, and removes what was emptied', () => {
    const draft = { ...draftOf(own, stored), phone: ' ', name: 'Maison Dubois SA' }
    const changes = changesOf(own, draft, stored)
    expect(changes).toEqual({ name: 'Maison Dubois SA', phone: undefined })
    expect(Object.hasOwn(changes, 'phone')).toBe(true)
  })
  it('an emptied object is removed whole', () => {
    const draft = { ...draftOf(own, stored), address: draftOf(fields['address']?.fields ?? {}, {}) }
    expect(changesOf(own, draft, stored)).toEqual({ address: undefined })
  })
  it('trims lines, keeps the inside of text, and leaves absent fields absent', () => {
    const draft = { ...draftOf(own, {}), name: '  Neu  ', notes: 'a\n\n b\n\n' }
    expect(valuesOf(own, draft)).toEqual({ name: 'Neu', notes: 'a\n\n b', contacts: [], tags: [] })
  })
  it('items keep their ids', () => {
    const draft = draftOf(own, stored)
    expect(valuesOf(own, draft)['contacts']).toEqual([{ id: 'a', name: 'Anne' }])
  })
})
