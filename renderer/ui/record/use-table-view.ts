/**
 * The rows of a list as a table asks for them: what the person typed, chose and sorted by becomes a view that
 * the data worker answers, and the rows around those in view are held here.
 */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import type { Condition, ListView, SortBy } from '../../../shared/lists/list-view.ts'
import { useView, viewIds } from '../../data/index.ts'
import type { ViewState } from '../../data/index.ts'
import { anyChoice } from '../table-columns.ts'
import type { ChoiceFilter, Column } from '../table-columns.ts'
import type { TableSource } from '../table-source.ts'
import { keepQuestion, sortingOf, useTableState } from '../table-state.ts'
import type { Sorting } from '../table-state.ts'
import { rowHeight, usePreferences } from '../preferences.ts'

interface TableViewOptions<Row> {
  list: ListName
  stateKey: string
  columns: readonly Column<Row>[]
  filters?: readonly ChoiceFilter<Row>[]
  /** Which rows the list is made of, before the person filters. */
  where?: readonly Condition[]
  initialSorting?: Sorting
}

const held = 150
/** Where the person scrolls to, other rows are asked for while so many are still to come; and left behind them. */
const ahead = 60
const behind = 15
/** A view takes no more. */
const mostSorts = 5
const countsOnly = { offset: 0, limit: 0 }

/** `view` is the question with all that the person chose, such as for saving or exporting it. */
export function useTableView<Row>(options: TableViewOptions<Row>): {
  source: TableSource<Row>
  view: ListView
  answer: ViewState
} {
  const { list, stateKey, columns, filters, where, initialSorting } = options
  const state = useTableState(stateKey)
  const text = state.text.trim()
  const search = useDeferredValue(text)
  const isTyping = search !== text
  const chosen = useMemo(
    () =>
      (filters ?? []).flatMap(({ id }): Condition[] => {
        const value = state.choices[id] ?? anyChoice
        return value === anyChoice ? [] : [{ column: id, is: 'equal', value }]
      }),
    [filters, state.choices],
  )
  const sort = useMemo(
    () =>
      sortingOf(state, initialSorting)
        .flatMap((each) => sortsOf(list, columns, each))
        .filter(({ by }, place, all) => all.findIndex((other) => other.by === by) === place)
        .slice(0, mostSorts),
    [state, initialSorting, list, columns],
  )
  const { groupBy } = state
  const base = useMemo<ListView>(() => ({ list, ...(where?.length && { where: [...where] }) }), [list, where])
  const view = useMemo<ListView>(() => {
    const conditions = [...(where ?? []), ...chosen, ...(state.where ?? [])]
    return {
      list,
      ...(conditions.length > 0 && { where: conditions }),
      ...(search && { search }),
      ...(sort.length > 0 && { sort }),
      ...(groupBy !== undefined && { groupBy }),
    }
  }, [list, where, chosen, state.where, search, sort, groupBy])

  const density = usePreferences((preferences) => preferences.density)
  // Where the person was when they left: these rows are wanted first.
  const [offset, setOffset] = useState(() =>
    Math.max(0, Math.floor(state.scroll / rowHeight[density]) - ahead),
  )
  const answer = useView(view, { offset, limit: held })
  const isNarrowed = chosen.length > 0 || search !== '' || (state.where?.length ?? 0) > 0
  const counts = useView(isNarrowed ? base : undefined, countsOnly)
  const all = isNarrowed ? counts.total : answer.provisional ? undefined : answer.total

  const question = JSON.stringify(view)
  useEffect(() => keepQuestion(stateKey, question), [stateKey, question])

  const shown = useRef(0)
  const show = useCallback((first: number, last: number) => {
    const isDown = first >= shown.current
    shown.current = first
    setOffset((before) => {
      const [above, below] = isDown ? [behind, ahead] : [ahead, behind]
      const isNear = first >= before + (before === 0 ? 0 : above) && last < before + held - below
      if (isNear) return before
      return Math.max(0, isDown ? first - 2 * behind : last + 1 + 2 * behind - held)
    })
  }, [])
  const allIds = useCallback(async () => viewIds(JSON.parse(question) as ListView), [question])
  const source = useMemo<TableSource<Row>>(
    () => ({
      total: answer.total ?? 0,
      all,
      rowAt: (index) => answer.rows[index - answer.offset] as Row | undefined,
      loading: answer.loading || answer.provisional,
      isBehind: answer.isBehind === true || isTyping,
      show,
      allIds,
      ...(answer.error && { error: answer.error }),
    }),
    [answer, isTyping, all, show, allIds],
  )
  return { source, view, answer }
}

/** What a column is sorted by, where the rows are; a column that only this screen knows is not sorted by. */
function sortsOf<Row>(list: ListName, columns: readonly Column<Row>[], { id, desc }: Sorting): SortBy[] {
  const given = columns.find((column) => column.id === id)?.sortBy ?? [{ by: id }]
  return given
    .filter(({ by }) => columnOf(list, by) !== undefined)
    .map((each) => ({ by: each.by, ...((each.desc === true) !== desc && { desc: true }) }))
}
