/**
 * The focus in a grid of inputs whose lines come and go. Cells are told apart by a key that stays with the line,
 * so that the focus goes to the right one also when it is drawn only afterwards.
 */
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'

export function useCellFocus() {
  const inputs = useRef(new Map<string, HTMLInputElement>())
  /** The cell to go to once it is there. */
  const wanted = useRef<string>(undefined)

  function focus(key: string) {
    const input = inputs.current.get(key)
    input?.focus()
    input?.select()
  }
  useEffect(() => {
    if (!wanted.current) return
    const key = wanted.current
    wanted.current = undefined
    focus(key)
  })
  return {
    focus,
    /** The same, after what is being changed now is drawn. */
    focusNext: (key: string): void => {
      wanted.current = key
    },
    /** The `ref` of the input of a cell. */
    keep: (key: string) => (input: HTMLInputElement | null) => {
      if (input) inputs.current.set(key, input)
      else inputs.current.delete(key)
    },
  }
}

/** Enter that goes to the next cell: not the one that sends the form or ends a composed character. */
export const isPlainEnter = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing
