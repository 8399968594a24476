import { describe, expect, it } from 'vitest'
import { listOfView, readSavedView } from '../../../shared/lists/saved-view.ts'
import { aDocument } from '../../support/a-document.ts'

const read = (value: unknown, kind = 'view') => readSavedView(aDocument('settings', { kind, value }))
const view = { list: 'leads', where: [{ column: 'status', is: 'one-of', values: ['new', 'working'] }] }

describe('a saved view', () => {
  it('keeps the question, the columns in their order, the tab and whom it is shared with', () => {
    const value = { view, columns: ['title', 'value', 'title'], pinned: true, share: 'everyone' }
    expect(read(value)).toEqual({ ok: true, saved: { ...value, columns: ['title', 'value'] } })
  })
  it('needs no more than a question', () => {
    expect(read({ view: { list: 'customers' } })).toEqual({
      ok: true,
      saved: { view: { list: 'customers' } },
    })
  })
  it('that is broken, or from a version with other columns, says what is wrong', () => {
    const broken = [
      undefined,
      'view',
      { view: { list: 'planets' } },
      { view: { list: 'leads', where: [{ column: 'shoeSize', is: 'equal', value: 44 }] } },
      { view, columns: ['shoeSize'] },
      { view, columns: [] },
      { view, columns: [7] },
    ]
    for (const value of broken) {
      const answer = read(value)
      expect(answer.ok, JSON.stringify(value)).toBe(false)
      if (!answer.ok) expect(answer.problems.length).toBeGreaterThan(0)
    }
    expect(read({ view }, 'team').ok).toBe(false)
  })
  it('says its list even when it cannot be used', () => {
    const broken = { view: { list: 'leads', where: 'all' } }
    expect(listOfView(aDocument('settings', { value: broken }))).toBe('leads')
    expect(listOfView(aDocument('settings', { value: 3 }))).toBeUndefined()
  })
})
