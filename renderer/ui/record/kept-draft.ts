/**
 * What is being typed into a form, kept in this window until it is saved or given up. Written a moment
 * after the last key, and at once when the form goes away. A form that takes the place of another, as in a new
 * language, is drawn before the old one goes away: it is given what still waits to be written.
 */
import type { Draft } from './draft-values.ts'

export interface DraftKeeper {
  read: () => Draft | undefined
  keep: (draft: Draft) => void
  /** Writes now what still waits to be written. */
  flush: () => void
  clear: () => void
}

const prefix = 'satchel.draft'
const pause = 300
/** What waits to be written, by key. */
const unwritten = new WeakMap<Storage, Map<string, Draft>>()

function waitingIn(storage: Storage): Map<string, Draft> {
  const waiting = unwritten.get(storage) ?? new Map<string, Draft>()
  unwritten.set(storage, waiting)
  return waiting
}

/** `name` tells drafts apart: the person, the kind of record, and which one. */
export function keptDraft(storage: Storage, name: readonly string[]): DraftKeeper {
  const key = [prefix, ...name].join('.')
  const waiting = waitingIn(storage)
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    const draft = waiting.get(key)
    if (draft) storage.setItem(key, JSON.stringify(draft))
    waiting.delete(key)
  }
  return {
    read() {
      const draft = waiting.get(key)
      if (draft) return draft
      const text = storage.getItem(key)
      return text === null ? undefined : (JSON.parse(text) as Draft)
    },
    keep(draft) {
      waiting.set(key, draft)
      clearTimeout(timer)
      timer = setTimeout(flush, pause)
    },
    flush,
    clear() {
      waiting.delete(key)
      clearTimeout(timer)
      storage.removeItem(key)
    },
  }
}

/** Forgets every draft, such as when somebody signs out. */
export function forgetDrafts(storage: Storage) {
  waitingIn(storage).clear()
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
}
