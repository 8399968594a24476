/**
 * The list page of any kind of record: title and count, saved views, "New" where the role allows it, and the table
 * with a waiting mark on each row that is not sent yet. N starts a new record.
 */
import { t } from '@lingui/core/macro'
import { Button, Text } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import type { Condition } from '../../../shared/lists/list-view.ts'
import { useNameOf, useWaitingIds } from '../../data/index.ts'
import { SourceTable } from '../data-table.tsx'
import type { EditedCell } from '../data-table.tsx'
import { EntityIcon } from '../entity-icon.tsx'
import { formatNumber } from '../format.ts'
import { FullHeight } from '../full-height.tsx'
import { NothingHere } from '../nothing-here.tsx'
import { PageTitle } from '../page-title.tsx'
import { usePreferences } from '../preferences.ts'
import { usePageKeys } from '../page-keys.ts'
import type { ChoiceFilter, Column } from '../table-columns.ts'
import { useTableState } from '../table-state.ts'
import type { Sorting } from '../table-state.ts'
import { ArrangeList } from './arrange-list.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { CellEditor } from './cell-editor.tsx'
import { cellFields, couldDo } from './changeable-fields.ts'
import { ExportList } from './export-list.tsx'
import { groupsOf } from './row-groups.ts'
import { newPath, recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { mayCreate, usePerson } from './use-access.ts'
import { useOpenedView, useSavedViews } from './use-saved-views.ts'
import { useTableView } from './use-table-view.ts'
import { columnsNamed } from './view-columns.ts'
import { ViewMenu, ViewTabs } from './view-menu.tsx'
import { WaitingMark } from './waiting-mark.tsx'
import { newRecord, noneYet, nameOfMany } from '../../words/entity-words.ts'

interface RecordListProps<C extends PagedCollection> {
  collection: C
  /** The first one is the link. Keep the array stable (useMemo). */
  columns: readonly Column<DocumentIn<C>>[]
  filters?: readonly ChoiceFilter<DocumentIn<C>>[]
  initialSorting?: Sorting
  /** Which records; all of them when absent. */
  where?: readonly Condition[]
  /** Of the page, when it is not the name of the collection. */
  title?: string
  /** Under the title of the empty list: "Add one or import a file." */
  emptyHint?: string
  /** Buttons before "New". */
  actions?: ReactNode
  /** False hides "New" although the role could. */
  withNew?: boolean
  selectionActions?: (ids: readonly string[], clear: () => void) => ReactNode
}

export function RecordList<C extends PagedCollection>(props: RecordListProps<C>) {
  const { collection, filters, where, actions, withNew = true } = props
  const stateKey = props.title ?? collection
  const person = usePerson()
  const nameOf = useNameOf()
  const state = useTableState(stateKey)
  const views = useSavedViews(collection, person)
  const opened = useOpenedView(collection, stateKey, filters?.map(({ id }) => id) ?? [], views)
  const [arranging, setArranging] = useState(false)
  const editable = useMemo(() => cellFields(person, collection), [person, collection])
  const columns = useMemo(
    () =>
      columnsNamed(collection, props.columns, state.columns, nameOf).map((column) =>
        editable.has(column.id) ? { ...column, editable: true } : column,
      ),
    [collection, props.columns, state.columns, nameOf, editable],
  )
  const {
    source: rows,
    view,
    answer,
  } = useTableView<DocumentIn<C>>({
    list: collection,
    stateKey,
    columns,
    ...(filters && { filters }),
    ...(where && { where }),
    ...(props.initialSorting && { initialSorting: props.initialSorting }),
  })
  const groups = useMemo(
    () => groupsOf(collection, state.groupBy, answer.groups, nameOf),
    [collection, state.groupBy, answer.groups, nameOf],
  )
  const source = useMemo(() => ({ ...rows, ...(groups && { groups }) }), [rows, groups])
  const waiting = useWaitingIds(collection)
  const navigate = useNavigate()
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const canSelect = couldDo(person, collection, 'update') || couldDo(person, collection, 'delete')
  const canCreate = withNew && mayCreate(person, collection)
  usePageKeys(letterKeys && canCreate ? [['N', () => void navigate({ to: newPath(collection) })]] : [])
  const newButton = (variant: 'filled' | 'default') => (
    <Button
      variant={variant}
      component={Link}
      to={newPath(collection)}
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
    >
      {newRecord(collection)}
    </Button>
  )
  return (
    <FullHeight>
      <PageTitle
        title={props.title ?? nameOfMany(collection)}
        beside={
          <>
            {source.all !== undefined && (
              <Text c="dimmed" component="span" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(source.all)}
              </Text>
            )}
            <ViewMenu
              collection={collection}
              stateKey={stateKey}
              person={person}
              kept={views.kept}
              opened={opened}
            />
          </>
        }
        actions={
          (actions || canCreate) && (
            <>
              {actions}
              {canCreate && newButton('filled')}
            </>
          )
        }
      />
      <SourceTable
        label={props.title ?? nameOfMany(collection)}
        stateKey={stateKey}
        source={source}
        columns={columns}
        rowId={(record) => record.id}
        href={(record) => recordPath(collection, record.id)}
        mark={(record) => <WaitingMark waiting={waiting.has(record.id)} />}
        {...(filters && { filters })}
        {...(props.initialSorting && { initialSorting: props.initialSorting })}
        {...(editable.size > 0 && {
          editor: ({ row, column, onDone }: EditedCell<DocumentIn<C>>) => {
            const field = editable.get(column.id)
            return (
              field && (
                <CellEditor
                  key={`${row.id} ${column.id}`}
                  collection={collection}
                  record={row}
                  name={column.id}
                  field={field}
                  onDone={onDone}
                />
              )
            )
          },
        })}
        {...((canSelect || props.selectionActions) && {
          selectionActions: (ids: readonly string[], clear: () => void) => (
            <>
              {props.selectionActions?.(ids, clear)}
              <BulkActions collection={collection} person={person} ids={ids} clear={clear} />
            </>
          ),
        })}
        above={<ViewTabs kept={views.kept} opened={opened} />}
        tools={
          <>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
              onClick={() => setArranging(true)}
            >
              {state.where?.length ? t`Arrange (${formatNumber(state.where.length)})` : t`Arrange`}
            </Button>
            <ExportList
              collection={collection}
              title={opened.view?.name ?? props.title ?? nameOfMany(collection)}
              view={view}
              columns={columns}
            />
          </>
        }
        empty={
          <NothingHere
            icon={<EntityIcon of={collection} size={40} />}
            title={noneYet(collection)}
            description={props.emptyHint}
          >
            {canCreate && newButton('default')}
          </NothingHere>
        }
      />
      {arranging && (
        <ArrangeList
          collection={collection}
          stateKey={stateKey}
          initialSorting={props.initialSorting}
          shown={columns}
          onClose={() => setArranging(false)}
        />
      )}
    </FullHeight>
  )
}
