/**
 * The keys of a table. J/K or the arrows move, Home and End jump, X selects (with Shift all from the last selected
 * one), Space previews, or selects where there is no preview, F2 edits, and each table has letters of its own; Enter
 * opens, because a row's name is a link.
 */
import { useHotkeys } from '@mantine/hooks'
import type { KeyboardEvent } from 'react'
import { usePreferences } from './preferences.ts'

interface KeyedTable {
  /** The row that keys act on. */
  active: number
  total: number
  /** Beyond the last row is the last row. */
  focusRow: (index: number) => void
  toggle: (index: number, isRange: boolean) => void
  edit: (index: number) => void
  /** Shows what is known of the row beside the table, or no longer. */
  preview: ((index: number) => void) | undefined
  /** Returns whether there was a preview to close. */
  closePreview: () => boolean
  /** Lower case; what each does to the row. */
  letters: Readonly<Record<string, (index: number) => void>>
}

/** J and K work anywhere on the page; the other keys where the answer listens (`onKeyDown`). */
export function useTableKeys(table: KeyedTable) {
  const { active, total, focusRow, toggle, edit, preview, closePreview, letters } = table
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  useHotkeys(
    letterKeys
      ? [
          ['J', () => focusRow(active)],
          ['K', () => focusRow(active)],
        ]
      : [],
  )
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const moves: Record<string, () => unknown> = {
      ArrowDown: () => focusRow(active + 1),
      ArrowUp: () => focusRow(active - 1),
      Home: () => focusRow(0),
      End: () => focusRow(total - 1),
      PageDown: () => focusRow(active + 10),
      PageUp: () => focusRow(active - 10),
      ' ': () => (preview && !event.shiftKey ? preview(active) : toggle(active, event.shiftKey)),
      F2: () => edit(active),
      Escape: closePreview,
      ...(letterKeys && {
        j: () => focusRow(active + 1),
        k: () => focusRow(active - 1),
        x: () => toggle(active, event.shiftKey),
      }),
    }
    const act = letterKeys ? letters[key] : undefined
    const move = moves[key] ?? (act && (() => act(active)))
    if (!move || isTyping(event.target) || (key === ' ' && isPressed(event.target))) return
    if (move() === false) return
    event.preventDefault()
  }
}

/** Keys belong to what is typed into; a checkbox is not. */
const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), textarea, [contenteditable], [data-cell-editor]') !== null

/** Space presses a button and ticks a box; the name of a row is neither. */
const isPressed = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest('input, button:not([data-row-main])') !== null
