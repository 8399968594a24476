/**
 * The table itself: its head, and the rows in view. The rows follow the frame, in pieces that make way for whatever
 * the person does meanwhile.
 *
 * Only this is drawn again while a list is scrolled; what stands around it is not.
 */
import { t } from '@lingui/core/macro'
import { Box, Table, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import {
  startTransition,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { RowActions } from './data-table-cells.tsx'
import { DataTableHead } from './data-table-head.tsx'
import { GroupRow, PlaceholderRow, Spacer } from './data-table-lines.tsx'
import { DataTableRow } from './data-table-row.tsx'
import { DataTableState } from './data-table-state.tsx'
import type { SourceTableProps } from './data-table.tsx'
import classes from './data-table.module.css'
import { rowHeight, usePreferences } from './preferences.ts'
import { fitColumns, shareWidth } from './table-columns.ts'
import { useTableKeys } from './table-keys.ts'
import { PreviewPanel } from './table-preview.tsx'
import type { Preview } from './table-preview.tsx'
import { useTableScrolling } from './table-scrolling.ts'
import type { TableSelection } from './table-selection.ts'
import { linesOf } from './table-source.ts'
import { sortingOf, useTables, useTableState } from './table-state.ts'

const markWidth = 28
const checkboxWidth = 40

interface GridProps<Row> extends SourceTableProps<Row> {
  /** px; 0 until it is known. */
  width: number
  /** Absent where rows have no preview. */
  panel: Preview | undefined
  /** Absent where rows cannot be selected. */
  selection: TableSelection | undefined
}

export function DataTableGrid<Row extends object>(props: GridProps<Row>) {
  const { label, stateKey, source, columns, rowId, mark, href, onOpen, width, panel, selection } = props
  const { total, rowAt, show, groups } = source
  const lines = useMemo(() => linesOf(total, groups), [total, groups])
  const height = rowHeight[usePreferences((preferences) => preferences.density)]
  const state = useTableState(stateKey)
  const change = useTables((tables) => tables.change)
  const navigate = useNavigate()
  const [active, setActive] = useState(0)
  /** The record of that row, by its id. */
  const [chosen, setChosen] = useState<string>()
  const [edited, setEdited] = useState<{ id: string; columnId: string }>()

  const { initialSorting } = props
  const sorting = useMemo(() => sortingOf(state, initialSorting), [state, initialSorting])
  const sort = useCallback(
    (id: string, isMore: boolean) => {
      const order = sorting.find((each) => each.id === id)
      const next = { id, desc: order ? !order.desc : false }
      const others = isMore ? sorting.filter((each) => each.id !== id) : []
      const sorted =
        isMore && order ? sorting.map((each) => (each.id === id ? next : each)) : [...others, next]
      change(stateKey, { sorting: sorted, scroll: 0 })
    },
    [sorting, change, stateKey],
  )

  const withMark = mark !== undefined
  const room = width - (withMark ? markWidth : 0) - (selection ? checkboxWidth : 0)
  const isChoosing = panel?.isOpen === true && panel.place === 'beside'
  const visible = useMemo(
    () => (width === 0 ? columns : fitColumns(columns, room, isChoosing)),
    [columns, width, room, isChoosing],
  )
  const widths = useMemo(() => (width === 0 ? undefined : shareWidth(visible, room)), [visible, width, room])
  const span = visible.length + (withMark ? 1 : 0) + (selection ? 1 : 0)

  const arrangement = JSON.stringify([state.text, state.choices, state.where, state.groupBy, sorting])
  const [arranged, setArranged] = useState(arrangement)
  if (arranged !== arrangement) {
    setArranged(arrangement)
    setActive(0)
    setChosen(undefined)
  }
  const { scroller, virtual, onScroll, ...scrolling } = useTableScrolling({
    stateKey,
    source,
    lines,
    height,
    arrangement,
  })
  const idAt = (index: number) => {
    const row = rowAt(index)
    return row && rowId(row)
  }
  const activate = (index: number) => {
    setActive(index)
    setChosen(idAt(index))
  }
  const focusRow = (index: number) => {
    const target = Math.max(0, Math.min(total - 1, index))
    activate(target)
    scrolling.focusRow(target)
  }

  // Rows are drawn once and stay: what they call is read when they call it.
  const latest = useRef({ onOpen, href, navigate, selection, focusRow, isChoosing, active, activate })
  useLayoutEffect(() => {
    latest.current = { onOpen, href, navigate, selection, focusRow, isChoosing, active, activate }
  })
  const actions = useMemo<RowActions<Row>>(() => {
    const open = (row: Row) => {
      const { onOpen: act, href: path, navigate: go } = latest.current
      if (act) act(row)
      else if (path) void go({ to: path(row) })
    }
    return {
      activate: (index) => latest.current.activate(index),
      open,
      press(index, row) {
        if (latest.current.isChoosing) latest.current.focusRow(index)
        else open(row)
      },
      toggle: (id, isRange) => latest.current.selection?.toggle(id, isRange),
      edit: (id, columnId) => setEdited({ id, columnId }),
    }
  }, [])

  const editable = props.editor ? visible.filter((column) => column.editable) : []
  const editedColumn = edited && visible.find(({ id }) => id === edited.columnId)
  const editFurther = (further: 1 | -1 | undefined) => {
    const place = editable.findIndex(({ id }) => id === edited?.columnId)
    const next = further === undefined ? undefined : editable[place + further]
    setEdited(edited && next ? { id: edited.id, columnId: next.id } : undefined)
    if (!next) focusRow(active)
  }
  const edit = (index: number, columnId: string | undefined) => {
    const row = rowAt(index)
    if (row && editable.some(({ id }) => id === columnId))
      setEdited({ id: rowId(row), columnId: columnId ?? '' })
  }
  const onKeyDown = useTableKeys({
    active,
    total,
    focusRow,
    toggle(index, isRange) {
      const row = rowAt(index)
      if (row) selection?.toggle(rowId(row), isRange)
    },
    edit: (index) => edit(index, editable[0]?.id),
    preview: panel?.toggle,
    closePreview: () => panel?.close() ?? false,
    letters: {
      ...Object.fromEntries(
        Object.entries(props.cellKeys ?? {}).map(([letter, columnId]) => [
          letter,
          (index: number) => edit(index, columnId),
        ]),
      ),
      ...(props.onEdit && {
        e(index: number) {
          const row = rowAt(index)
          if (row) props.onEdit?.(row)
        },
      }),
    },
  })

  const isDrawn = useLaterOn(total > 0 && width > 0)
  const items = isDrawn ? virtual.getVirtualItems() : []
  const rows = items.flatMap(({ index }) => {
    const line = lines.at(index)
    return 'row' in line ? [line.row] : []
  })
  const [first, last] = [rows[0], rows.at(-1)]
  useEffect(() => {
    if (first !== undefined && last !== undefined) show(first, last)
  }, [show, first, last])
  // As rows come and go above it, the person stays with the record; where that has gone, with its place.
  const there = idAt(active)
  if (chosen !== undefined && there !== undefined && there !== chosen) {
    const place = rows.find((row) => idAt(row) === chosen)
    if (place === undefined) setChosen(there)
    else setActive(place)
  }
  // Running down the rows comes first; the preview follows when there is time.
  const currentId = useDeferredValue(
    panel?.isOpen ? (chosen ?? idAt(Math.min(active, total - 1))) : undefined,
  )
  const { preview } = props
  const aside = useMemo(
    () =>
      panel?.isOpen && (
        <PreviewPanel
          place={panel.place}
          onClose={() => {
            panel.close()
            latest.current.focusRow(latest.current.active)
          }}
        >
          {currentId === undefined ? (
            <Text c="dimmed">{t`Choose a row to see it here.`}</Text>
          ) : (
            preview?.(currentId)
          )}
        </PreviewPanel>
      ),
    [panel, currentId, preview],
  )
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)

  const drawLine = (lineIndex: number) => {
    const line = lines.at(lineIndex)
    if ('group' in line) {
      const { group } = line
      return (
        <GroupRow key={`group ${group.key}`} group={group} line={lineIndex} span={span} height={height} />
      )
    }
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
        withMark={withMark}
        selected={selection?.has(id) ?? false}
        selectable={selection !== undefined}
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
  }
  return (
    <>
      <Box
        ref={scroller}
        className={classes['scroll']}
        data-previewing={panel?.isOpen || undefined}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
      >
        <Table
          aria-label={label}
          aria-rowcount={source.loading && total === 0 ? -1 : total + 1}
          aria-busy={source.isBehind === true || source.loading || undefined}
          layout="fixed"
          stickyHeader
          highlightOnHover={total > 0}
        >
          <DataTableHead
            sorting={sorting}
            onSort={sort}
            selection={selection}
            columns={visible}
            widths={widths}
            withMark={withMark}
          />
          <Table.Tbody>
            {before > 0 && <Spacer span={span} height={before} />}
            {items.map(({ index }) => drawLine(index))}
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
          onClearFilters={() => change(stateKey, { text: '', choices: {}, where: [], scroll: 0 })}
        />
      </Box>
      {aside}
    </>
  )
}

/** `is`, drawn after everything that was drawn with it; not a deferred value, which a deferred drawing has at once. */
function useLaterOn(is: boolean): boolean {
  const [later, setLater] = useState(false)
  useEffect(() => startTransition(() => setLater(is)), [is])
  return later
}
