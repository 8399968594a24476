/**
 * What every list of records has in common: its saved views, its arrangement and its exports. A page draws the
 * table with these parts and adds what is its own.
 */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Condition } from '../../../shared/lists/list-view.ts'
import { useNameOf } from '../../data/index.ts'
import { formatNumber } from '../format.ts'
import { usePageKeys } from '../page-keys.ts'
import { usePreferences } from '../preferences.ts'
import type { ChoiceFilter, Column } from '../table-columns.ts'
import type { TableSource } from '../table-source.ts'
import { useTableState } from '../table-state.ts'
import type { Sorting } from '../table-state.ts'
import { ArrangeList } from './arrange-list.tsx'
import { ExportList } from './export-list.tsx'
import { groupsOf } from './row-groups.ts'
import { usePerson } from './use-access.ts'
import { useOpenedView, useSavedViews } from './use-saved-views.ts'
import type { OpenedView, ViewedList } from './use-saved-views.ts'
import { useTableView } from './use-table-view.ts'
import { columnsNamed } from './view-columns.ts'
import { ViewMenu, ViewTabs } from './view-menu.tsx'

interface ArrangedListOptions<Row> {
  list: ViewedList
  stateKey: string
  /** Of the page; names the files of an export. */
  title: string
  /** The first one is the link. Keep the array stable (useMemo). */
  columns: readonly Column<Row>[]
  filters?: readonly ChoiceFilter<Row>[] | undefined
  initialSorting?: Sorting | undefined
  /** Which records the list is made of, whatever is shown of it. */
  where?: readonly Condition[] | undefined
  /** What is shown while no view is open, such as the tasks of today; a view that is made then keeps it. */
  start?: readonly Condition[] | undefined
  /** Columns that can be changed where they stand. */
  editable?: { has: (name: string) => boolean } | undefined
}

export interface ArrangedList<Row> {
  source: TableSource<Row>
  columns: readonly Column<Row>[]
  opened: OpenedView
  /** Beside the title. */
  viewMenu: ReactNode
  /** Between the title and the filters. */
  above: ReactNode
  /** Beside the filters. */
  tools: ReactNode
  /** What is open over the list. */
  drawer: ReactNode
}

export function useArrangedList<Row extends object>(options: ArrangedListOptions<Row>): ArrangedList<Row> {
  const { list, stateKey, title, filters, initialSorting, where, start, editable } = options
  const person = usePerson()
  const nameOf = useNameOf()
  const state = useTableState(stateKey)
  const views = useSavedViews(list, person)
  const opened = useOpenedView(list, stateKey, filters?.map(({ id }) => id) ?? [], views)
  const [arranging, setArranging] = useState(false)
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  usePageKeys(letterKeys ? [['F', () => setArranging(true)]] : [])
  const columns = useMemo(
    () =>
      columnsNamed(list, options.columns, state.columns, nameOf).map((column) =>
        editable?.has(column.id) ? { ...column, editable: true } : column,
      ),
    [list, options.columns, state.columns, nameOf, editable],
  )
  const isView = opened.saved !== undefined
  const asked = useMemo(
    () => (start && !isView ? [...(where ?? []), ...start] : where),
    [where, start, isView],
  )
  const {
    source: rows,
    view,
    answer,
  } = useTableView<Row>({
    list,
    stateKey,
    columns,
    ...(filters && { filters }),
    ...(asked && { where: asked }),
    ...(initialSorting && { initialSorting }),
  })
  const groups = useMemo(
    () => groupsOf(list, state.groupBy, answer.groups, nameOf),
    [list, state.groupBy, answer.groups, nameOf],
  )
  const source = useMemo(() => ({ ...rows, ...(groups && { groups }) }), [rows, groups])
  const { kept } = views
  const conditions = state.where?.length ?? 0
  const name = opened.view?.name ?? title
  // Drawn anew for what they say, not with every change of the rows.
  const viewMenu = useMemo(
    () => (
      <ViewMenu list={list} stateKey={stateKey} person={person} kept={kept} opened={opened} start={start} />
    ),
    [list, stateKey, person, kept, opened, start],
  )
  const above = useMemo(() => <ViewTabs kept={kept} opened={opened} />, [kept, opened])
  const tools = useMemo(
    () => (
      <>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
          onClick={() => setArranging(true)}
        >
          {conditions ? t`Arrange (${formatNumber(conditions)})` : t`Arrange`}
        </Button>
        <ExportList list={list} title={name} view={view} columns={columns} />
      </>
    ),
    [conditions, list, name, view, columns],
  )
  return {
    source,
    columns,
    opened,
    viewMenu,
    above,
    tools,
    drawer: arranging && (
      <ArrangeList
        list={list}
        stateKey={stateKey}
        initialSorting={initialSorting}
        shown={columns}
        onClose={() => setArranging(false)}
      />
    ),
  }
}
