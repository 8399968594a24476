/**
 * Which rows of a table are selected, by their ids: rows that are not in the page can be selected too. With Shift
 * everything from the last one on is.
 */
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { TableSource } from './table-source.ts'

export interface TableSelection {
  has: (id: string) => boolean
  ids: readonly string[]
  /** Of the rows that match; undefined: some. */
  isAll: boolean | undefined
  /** `isRange`: everything from the last one on. */
  toggle: (id: string, isRange: boolean) => void
  /** All rows that match, or none when they are. */
  toggleAll: () => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** `toggle`, `toggleAll` and `clear` are the same functions for the life of the table. */
export function useTableSelection({ total, allIds }: Pick<TableSource<never>, 'total' | 'allIds'>) {
  const [selected, setSelected] = useState(none)
  /** Where the last selection was made. */
  const anchor = useRef<string>(undefined)
  const ids = useMemo(() => [...selected], [selected])
  const isAll = ids.length === 0 ? false : ids.length >= total ? true : undefined
  const latest = useRef({ allIds, isAll })
  useLayoutEffect(() => {
    latest.current = { allIds, isAll }
  })
  const clear = useCallback(() => setSelected(none), [])
  const toggle = useCallback((id: string, isRange: boolean) => {
    const from = anchor.current
    anchor.current = id
    if (isRange && from !== undefined && from !== id)
      void latest.current.allIds().then((all) => {
        const [first = 0, last = 0] = [all.indexOf(from), all.indexOf(id)].sort((a, b) => a - b)
        const range = first < 0 ? [id] : all.slice(first, last + 1)
        setSelected((before) => new Set([...before, ...range]))
      })
    else
      setSelected((before) => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      })
  }, [])
  const toggleAll = useCallback(() => {
    if (latest.current.isAll) setSelected(none)
    else void latest.current.allIds().then((all) => setSelected(new Set(all)))
  }, [])
  return useMemo<TableSelection>(
    () => ({ has: (id) => selected.has(id), ids, isAll, toggle, toggleAll, clear }),
    [selected, ids, isAll, toggle, toggleAll, clear],
  )
}
