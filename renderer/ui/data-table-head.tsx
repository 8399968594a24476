/** The header of a data table: sort buttons with the order said in words (aria-sort), and "select all". */
import { t } from '@lingui/core/macro'
import { Checkbox, Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo } from 'react'
import classes from './data-table.module.css'
import { FingerTarget } from './finger-target.tsx'
import type { Column } from './table-columns.ts'
import type { TableSelection } from './table-selection.ts'
import type { Sorting } from './table-state.ts'
import { Truncated } from './truncated.tsx'

interface HeadProps<Row> {
  sorting: readonly Sorting[]
  /** `isMore`: beside what it is sorted by already. */
  onSort: (columnId: string, isMore: boolean) => void
  /** Absent where rows cannot be selected. */
  selection: TableSelection | undefined
  columns: readonly Column<Row>[]
  /** px by column id; before the first measurement the columns' own. */
  widths: ReadonlyMap<string, number> | undefined
  withMark: boolean
}

function Head<Row>({ sorting, onSort, selection, columns, widths, withMark }: HeadProps<Row>) {
  return (
    <Table.Thead className={classes['head']}>
      <Table.Tr aria-rowindex={1}>
        {selection && (
          <Table.Th w={40} px={8}>
            <FingerTarget>
              <Checkbox
                size="xs"
                aria-label={t`Select all`}
                checked={selection.isAll === true}
                indeterminate={selection.isAll === undefined}
                onChange={selection.toggleAll}
              />
            </FingerTarget>
          </Table.Th>
        )}
        {withMark && (
          <Table.Th className={classes['mark']} w={28}>
            <VisuallyHidden>{t`Sync state`}</VisuallyHidden>
          </Table.Th>
        )}
        {columns.map((column) => {
          const order = sorting.find(({ id }) => id === column.id)
          const sorted = order && (order.desc ? 'desc' : 'asc')
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
                onClick={(event) => onSort(column.id, event.shiftKey)}
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

export const DataTableHead = memo(Head) as typeof Head
