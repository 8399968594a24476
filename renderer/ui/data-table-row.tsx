/**
 * One row of a data table. Its name is the link, and the row's only stop for the Tab key.
 *
 * Plain elements and a memo instead of Mantine's table parts: while a long list is scrolled this is the only
 * thing that is drawn, dozens of times a second.
 */
import { t } from '@lingui/core/macro'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { isValidElement, memo } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { cellText } from './table-columns.ts'
import type { Column } from './table-columns.ts'
import { Truncated } from './truncated.tsx'

/** What a row asks of its table; the same object for the life of the table. */
export interface RowActions<Row> {
  activate: (index: number) => void
  open: (row: Row) => void
  toggle: (id: string) => void
}

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
  actions: RowActions<Row>
}

function Row<Data>(props: RowProps<Data>) {
  const { id, row, index, height, columns, href, mark, withMark, selected, selectable, reachable, actions } =
    props
  const openByMouse = (event: MouseEvent<HTMLElement>) => {
    const own = (event.target as HTMLElement).closest('a, button, input, label')
    if (!own && window.getSelection()?.isCollapsed !== false) actions.open(row)
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
    >
      {selectable && (
        <td>
          <Checkbox
            size="xs"
            tabIndex={reachable ? 0 : -1}
            aria-label={columns[0] ? t`Select ${{ name: cellText(columns[0], row) }}` : t`Select row`}
            checked={selected}
            onChange={() => actions.toggle(id)}
          />
        </td>
      )}
      {withMark && <td className={classes['mark']}>{mark}</td>}
      {columns.map((column, place) => {
        const content = column.cell?.(row) ?? <Truncated>{cellText(column, row)}</Truncated>
        return (
          <td key={column.id} data-align={column.align}>
            {place > 0 ? (
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
