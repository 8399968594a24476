/** What is being typed into a stock form, kept in this window until it was sent or given up. */
import { useEffect, useRef, useState } from 'react'
import { keptDraft } from '../../ui/record/kept-draft.ts'

/** `name` tells the forms of this window apart; `fresh` makes an empty one. */
export function useKept<T extends object>(personId: string, name: string, fresh: () => T) {
  const [keeper] = useState(() => keptDraft(sessionStorage, [personId, 'inventory', name]))
  const [value, setValue] = useState<T>(() => ({ ...fresh(), ...(keeper.read() as T | undefined) }))
  const touched = useRef(false)
  useEffect(() => {
    if (touched.current) keeper.keep(value as Record<string, unknown>)
  }, [value, keeper])
  useEffect(() => () => keeper.flush(), [keeper])
  return {
    value,
    change(next: Partial<T>) {
      touched.current = true
      setValue((before) => ({ ...before, ...next }))
    },
    /** Sent or given up: nothing is kept any longer. */
    end() {
      touched.current = false
      keeper.clear()
    },
  }
}
