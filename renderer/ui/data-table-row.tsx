/** One row of a data table. Its name is the link, and the row's only stop for the Tab key. */
import { Anchor, Checkbox, Table, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { cellText } from './table-columns.ts'
import type { Column } from './table-columns.ts'
import { Truncated } from './truncated.tsx'

interface RowProps<Row> {
  row: Row
  index: number
  height: number
  columns: readonly Column<Row>[]
  href: string | undefined
  mark: ((row: Row) => ReactNode) | undefined
  selected: boolean
  onSelect: (() => void) | undefined
  /** The one row that the Tab key reaches. */
  reachable: boolean
  onActive: () => void
  onOpen: () => void
}

export function DataTableRow<Row>(props: RowProps<Row>) {
  const { row, index, height, columns, href, mark, selected, onSelect, reachable, onActive, onOpen } = props
  const openByMouse = (event: MouseEvent<HTMLElement>) => {
    const own = (event.target as HTMLElement).closest('a, button, input, label')
    if (!own && window.getSelection()?.isCollapsed !== false) onOpen()
  }
  return (
    <Table.Tr
      className={classes['row']}
      h={height}
      data-index={index}
      aria-rowindex={index + 2}
      data-selected={selected || undefined}
      onClick={openByMouse}
    >
      {onSelect && (
        <Table.Td>
          <Checkbox
            size="xs"
            tabIndex={reachable ? 0 : -1}
            aria-label={`Select ${columns[0] ? cellText(columns[0], row) : 'row'}`}
            checked={selected}
            onChange={onSelect}
          />
        </Table.Td>
      )}
      {mark && <Table.Td className={classes['mark']}>{mark(row)}</Table.Td>}
      {columns.map((column, place) => {
        const content = column.cell?.(row) ?? <Truncated>{cellText(column, row)}</Truncated>
        return (
          <Table.Td key={column.id} ta={column.align}>
            {place > 0 ? (
              content
            ) : href === undefined ? (
              <UnstyledButton
                className={classes['main']}
                data-row-main
                display="block"
                maw="100%"
                tabIndex={reachable ? 0 : -1}
                onFocus={onActive}
                onClick={onOpen}
              >
                {content}
              </UnstyledButton>
            ) : (
              <Anchor
                component={Link}
                to={href}
                className={classes['main']}
                data-row-main
                inherit
                display="block"
                tabIndex={reachable ? 0 : -1}
                onFocus={onActive}
              >
                {content}
              </Anchor>
            )}
          </Table.Td>
        )
      })}
    </Table.Tr>
  )
}
