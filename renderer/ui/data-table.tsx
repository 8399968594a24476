/**
 * A list of any size: filter box, choice filters, sorting, virtual rows, selection and keyboard, with its
 * loading, empty and error states. It fills the height it is given. Only the rows in view are in the
 * document, so the true count and positions are said through aria-rowcount and aria-rowindex.
 *
 * Keys: J/K or the arrows move, Home and End jump, Enter opens, Space or X selects, Mod+F goes to the filter.
 */
import { t } from '@lingui/core/macro'
import {
  ActionBar,
  Box,
  Checkbox,
  CloseButton,
  Group,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core'
import { useElementSize, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { DataTableHead } from './data-table-head.tsx'
import { DataTableRow } from './data-table-row.tsx'
import type { RowActions } from './data-table-row.tsx'
import { DataTableState } from './data-table-state.tsx'
import { formatNumber } from './format.ts'
import { rowHeight, usePreferences } from './preferences.ts'
import { anyChoice, fitColumns, shareWidth } from './table-columns.ts'
import type { ChoiceFilter, Column } from './table-columns.ts'
import { useLocalRows } from './table-source.ts'
import type { TableSource } from './table-source.ts'
import { sortingOf, useTables, useTableState } from './table-state.ts'
import type { Sorting } from './table-state.ts'
import { inSentence } from '../words/entity-words.ts'

interface SourceTableProps<Row> {
  /** What the table holds, "Customers"; also names it for screen readers. */
  label: string
  /** Under this key the list keeps its sorting, filters and scroll position. */
  stateKey: string
  source: TableSource<Row>
  /** The first one is the row's name and its link. */
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  /** Where the row leads, a path of the app. */
  href?: (row: Row) => string
  /** Instead of a path: what opening a row does. */
  onOpen?: (row: Row) => void
  /** A small mark before the name, such as "waiting to be sent". */
  mark?: (row: Row) => ReactNode
  filters?: readonly ChoiceFilter<Row>[]
  initialSorting?: Sorting
  /** Shown when there are no rows at all. */
  empty: ReactNode
  /** Actions for the selected rows; rows can be selected only when this is given. */
  selectionActions?: (ids: readonly string[], clear: () => void) => ReactNode
}

const none: ReadonlySet<string> = new Set()
const markWidth = 28
const checkboxWidth = 40

interface DataTableProps<Row> extends Omit<SourceTableProps<Row>, 'source'> {
  rows: readonly Row[]
  loading?: boolean
  error?: Error | undefined
}

/** A table of rows that are in the page anyway; a list of records is a `SourceTable`. */
export function DataTable<Row extends object>({ rows, loading, error, ...props }: DataTableProps<Row>) {
  const local = useLocalRows({ ...props, rows })
  const source = useMemo<TableSource<Row>>(
    () => ({ ...local, loading: loading ?? false, ...(error && { error }) }),
    [local, loading, error],
  )
  return <SourceTable {...props} source={source} />
}

/** A table whose rows come from elsewhere as they are needed. */
export function SourceTable<Row extends object>(props: SourceTableProps<Row>) {
  const { label, stateKey, source, columns, rowId, filters, mark, selectionActions, href, onOpen } = props
  const { total, rowAt, show } = source
  const density = usePreferences((preferences) => preferences.density)
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const height = rowHeight[density]
  const filterSize = density === 'desk' ? 'xs' : 'sm'
  const state = useTableState(stateKey)
  const change = useTables((tables) => tables.change)
  const navigate = useNavigate()
  const search = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const [selection, setSelection] = useState<ReadonlySet<string>>(none)
  const [active, setActive] = useState(0)

  const sorting = sortingOf(state, props.initialSorting)
  const sort = (id: string, isMore: boolean) => {
    const order = sorting.find((each) => each.id === id)
    const next = { id, desc: order ? !order.desc : false }
    const others = isMore ? sorting.filter((each) => each.id !== id) : []
    const sorted = isMore && order ? sorting.map((each) => (each.id === id ? next : each)) : [...others, next]
    change(stateKey, { sorting: sorted, scroll: 0 })
  }
  const room = width - (mark ? markWidth : 0) - (selectionActions ? checkboxWidth : 0)
  const visible = useMemo(() => (width === 0 ? columns : fitColumns(columns, room)), [columns, width, room])

  const widths = useMemo(() => (width === 0 ? undefined : shareWidth(visible, room)), [visible, width, room])

  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    useFlushSync: false,
    initialOffset: state.scroll,
  })
  useEffect(() => virtual.measure(), [virtual, height])

  // The rows come after the first drawing, and a list without rows has nowhere to scroll to.
  const restored = useRef(state.scroll === 0)
  useLayoutEffect(() => {
    if (restored.current || total === 0) return
    // While only the first rows are there the list is not yet long enough.
    restored.current = !source.loading
    scroller.current?.scrollTo({ top: state.scroll })
  }, [total, source.loading, state.scroll])
  const arrangement = JSON.stringify([state.text, state.choices, sorting])
  const arranged = useRef(arrangement)
  useLayoutEffect(() => {
    if (arranged.current === arrangement) return
    arranged.current = arrangement
    scroller.current?.scrollTo({ top: 0 })
  }, [arrangement])
  // The position is kept when the list goes away, not at every turn of the wheel; it is not read from the
  // element then, because a hidden element has none.
  const position = useRef(state.scroll)
  useEffect(() => () => change(stateKey, { scroll: position.current }), [change, stateKey])
  // Rows are drawn once and stay: what they call is read when they call it.
  const latest = useRef({ onOpen, href, navigate })
  useLayoutEffect(() => {
    latest.current = { onOpen, href, navigate }
  })
  const actions = useMemo<RowActions<Row>>(
    () => ({
      activate: setActive,
      open(row) {
        const { onOpen: act, href: path, navigate: go } = latest.current
        if (act) act(row)
        else if (path) void go({ to: path(row) })
      },
      toggle: (id) =>
        setSelection((before) => {
          const after = new Set(before)
          if (!after.delete(id)) after.add(id)
          return after
        }),
    }),
    [],
  )
  // The row may not have arrived when the key is pressed: it is focused when it is drawn.
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
  const focusRow = (index: number) => {
    const target = Math.max(0, Math.min(total - 1, index))
    wanted.current = target
    setActive(target)
    virtual.scrollToIndex(target)
  }
  const toggle = (index: number) => {
    const row = rowAt(index)
    if (selectionActions && row) actions.toggle(rowId(row))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusRow(active + 1),
      ArrowUp: () => focusRow(active - 1),
      Home: () => focusRow(0),
      End: () => focusRow(total - 1),
      PageDown: () => focusRow(active + 10),
      PageUp: () => focusRow(active - 10),
      ' ': () => toggle(active),
      ...(letterKeys && {
        j: () => focusRow(active + 1),
        k: () => focusRow(active - 1),
        x: () => toggle(active),
      }),
    }
    const move = moves[key]
    if (!move || (event.target instanceof HTMLInputElement && key === ' ')) return
    event.preventDefault()
    move()
  }
  useHotkeys([
    ['mod+F', () => search.current?.focus()],
    ...(letterKeys
      ? ([
          ['J', () => focusRow(active)],
          ['K', () => focusRow(active)],
        ] as [string, () => void][])
      : []),
  ])

  const narrowed = state.text !== '' || Object.values(state.choices).some((choice) => choice !== anyChoice)
  const clearFilters = () => change(stateKey, { text: '', choices: {}, scroll: 0 })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => show(first, last), [show, first, last])
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const span = visible.length + (mark ? 1 : 0) + (selectionActions ? 1 : 0)
  const selected = useMemo(() => [...selection], [selection])
  const clearSelection = () => setSelection(none)
  const allSelected = selected.length === 0 ? false : selected.length >= total ? true : undefined
  const selectAll = () => {
    if (allSelected) clearSelection()
    else void source.allIds().then((ids) => setSelection(new Set(ids)))
  }

  return (
    <Stack gap={0} h="100%" mih={0} ref={sized}>
      <Group gap="xs" pb="xs" wrap="wrap">
        <TextInput
          ref={search}
          aria-label={t`Filter ${{ list: inSentence(label) }}`}
          placeholder={t`Filter`}
          size={filterSize}
          w={240}
          value={state.text}
          onChange={(event) => change(stateKey, { text: event.currentTarget.value, scroll: 0 })}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          rightSection={
            state.text ? (
              <CloseButton
                size="sm"
                aria-label={t`Clear the filter text`}
                onClick={() => change(stateKey, { text: '' })}
              />
            ) : null
          }
        />
        {filters?.map((filter) => (
          <Select
            key={filter.id}
            aria-label={filter.label}
            size={filterSize}
            w={180}
            allowDeselect={false}
            value={state.choices[filter.id] ?? anyChoice}
            data={[{ value: anyChoice, label: t`${{ filter: filter.label }}: any` }, ...filter.options]}
            onChange={(value) =>
              change(stateKey, { choices: { ...state.choices, [filter.id]: value ?? anyChoice }, scroll: 0 })
            }
          />
        ))}
        <Text size="sm" c="dimmed" ms="auto" role="status">
          {narrowed
            ? t`${{ shown: formatNumber(total) }} of ${{ all: formatNumber(source.all ?? total) }}`
            : ''}
        </Text>
      </Group>
      <Box
        ref={scroller}
        className={classes['scroll']}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => (position.current = currentTarget.scrollTop)}
      >
        <Table
          aria-label={label}
          aria-rowcount={source.loading && total === 0 ? -1 : total + 1}
          layout="fixed"
          stickyHeader
          highlightOnHover={total > 0}
        >
          <DataTableHead
            sorting={sorting}
            onSort={sort}
            allSelected={allSelected}
            onSelectAll={selectAll}
            columns={visible}
            widths={widths}
            withMark={mark !== undefined}
            withSelection={selectionActions !== undefined}
          />
          <Table.Tbody>
            {before > 0 && <Spacer span={span} height={before} />}
            {items.map(({ index }) => {
              const row = rowAt(index)
              if (row === undefined)
                return <PlaceholderRow key={`place ${index}`} index={index} span={span} height={height} />
              const id = rowId(row)
              return (
                <DataTableRow
                  key={id}
                  id={id}
                  row={row}
                  index={index}
                  height={height}
                  columns={visible}
                  href={href?.(row)}
                  mark={mark?.(row)}
                  withMark={mark !== undefined}
                  selected={selection.has(id)}
                  selectable={selectionActions !== undefined}
                  reachable={index === Math.min(active, total - 1)}
                  actions={actions}
                />
              )
            })}
            {after > 0 && <Spacer span={span} height={after} />}
          </Table.Tbody>
        </Table>
        <DataTableState
          loading={source.loading || source.all === undefined}
          error={source.error}
          total={source.all ?? total}
          shown={total}
          empty={props.empty}
          rowHeight={height}
          onClearFilters={clearFilters}
        />
      </Box>
      {selectionActions && (
        <ActionBar
          opened={selected.length > 0}
          onClose={clearSelection}
          closeOnEscape
          aria-label={t`Selection`}
        >
          <Checkbox
            size="xs"
            label={t`${{ count: formatNumber(selected.length) }} selected`}
            checked={allSelected === true}
            indeterminate={allSelected === undefined}
            onChange={selectAll}
          />
          <ActionBar.Divider />
          {selectionActions(selected, clearSelection)}
          <ActionBar.CloseButton aria-label={t`Clear the selection`} />
        </ActionBar>
      )}
    </Stack>
  )
}

const Spacer = ({ span, height }: { span: number; height: number }) => (
  <tr aria-hidden className={classes['spacer']}>
    <td colSpan={span} style={{ height }} />
  </tr>
)

/** Where a row that is still on its way will stand. */
const PlaceholderRow = ({ index, span, height }: { index: number; span: number; height: number }) => (
  <tr
    className={classes['placeholder']}
    style={{ height }}
    data-index={index}
    aria-rowindex={index + 2}
    aria-busy
  >
    <td colSpan={span}>
      <span />
    </td>
  </tr>
)
