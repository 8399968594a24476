/**
 * A list of any size: filter box, choice filters, sorting, virtual rows, selection and keyboard, with its
 * loading, empty and error states. It fills the height it is given. Only the rows in view are in the
 * document, so the true count and positions are said through aria-rowcount and aria-rowindex.
 *
 * Keys: J/K or the arrows move, Home and End jump, Enter opens, Space or X selects (with Shift all from the last
 * selected one), F2 edits, Mod+F goes to the filter.
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
import { usePageKeys } from './page-keys.ts'
import { rowHeight, usePreferences } from './preferences.ts'
import { anyChoice, fitColumns, shareWidth } from './table-columns.ts'
import type { ChoiceFilter, Column } from './table-columns.ts'
import { linesOf, useLocalRows } from './table-source.ts'
import type { RowGroup, TableSource } from './table-source.ts'
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
  /** Beside the filters: what arranges the list. */
  tools?: ReactNode
  /** Between the title and the filters, such as tabs. */
  above?: ReactNode
  /** What changes a cell where it stands; columns say whether they can be. */
  editor?: (cell: EditedCell<Row>) => ReactNode
  /** Actions for the selected rows; rows can be selected only when this is given. */
  selectionActions?: (ids: readonly string[], clear: () => void) => ReactNode
}

export interface EditedCell<Row> {
  row: Row
  column: Column<Row>
  /** Ends the editing; a number goes on so many editable cells further. */
  onDone: (further?: 1 | -1) => void
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
  const { total, rowAt, show, groups } = source
  const lines = useMemo(() => linesOf(total, groups), [total, groups])
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
  const [edited, setEdited] = useState<{ id: string; columnId: string }>()
  /** Where the last selection was made: with Shift everything from there on is selected. */
  const anchor = useRef<string>(undefined)

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
    count: lines.count,
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
  const arrangement = JSON.stringify([state.text, state.choices, state.where, state.groupBy, sorting])
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
  const latest = useRef({ onOpen, href, navigate, source })
  useLayoutEffect(() => {
    latest.current = { onOpen, href, navigate, source }
  })
  const actions = useMemo<RowActions<Row>>(
    () => ({
      activate: setActive,
      open(row) {
        const { onOpen: act, href: path, navigate: go } = latest.current
        if (act) act(row)
        else if (path) void go({ to: path(row) })
      },
      toggle(id, isRange) {
        const from = anchor.current
        anchor.current = id
        if (isRange && from !== undefined && from !== id)
          void latest.current.source.allIds().then((ids) => {
            const [first = 0, last = 0] = [ids.indexOf(from), ids.indexOf(id)].sort((a, b) => a - b)
            const range = first < 0 ? [id] : ids.slice(first, last + 1)
            setSelection((before) => new Set([...before, ...range]))
          })
        else
          setSelection((before) => {
            const after = new Set(before)
            if (!after.delete(id)) after.add(id)
            return after
          })
      },
      edit: (id, columnId) => setEdited({ id, columnId }),
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
    virtual.scrollToIndex(lines.lineOf(target))
  }
  const toggle = (index: number, isRange: boolean) => {
    const row = rowAt(index)
    if (selectionActions && row) actions.toggle(rowId(row), isRange)
  }
  const editable = props.editor ? visible.filter((column) => column.editable) : []
  const editRow = (index: number) => {
    const row = rowAt(index)
    if (row && editable[0]) actions.edit(rowId(row), editable[0].id)
  }
  const editFurther = (further: 1 | -1 | undefined) => {
    const place = editable.findIndex(({ id }) => id === edited?.columnId)
    const next = further === undefined ? undefined : editable[place + further]
    setEdited(edited && next ? { id: edited.id, columnId: next.id } : undefined)
    if (!next) focusRow(active)
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
      ' ': () => toggle(active, event.shiftKey),
      F2: () => editRow(active),
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
  usePageKeys([['mod+F', () => search.current?.focus()]])
  useHotkeys(
    letterKeys
      ? [
          ['J', () => focusRow(active)],
          ['K', () => focusRow(active)],
        ]
      : [],
  )

  const narrowed =
    state.text !== '' ||
    (state.where?.length ?? 0) > 0 ||
    Object.values(state.choices).some((choice) => choice !== anyChoice)
  const clearFilters = () => change(stateKey, { text: '', choices: {}, where: [], scroll: 0 })
  const items = virtual.getVirtualItems()
  const rows = items.flatMap(({ index }) => {
    const line = lines.at(index)
    return 'row' in line ? [line.row] : []
  })
  const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0]
  useEffect(() => show(first, last), [show, first, last])
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const span = visible.length + (mark ? 1 : 0) + (selectionActions ? 1 : 0)
  const editedColumn = edited && visible.find(({ id }) => id === edited.columnId)
  const selected = useMemo(() => [...selection], [selection])
  const clearSelection = () => setSelection(none)
  const allSelected = selected.length === 0 ? false : selected.length >= total ? true : undefined
  const selectAll = () => {
    if (allSelected) clearSelection()
    else void source.allIds().then((ids) => setSelection(new Set(ids)))
  }

  return (
    <Stack gap={0} h="100%" mih={0} ref={sized}>
      {props.above}
      <Group gap="xs" pb="xs" wrap="wrap" data-print="never">
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
        {props.tools}
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
            {items.map((item) => {
              const line = lines.at(item.index)
              if ('group' in line)
                return (
                  <GroupRow
                    key={`group ${line.group.key}`}
                    group={line.group}
                    line={item.index}
                    span={span}
                    height={height}
                  />
                )
              const index = line.row
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
                  withEditing={props.editor !== undefined}
                  editing={edited?.id === id ? edited.columnId : undefined}
                  editor={
                    edited?.id === id && editedColumn
                      ? props.editor?.({ row, column: editedColumn, onDone: editFurther })
                      : undefined
                  }
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

/** The head of a group: what its rows have in common, and how many they are. */
const GroupRow = ({
  group,
  line,
  span,
  height,
}: {
  group: RowGroup
  line: number
  span: number
  height: number
}) => (
  <tr className={classes['group']} style={{ height }} data-line={line}>
    <th colSpan={span} scope="rowgroup">
      {group.label} <span>{formatNumber(group.count)}</span>
    </th>
  </tr>
)

/** Keys belong to what is typed into; a checkbox is not. */
const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), textarea, [contenteditable], [data-cell-editor]') !== null

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
