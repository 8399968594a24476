/**
 * The cells of a row. Its name is the link, and the row's only stop for the Tab key.
 *
 * The link is a plain one and not the router's, which would look at every change of the address once for each row.
 */
import { t } from '@lingui/core/macro'
import { isValidElement, memo } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { cellText } from './table-columns.ts'
import type { Column } from './table-columns.ts'
import { TickBox } from './tick-box.tsx'
import { Truncated } from './truncated.tsx'

/** What a row asks of its table; the same object for the life of the table. */
export interface RowActions<Row> {
  activate: (index: number) => void
  open: (row: Row) => void
  /** A click beside the name: opens the row, or shows it in the preview while there is one. */
  press: (index: number, row: Row) => void
  /** `isRange`: everything from the last one on. */
  toggle: (id: string, isRange: boolean) => void
  edit: (id: string, columnId: string) => void
}

export interface CellsProps<Row> {
  id: string
  row: Row
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

function Cells<Row>(props: CellsProps<Row>) {
  const { id, row, height, columns, href, mark, withMark, selected, selectable, reachable, actions } = props
  const { withEditing, editing, editor } = props
  const openLink = (event: MouseEvent<HTMLAnchorElement>) => {
    // Another tab, another window, a download: the browser's own.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    actions.open(row)
  }
  const main = { className: classes['main'], 'data-row-main': true, tabIndex: reachable ? 0 : -1 }
  return (
    <>
      {selectable && (
        <td>
          <label className={classes['pick']} style={{ blockSize: height - 4 }}>
            <TickBox
              size={16}
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
              <a href={`#${href}`} {...main} onClick={openLink}>
                {content}
              </a>
            )}
          </td>
        )
      })}
    </>
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

/** Whether a row, or its cells, would be drawn as before. */
export const sameProps = <Props extends { mark: ReactNode }>(before: Props, after: Props): boolean =>
  (Object.keys(after) as (keyof Props)[]).every((name) =>
    name === 'mark' ? sameMark(before.mark, after.mark) : before[name] === after[name],
  )

export const DataTableCells = memo(Cells, sameProps) as typeof Cells
