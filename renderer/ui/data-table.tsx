/**
 * A list of any size: filter box, choice filters, sorting, virtual rows, selection and keyboard, with its
 * loading, empty and error states. It fills the height it is given. Only the rows in view are in the
 * document, so the true count and positions are said through aria-rowcount and aria-rowindex, and aria-busy
 * says that the rows shown are not yet those that were asked for.
 */
import { Box, Stack } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'
import { DataTableFilters } from './data-table-filters.tsx'
import { DataTableGrid } from './data-table-grid.tsx'
import { SelectionBar } from './data-table-selection.tsx'
import type { ChoiceFilter, Column } from './table-columns.ts'
import { PreviewButton, usePreview } from './table-preview.tsx'
import { useTableSelection } from './table-selection.ts'
import { useLocalRows } from './table-source.ts'
import type { TableSource } from './table-source.ts'
import type { Sorting } from './table-state.ts'
import { useWidth } from './table-width.ts'

export interface SourceTableProps<Row> {
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
  /** What the preview of a row shows, by the row's id; keep it stable. Rows have a preview only when it is given. */
  preview?: (id: string) => ReactNode
  /** Single letters, lower case, and the id of the column whose cell each of them edits. */
  cellKeys?: Readonly<Record<string, string>>
  /** What the letter E does to a row, where its cells are not all that can be changed. */
  onEdit?: (row: Row) => void
  /** Actions for the selected rows; rows can be selected only when this is given. */
  selectionActions?: (ids: readonly string[], clear: () => void) => ReactNode
}

export interface EditedCell<Row> {
  row: Row
  column: Column<Row>
  /** Ends the editing; a number goes on so many editable cells further. */
  onDone: (further?: 1 | -1) => void
}

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
  const { source, selectionActions } = props
  const { ref, width } = useWidth<HTMLDivElement>()
  const selection = useTableSelection(source)
  const { preview, tableWidth } = usePreview(width)
  const withPreview = props.preview !== undefined
  const tools = useMemo(
    () => (
      <>
        {props.tools}
        {withPreview && <PreviewButton preview={preview} />}
      </>
    ),
    [props.tools, withPreview, preview],
  )
  // The page around it stands first: together they would be one long task.
  const isDrawn = useDeferredValue(true, false)
  return (
    <Stack gap={0} h="100%" mih={0} ref={ref}>
      {isDrawn && (
        <>
          {props.above}
          <DataTableFilters
            label={props.label}
            stateKey={props.stateKey}
            filters={props.filters}
            tools={tools}
            total={source.total}
            all={source.all}
          />
          <Box className={classes['body']}>
            <DataTableGrid
              {...props}
              width={withPreview ? tableWidth : width}
              panel={withPreview ? preview : undefined}
              selection={selectionActions && selection}
            />
          </Box>
          {selectionActions && <SelectionBar selection={selection} actions={selectionActions} />}
        </>
      )}
    </Stack>
  )
}
