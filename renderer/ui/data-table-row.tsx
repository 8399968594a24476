/**
 * One row of a data table. Its name is the link, and the row's only stop for the Tab key.
 *
 * Plain elements and a memo instead of Mantine's table parts: while a long list is scrolled this is the only
 * thing that is drawn, dozens of times a second.
 */
import { t } from '@lingui/core/macro'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { isValidElement, memo, useEffect, useRef } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { cellText } from './table-columns.ts'
import type { Column } from './table-columns.ts'
import { Truncated } from './truncated.tsx'

/** What a row asks of its table; the same object for the life of the table. */
export interface RowActions<Row> {
  activate: (index: number) => void
  open: (row: Row) => void
  /** `isRange`: everything from the last one on. */
  toggle: (id: string, isRange: boolean) => void
  edit: (id: string, columnId: string) => void
}

/** ms within which a second click makes a double one. */
const betweenClicks = 220

interface RowProps<Row> {
  id: string
  row: Row
  index: number
  height: number
  columns: readonly Column<Row>[]
  href: string | undefined
  mark: ReactNode
  withMark: boolean
  selected: boolean
  selectable: boolean
  /** The one row that the Tab key reaches. */
  reachable: boolean
  /** Cells can be changed where they stand. */
  withEditing: boolean
  /** The id of the column that is being changed, and what changes it. */
  editing: string | undefined
  editor: ReactNode
  actions: RowActions<Row>
}

function Row<Data>(props: RowProps<Data>) {
  const { id, row, index, height, columns, href, mark, withMark, selected, selectable, reachable, actions } =
    props
  const { withEditing, editing, editor } = props
  const opening = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(opening.current), [])
  const editableAt = (target: EventTarget) => {
    const cell = withEditing ? (target as HTMLElement).closest('td[data-editable]') : null
    return cell?.getAttribute('data-editable') ?? undefined
  }
  const openByMouse = (event: MouseEvent<HTMLElement>) => {
    clearTimeout(opening.current)
    const { target } = event
    const own = (target as HTMLElement).closest('a, button, input, label, [data-cell-editor]')
    const isInside = event.currentTarget.contains(target as Node)
    if (own || !isInside || editing !== undefined || event.detail > 1) return
    if (window.getSelection()?.isCollapsed === false) return
    // A second click on a cell that can be changed means the cell and not the record.
    if (editableAt(target) === undefined) actions.open(row)
    else opening.current = setTimeout(() => actions.open(row), betweenClicks)
  }
  const editByMouse = ({ target }: MouseEvent<HTMLElement>) => {
    clearTimeout(opening.current)
    const columnId = editableAt(target)
    if (columnId !== undefined && editing === undefined) actions.edit(id, columnId)
  }
  const main = {
    className: classes['main'],
    'data-row-main': true,
    tabIndex: reachable ? 0 : -1,
    onFocus: () => actions.activate(index),
  }
  return (
    <tr
      className={classes['row']}
      style={{ height }}
      data-index={index}
      aria-rowindex={index + 2}
      data-selected={selected || undefined}
      onClick={openByMouse}
      onDoubleClick={withEditing ? editByMouse : undefined}
    >
      {selectable && (
        <td>
          <label className={classes['pick']} style={{ blockSize: height - 4 }}>
            <Checkbox
              size="xs"
              tabIndex={reachable ? 0 : -1}
              aria-label={columns[0] ? t`Select ${{ name: cellText(columns[0], row) }}` : t`Select row`}
              checked={selected}
              onChange={({ nativeEvent }) =>
                actions.toggle(id, (nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)
              }
            />
          </label>
        </td>
      )}
      {withMark && <td className={classes['mark']}>{mark}</td>}
      {columns.map((column, place) => {
        const content = column.cell?.(row) ?? <Truncated>{cellText(column, row)}</Truncated>
        return (
          <td
            key={column.id}
            data-align={column.align}
            data-editable={withEditing && column.editable ? column.id : undefined}
          >
            {editing === column.id ? (
              <>
                {content}
                {editor}
              </>
            ) : place > 0 ? (
              content
            ) : href === undefined ? (
              <button type="button" {...main} onClick={() => actions.open(row)}>
                {content}
              </button>
            ) : (
              <Link to={href} preload={false} {...main}>
                {content}
              </Link>
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** A mark is made anew at each turn; it is the same while its component and what that is told are. */
function sameMark(before: ReactNode, after: ReactNode): boolean {
  if (before === after) return true
  if (!isValidElement<Record<string, unknown>>(before) || !isValidElement<Record<string, unknown>>(after))
    return false
  const names = Object.keys(after.props)
  return (
    before.type === after.type &&
    names.length === Object.keys(before.props).length &&
    names.every((name) => before.props[name] === after.props[name])
  )
}

const same = <Data,>(before: RowProps<Data>, after: RowProps<Data>) =>
  (Object.keys(after) as (keyof RowProps<Data>)[]).every((name) =>
    name === 'mark' ? sameMark(before.mark, after.mark) : before[name] === after[name],
  )

export const DataTableRow = memo(Row, same) as typeof Row
