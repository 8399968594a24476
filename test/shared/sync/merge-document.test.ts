import { describe, expect, it } from 'vitest'
import { entityOf } from '../../../shared/entities/index.ts'
import { mergeDocument, mergeLines } from '../../../shared/sync/merge-document.ts'
import { aDocument } from '../../support/a-document.ts'

const customers = entityOf('customers')
const base = aDocument('customers', { phone: '1', notes: 'first\nsecond', tags: ['a', 'b'] })

describe('merging two edits of one record', () => {
  it('keeps both when they touch different fields', () => {
    const { merged, clashes } = mergeDocument(customers, base, { ...base, phone: '2' }, { ...base, fax: '3' })
    expect(merged).toMatchObject({ phone: '2', fax: '3' })
    expect(clashes).toEqual([])
  })
  it('takes the server’s value and keeps the other one when both changed a field', () => {
    const { merged, clashes } = mergeDocument(
      customers,
      base,
      { ...base, phone: '2' },
      { ...base, phone: '3' },
    )
    expect(merged['phone']).toBe('3')
    expect(clashes).toEqual([{ field: 'phone', base: '1', mine: '2', theirs: '3' }])
  })
  it('is no clash when both made the same change', () => {
    const same = { ...base, phone: '2' }
    expect(mergeDocument(customers, base, same, { ...same }).clashes).toEqual([])
  })
  it('merges notes by lines and tags as a set', () => {
    const mine = { ...base, notes: 'first!\nsecond', tags: ['a', 'mine'] }
    const theirs = { ...base, notes: 'first\nsecond\nthird', tags: ['a', 'b', 'theirs'] }
    const { merged, clashes } = mergeDocument(customers, base, mine, theirs)
    expect(clashes).toEqual([])
    expect(merged['notes']).toBe('first!\nsecond\nthird')
    expect(merged['tags']).toEqual(['a', 'theirs', 'mine'])
  })
  it('merges list items one by one', () => {
    const contact = (id: string, name: string) => ({ id, name })
    const was = { ...base, contacts: [contact('1', 'Ann'), contact('2', 'Bob')] }
    const mine = { ...was, contacts: [contact('1', 'Anna'), contact('2', 'Bob')] }
    const theirs = { ...was, contacts: [contact('1', 'Ann'), contact('3', 'Cy')] }
    const { merged, clashes } = mergeDocument(customers, was, mine, theirs)
    expect(clashes).toEqual([])
    expect(merged['contacts']).toEqual([contact('1', 'Anna'), contact('3', 'Cy')])
  })
  it('removes a field that one side removed', () => {
    const { phone: _, ...withoutPhone } = base
    expect(mergeDocument(customers, base, withoutPhone as typeof base, base).merged).not.toHaveProperty(
      'phone',
    )
  })
  it('never lets a device decide what the server sets', () => {
    const theirs = { ...base, revision: '2-b', acceptedAt: '2026-05-02T08:00:00.000Z' }
    const { merged, clashes } = mergeDocument(
      customers,
      base,
      { ...base, revision: '9-z', phone: '2' },
      theirs,
    )
    expect(merged).toMatchObject({ revision: '2-b', acceptedAt: theirs.acceptedAt, phone: '2' })
    expect(clashes).toEqual([])
  })
  it('reports every difference when the base is lost', () => {
    const { clashes } = mergeDocument(customers, undefined, { ...base, phone: '2' }, base)
    expect(clashes.map(({ field }) => field)).toEqual(['phone'])
  })
})

describe('merging lines', () => {
  it('keeps what both added at the end', () => {
    expect(mergeLines(['a'], ['a', 'mine'], ['a', 'theirs'])).toEqual(['a', 'theirs', 'mine'])
  })
  it('gives up when both rewrote the same line', () => {
    expect(mergeLines(['a', 'b'], ['a', 'x'], ['a', 'y'])).toBeUndefined()
  })
  it('applies an edit at the top and one at the bottom', () => {
    expect(mergeLines(['a', 'b', 'c'], ['x', 'b', 'c'], ['a', 'b', 'z'])).toEqual(['x', 'b', 'z'])
  })
})
