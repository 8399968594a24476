/** What is being typed outside the form of a record, kept on this device until it was sent or given up. */
import { useEffect, useRef, useState } from 'react'
import { keptDraft } from './kept-draft.ts'

/** `name` tells drafts apart: the person, the area, and which one; `fresh` makes an empty one. */
export function useKept<T extends object>(name: readonly string[], fresh: () => T) {
  const [keeper] = useState(() => keptDraft(name))
  const [value, setValue] = useState<T>(() => ({ ...fresh(), ...(keeper.read() as Partial<T> | undefined) }))
  const touched = useRef(false)
  useEffect(() => {
    if (touched.current) keeper.keep(value as Record<string, unknown>)
  }, [value, keeper])
  useEffect(() => () => keeper.flush(), [keeper])
  return {
    value,
    change: (next: { [Name in keyof T]?: T[Name] | undefined }): void => {
      touched.current = true
      setValue((before) => ({ ...before, ...next }))
    },
    /** Sent or given up: nothing is kept any longer. What is shown stays. */
    end: (): void => {
      touched.current = false
      keeper.clear()
    },
    /** The same, and an empty one is shown, with these values in it. */
    clear: (rest: Partial<T> = {}): void => {
      touched.current = false
      keeper.clear()
      setValue({ ...fresh(), ...rest })
    },
  }
}
