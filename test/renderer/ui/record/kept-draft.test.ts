import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetDrafts, keptDraft } from '../../../../renderer/ui/record/kept-draft.ts'

function memoryStorage(): Storage {
  const entries = new Map<string, string>()
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem(key: string, value: string) {
      entries.set(key, value)
      Object.defineProperty(storage, key, { value, enumerable: true, configurable: true })
    },
    removeItem(key: string) {
      entries.delete(key)
      Reflect.deleteProperty(storage, key)
    },
    clear: () => entries.clear(),
    key: () => null,
    length: 0,
  }
  for (const name of Object.keys(storage)) Object.defineProperty(storage, name, { enumerable: false })
  return storage
}

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('is kept a moment after the last key', () => {
    const storage = memoryStorage()
    const keeper = keptDraft(storage, ['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    expect(Object.keys(storage)).toEqual([])
    vi.advanceTimersByTime(500)
    expect(Object.keys(storage)).toEqual(['satchel.draft.anna.leads.new'])
    expect(keeper.read()).toEqual({ name: 'A' })
  })
  it('is there for the form that takes the place of the one it is typed in, before it is written', () => {
    const storage = memoryStorage()
    const typed = keptDraft(storage, ['anna', 'leads', 'new'])
    typed.keep({ name: 'A' })
    const next = keptDraft(storage, ['anna', 'leads', 'new'])
    expect(next.read()).toEqual({ name: 'A' })
    expect(keptDraft(storage, ['anna', 'leads', 'other']).read()).toBeUndefined()
    next.clear()
    typed.flush()
    expect(Object.keys(storage)).toEqual([])
  })
  it('is written at once when the form goes away, and not after it was cleared', () => {
    const storage = memoryStorage()
    const keeper = keptDraft(storage, ['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    keeper.flush()
    expect(keptDraft(storage, ['anna', 'leads', 'new']).read()).toEqual({ name: 'A' })
    keeper.keep({ name: 'B' })
    keeper.clear()
    vi.advanceTimersByTime(500)
    expect(keeper.read()).toBeUndefined()
  })
  it('of one person or record is not another’s, and all go together', () => {
    const storage = memoryStorage()
    const keeper = keptDraft(storage, ['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    keeper.flush()
    expect(keptDraft(storage, ['ben', 'leads', 'new']).read()).toBeUndefined()
    forgetDrafts(storage)
    expect(keeper.read()).toBeUndefined()
  })
})
