/**
 * One row of a data table: how it is opened, selected and edited by mouse, and where the keys find it.
 *
 * Rows and cells are plain elements behind memos: while a long list is scrolled they are the only thing that is
 * drawn, dozens of times a second, and a row that only moves up by one keeps its cells.
 */
import { memo, useEffect, useRef } from 'react'
import type { MouseEvent } from 'react'
import { DataTableCells, sameProps } from './data-table-cells.tsx'
import type { CellsProps } from './data-table-cells.tsx'
import classes from './data-table.module.css'

/** ms within which a second click makes a double one. */
const betweenClicks = 220

interface RowProps<Row> extends CellsProps<Row> {
  index: number
}

function Row<Data>({ index, ...cells }: RowProps<Data>) {
  const { id, row, height, selected, withEditing, editing, actions } = cells
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
    if (editableAt(target) === undefined) actions.press(index, row)
    else opening.current = setTimeout(() => actions.press(index, row), betweenClicks)
  }
  const editOrOpen = ({ target }: MouseEvent<HTMLElement>) => {
    clearTimeout(opening.current)
    if (editing !== undefined || (target as HTMLElement).closest('a, button, input, label')) return
    const columnId = editableAt(target)
    if (columnId === undefined) actions.open(row)
    else actions.edit(id, columnId)
  }
  return (
    <tr
      className={classes['row']}
      style={{ height }}
      data-index={index}
      aria-rowindex={index + 2}
      data-selected={selected || undefined}
      onClick={openByMouse}
      onDoubleClick={editOrOpen}
      onFocus={({ target }) => target.hasAttribute('data-row-main') && actions.activate(index)}
    >
      <DataTableCells {...cells} />
    </tr>
  )
}

export const DataTableRow = memo(Row, sameProps) as typeof Row
