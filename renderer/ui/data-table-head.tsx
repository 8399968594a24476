/** The header of a data table: sort buttons with the order said in words (aria-sort), and "select all". */
import { t } from '@lingui/core/macro'
import { Checkbox, Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactTable } from '@tanstack/react-table'
import classes from './data-table.module.css'
import type { Features } from './data-table.tsx'
import type { Column } from './table-columns.ts'
import { Truncated } from './truncated.tsx'

interface HeadProps<Row extends object> {
  table: ReactTable<Features, Row>
  columns: readonly Column<Row>[]
  /** px by column id; before the first measurement the columns' own. */
  widths: ReadonlyMap<string, number> | undefined
  withMark: boolean
  withSelection: boolean
}

export function DataTableHead<Row extends object>({
  table,
  columns,
  widths,
  withMark,
  withSelection,
}: HeadProps<Row>) {
  return (
    <Table.Thead className={classes['head']}>
      <Table.Tr aria-rowindex={1}>
        {withSelection && (
          <Table.Th w={40}>
            <Checkbox
              size="xs"
              aria-label={t`Select all`}
              checked={table.getIsAllRowsSelected()}
              indeterminate={table.getIsSomeRowsSelected()}
              onChange={() => table.toggleAllRowsSelected()}
            />
          </Table.Th>
        )}
        {withMark && (
          <Table.Th className={classes['mark']} w={28}>
            <VisuallyHidden>{t`Sync state`}</VisuallyHidden>
          </Table.Th>
        )}
        {columns.map((column) => {
          const sorted = table.getColumn(column.id)?.getIsSorted() ?? false
          const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp
          return (
            <Table.Th
              key={column.id}
              w={widths?.get(column.id) ?? column.width}
              ta={column.align}
              aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
            >
              <UnstyledButton
                className={classes['sort']}
                data-sorted={sorted || undefined}
                onClick={() => table.getColumn(column.id)?.toggleSorting()}
              >
                <Truncated>{column.header}</Truncated>
                {sorted && <Arrow size={14} stroke={1.75} aria-hidden />}
              </UnstyledButton>
            </Table.Th>
          )
        })}
      </Table.Tr>
    </Table.Thead>
  )
}
