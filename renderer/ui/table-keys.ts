/**
 * The keys of a table. J/K or the arrows move, Home and End jump, Space or X selects (with Shift all from the last
 * selected one), F2 edits; Enter opens, because a row's name is a link.
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
}

/** J and K work anywhere on the page; the other keys where the answer listens (`onKeyDown`). */
export function useTableKeys({ active, total, focusRow, toggle, edit }: KeyedTable) {
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
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusRow(active + 1),
      ArrowUp: () => focusRow(active - 1),
      Home: () => focusRow(0),
      End: () => focusRow(total - 1),
      PageDown: () => focusRow(active + 10),
      PageUp: () => focusRow(active - 10),
      ' ': () => toggle(active, event.shiftKey),
      F2: () => edit(active),
      ...(letterKeys && {
        j: () => focusRow(active + 1),
        k: () => focusRow(active - 1),
        x: () => toggle(active, event.shiftKey),
      }),
    }
    const move = moves[key]
    if (!move || isTyping(event.target) || (event.target instanceof HTMLInputElement && key === ' ')) return
    event.preventDefault()
    move()
  }
}

/** Keys belong to what is typed into; a checkbox is not. */
const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), textarea, [contenteditable], [data-cell-editor]') !== null
