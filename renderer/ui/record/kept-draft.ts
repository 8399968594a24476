/**
 * What is being typed into a form, kept on this device until it is saved or given up, also while the app is closed.
 * Each window keeps its own (`this-window.ts`). Written a moment after the last key, and at once when the form or the
 * window goes away. A form that takes the place of another, as in a new language, is drawn before the old one goes
 * away: it is given what still waits to be written.
 */
import { settleEstate, thisWindow } from '../this-window.ts'
import type { Draft } from './draft-values.ts'

export interface DraftKeeper {
  read: () => Draft | undefined
  keep: (draft: Draft) => void
  /** Writes now what still waits to be written. */
  flush: () => void
  clear: () => void
}

const prefix = 'satchel.draft.'
const pause = 300
/** What waits to be written, by key. */
const unwritten = new Map<string, Draft>()

const keyOf = (window: string, name: string) => `${prefix}${window}.${name}`

/** What was emptied is undefined, which JSON would leave out: the form would fill it in again. */
const toText = (draft: Draft): string =>
  JSON.stringify(Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value ?? null])))

const fromText = (text: string): Draft =>
  Object.fromEntries(
    Object.entries(JSON.parse(text) as Draft).map(([name, value]) => [name, value ?? undefined]),
  )

function write(key: string) {
  const draft = unwritten.get(key)
  unwritten.delete(key)
  if (draft) localStorage.setItem(key, toText(draft))
}

/** `name` tells drafts apart: the person, the kind of record, and which one. */
export function keptDraft(name: readonly string[]): DraftKeeper {
  const key = keyOf(thisWindow(), name.join('.'))
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    read() {
      const draft = unwritten.get(key)
      if (draft) return draft
      const text = localStorage.getItem(key)
      return text === null ? undefined : fromText(text)
    },
    keep(draft) {
      unwritten.set(key, draft)
      clearTimeout(timer)
      timer = setTimeout(() => write(key), pause)
    },
    flush() {
      clearTimeout(timer)
      write(key)
    },
    clear() {
      unwritten.delete(key)
      clearTimeout(timer)
      localStorage.removeItem(key)
    },
  }
}

/** Writes now whatever waits to be written, such as when the window closes. */
export function flushDrafts() {
  for (const key of unwritten.keys()) write(key)
}

/**
 * Takes over what was typed in windows that are closed. Where two left something for the same form, or this window
 * has it already, the other stays for the next window.
 */
export async function inheritDrafts(locks: LockManager) {
  await settleEstate(locks, (isClosed) => {
    for (const key of draftKeys()) {
      const [window = '', ...rest] = key.slice(prefix.length).split('.')
      const ours = keyOf(thisWindow(), rest.join('.'))
      const text = localStorage.getItem(key)
      if (text === null || !isClosed(window) || localStorage.getItem(ours) !== null) continue
      localStorage.setItem(ours, text)
      localStorage.removeItem(key)
    }
  })
}

/** Forgets every draft of every window, such as when somebody signs out. */
export function forgetDrafts() {
  unwritten.clear()
  for (const key of draftKeys()) localStorage.removeItem(key)
}

const draftKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
