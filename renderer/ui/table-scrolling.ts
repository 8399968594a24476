/**
 * How a table scrolls: only the rows in view are drawn, it opens where the person left it, and another
 * arrangement starts at the top.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { Lines, TableSource } from './table-source.ts'
import { useTables, useTableState } from './table-state.ts'

interface TableScrolling {
  scroller: RefObject<HTMLDivElement | null>
  virtual: Virtualizer<HTMLDivElement, Element>
  /** Keeps where the person is; told at every turn of the wheel. */
  onScroll: () => void
  /** Focuses a row; one that has not arrived yet when it is drawn. */
  focusRow: (index: number) => void
}

export function useTableScrolling(options: {
  stateKey: string
  source: Pick<TableSource<never>, 'total' | 'loading'>
  lines: Lines
  /** Of a row, px. */
  height: number
  /** Says how the rows are arranged; another text is another arrangement. */
  arrangement: string
}): TableScrolling {
  const { stateKey, source, lines, height, arrangement } = options
  const { total, loading } = source
  const { scroll } = useTableState(stateKey)
  const change = useTables((tables) => tables.change)
  const scroller = useRef<HTMLDivElement>(null)

  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    useFlushSync: false,
    initialOffset: scroll,
  })
  useEffect(() => virtual.measure(), [virtual, height])

  // The rows come after the first drawing, and a list without rows has nowhere to scroll to.
  const restored = useRef(scroll === 0)
  useLayoutEffect(() => {
    if (restored.current || total === 0) return
    // While only the first rows are there the list is not yet long enough.
    restored.current = !loading
    scroller.current?.scrollTo({ top: scroll })
  }, [total, loading, scroll])

  const arranged = useRef(arrangement)
  useLayoutEffect(() => {
    if (arranged.current === arrangement) return
    arranged.current = arrangement
    scroller.current?.scrollTo({ top: 0 })
  }, [arrangement])

  // The position is kept when the list goes away, not at every turn of the wheel; it is not read from the
  // element then, because a hidden element has none.
  const position = useRef(scroll)
  useEffect(() => () => change(stateKey, { scroll: position.current }), [change, stateKey])

  const wanted = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    const row = scroller.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] [data-row-main]`,
    )
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  return {
    scroller,
    virtual,
    onScroll() {
      position.current = scroller.current?.scrollTop ?? 0
    },
    focusRow(index) {
      wanted.current = index
      virtual.scrollToIndex(lines.lineOf(index))
    },
  }
}
