/** A short table inside a page, such as a customer's orders: the first rows, and all of them on demand. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'
import { formatNumber } from './format.ts'
import { rowHeight, usePreferences } from './preferences.ts'
import { cellText, fitColumns } from './table-columns.ts'
import type { Column } from './table-columns.ts'
import { Truncated } from './truncated.tsx'

interface CompactTableProps<Row> {
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  href?: (row: Row) => string
  mark?: (row: Row) => ReactNode
  /** Rows shown at first. */
  limit?: number
  /** What the first rows are: "newest" unless told. */
  order?: string
  /** Shown when there are no rows. */
  empty?: ReactNode
}

export function CompactTable<Row>(props: CompactTableProps<Row>) {
  const { label, rows, rowId, href, mark, limit = 8, order = 'newest', empty } = props
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const [all, setAll] = useState(false)
  const height = rowHeight[usePreferences((preferences) => preferences.density)]
  if (rows.length === 0) return empty ?? null
  const shown = all ? rows : rows.slice(0, limit)
  const room = width - (mark ? 28 : 0)
  const columns = width === 0 ? props.columns : fitColumns(props.columns, room)
  const least = columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 120), mark ? 28 : 0)
  return (
    <div ref={sized}>
      <Table.ScrollContainer minWidth={least} type="native" role="region" aria-label={label} tabIndex={0}>
        <Table aria-label={label} layout="fixed">
          <Table.Thead className={classes['head']}>
            <Table.Tr>
              {mark && (
                <Table.Th className={classes['mark']}>
                  <VisuallyHidden>{t`Sync state`}</VisuallyHidden>
                </Table.Th>
              )}
              {columns.map((column) => (
                <Table.Th key={column.id} w={column.width} ta={column.align}>
                  <Truncated>{column.header}</Truncated>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={rowId(row)} className={classes['plainRow']} h={height}>
                {mark && <Table.Td className={classes['mark']}>{mark(row)}</Table.Td>}
                {columns.map((column, place) => {
                  const content = column.cell?.(row) ?? <Truncated>{cellText(column, row)}</Truncated>
                  return (
                    <Table.Td key={column.id} ta={column.align}>
                      {place === 0 && href ? (
                        <Anchor
                          component={Link}
                          to={href(row)}
                          className={classes['main']}
                          inherit
                          display="block"
                        >
                          {content}
                        </Anchor>
                      ) : (
                        content
                      )}
                    </Table.Td>
                  )
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > limit && (
        <Group gap="xs" mt="xs">
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
            {all ? t`Show fewer` : t`Show all ${{ count: formatNumber(rows.length) }}`}
          </Button>
          {!all && (
            <Text component="span" size="xs" c="dimmed">
              {t`${{ limit: formatNumber(limit) }} ${order} shown`}
            </Text>
          )}
        </Group>
      )}
    </div>
  )
}
