import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimWindow } from '../../../../renderer/ui/this-window.ts'
import {
  flushDrafts,
  forgetDrafts,
  inheritDrafts,
  keptDraft,
} from '../../../../renderer/ui/record/kept-draft.ts'

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

/** The locks of a browser with these windows beside the one that asks; a closed one has let its lock go. */
function locksWith(open: readonly string[]): LockManager {
  const held = new Set(open.map((name) => `satchel.window.${name}`))
  const request = (
    name: string,
    given: LockOptions | LockGrantedCallback<unknown>,
    then?: LockGrantedCallback<unknown>,
  ) => {
    const [options, granted] = typeof given === 'function' ? [{}, given] : [given, then]
    if (!held.has(name)) {
      held.add(name)
      const done = Promise.resolve(granted?.({ name, mode: 'exclusive' }))
      void done.then(() => held.delete(name))
      return done
    }
    return new Promise((_, reject) =>
      options.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    )
  }
  return {
    request,
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  } as LockManager
}

let session: Storage

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', memoryStorage())
  session = memoryStorage()
  session.setItem('satchel.window', 'here')
  await claimWindow(locksWith([]), session)
})
afterEach(() => {
  forgetDrafts()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a draft', () => {
  it('is kept a moment after the last key', () => {
    const keeper = keptDraft(['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    expect(Object.keys(localStorage)).toEqual([])
    vi.advanceTimersByTime(500)
    expect(Object.keys(localStorage)).toEqual(['satchel.draft.here.anna.leads.new'])
    expect(keeper.read()).toEqual({ name: 'A' })
  })
  it('knows what was emptied', () => {
    const keeper = keptDraft(['anna', 'leads', 'new'])
    keeper.keep({ name: 'A', recurrence: undefined })
    keeper.flush()
    const read = keeper.read() ?? {}
    expect(Object.keys(read)).toEqual(['name', 'recurrence'])
    expect(read['recurrence']).toBeUndefined()
  })
  it('is there for the form that takes the place of the one it is typed in, before it is written', () => {
    const typed = keptDraft(['anna', 'leads', 'new'])
    typed.keep({ name: 'A' })
    const next = keptDraft(['anna', 'leads', 'new'])
    expect(next.read()).toEqual({ name: 'A' })
    expect(keptDraft(['anna', 'leads', 'other']).read()).toBeUndefined()
    next.clear()
    typed.flush()
    expect(Object.keys(localStorage)).toEqual([])
  })
  it('is written at once when the form or the window goes away, and not after it was cleared', () => {
    const keeper = keptDraft(['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    keeper.flush()
    expect(localStorage.getItem('satchel.draft.here.anna.leads.new')).toBe('{"name":"A"}')
    keeper.keep({ name: 'B' })
    flushDrafts()
    expect(localStorage.getItem('satchel.draft.here.anna.leads.new')).toBe('{"name":"B"}')
    keeper.keep({ name: 'C' })
    keeper.clear()
    vi.advanceTimersByTime(500)
    expect(keeper.read()).toBeUndefined()
  })
  it('of one person or record is not another’s, and all go together', () => {
    const keeper = keptDraft(['anna', 'leads', 'new'])
    keeper.keep({ name: 'A' })
    keeper.flush()
    expect(keptDraft(['ben', 'leads', 'new']).read()).toBeUndefined()
    localStorage.setItem('satchel.draft.elsewhere.anna.leads.new', '{}')
    forgetDrafts()
    expect(Object.keys(localStorage)).toEqual([])
  })
  it('of an open window is its own; that of a closed one goes to the next window', async () => {
    localStorage.setItem('satchel.draft.open.anna.leads.new', '{"name":"Open"}')
    localStorage.setItem('satchel.draft.closed.anna.orders.new {"a.b":1}', '{"name":"Closed"}')
    await inheritDrafts(locksWith(['open', 'here']))
    expect(keptDraft(['anna', 'leads', 'new']).read()).toBeUndefined()
    expect(keptDraft(['anna', 'orders', 'new {"a.b":1}']).read()).toEqual({ name: 'Closed' })
    expect(Object.keys(localStorage).toSorted()).toEqual([
      'satchel.draft.here.anna.orders.new {"a.b":1}',
      'satchel.draft.open.anna.leads.new',
    ])
  })
  it('stays for a later window where this one has something for the same form', async () => {
    localStorage.setItem('satchel.draft.closed.anna.leads.new', '{"name":"Closed"}')
    const keeper = keptDraft(['anna', 'leads', 'new'])
    keeper.keep({ name: 'Ours' })
    keeper.flush()
    await inheritDrafts(locksWith(['here']))
    expect(keeper.read()).toEqual({ name: 'Ours' })
    keeper.clear()
    await inheritDrafts(locksWith(['here']))
    expect(keeper.read()).toEqual({ name: 'Closed' })
  })
})

describe('a window', () => {
  it('keeps its name when it is loaded again', async () => {
    expect(await claimWindow(locksWith([]), session)).toBe('here')
  })
  it('gets a name of its own where it is a copy of an open one', async () => {
    const claimed = claimWindow(locksWith(['here']), session, 20)
    await vi.advanceTimersByTimeAsync(50)
    vi.useRealTimers()
    const name = await claimed
    expect(name).not.toBe('here')
    expect(session.getItem('satchel.window')).toBe(name)
  })
})
