/**
 * What is being typed into a form, kept in this window until it is saved or given up. Written a moment
 * after the last key, and at once when the form goes away.
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

/** `name` tells drafts apart: the person, the kind of record, and which one. */
export function keptDraft(storage: Storage, name: readonly string[]): DraftKeeper {
  const key = [prefix, ...name].join('.')
  let waiting: Draft | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    if (waiting) storage.setItem(key, JSON.stringify(waiting))
    waiting = undefined
  }
  return {
    read() {
      const text = storage.getItem(key)
      return text === null ? undefined : (JSON.parse(text) as Draft)
    },
    keep(draft) {
      waiting = draft
      clearTimeout(timer)
      timer = setTimeout(flush, pause)
    },
    flush,
    clear() {
      waiting = undefined
      clearTimeout(timer)
      storage.removeItem(key)
    },
  }
}

/** Forgets every draft, such as when somebody signs out. */
export function forgetDrafts(storage: Storage) {
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key)
}
