/**
 * The list page of any kind of record: title and count, saved views, "New" where the role allows it, and the table
 * with a waiting mark on each row that is not sent yet. N starts a new record.
 */
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import type { Condition } from '../../../shared/lists/list-view.ts'
import { useWaitingIds } from '../../data/index.ts'
import { SourceTable } from '../data-table.tsx'
import { EntityIcon } from '../entity-icon.tsx'
import { formatNumber } from '../format.ts'
import { FullHeight } from '../full-height.tsx'
import { NothingHere } from '../nothing-here.tsx'
import { PageTitle } from '../page-title.tsx'
import { usePreferences } from '../preferences.ts'
import { usePageKeys } from '../page-keys.ts'
import type { ChoiceFilter, Column } from '../table-columns.ts'
import type { Sorting } from '../table-state.ts'
import { useArrangedList } from './arranged-list.tsx'
import { useRecordEditing } from './record-editing.tsx'
import { newPath, recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { mayCreate, usePerson } from './use-access.ts'
import { useRecordPreview } from './use-record-preview.ts'
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
  const { collection, filters, actions, withNew = true } = props
  const stateKey = props.title ?? collection
  const title = props.title ?? nameOfMany(collection)
  const person = usePerson()
  const editing = useRecordEditing(collection, props.selectionActions)
  const list = useArrangedList<DocumentIn<C>>({
    list: collection,
    stateKey,
    title,
    columns: props.columns,
    filters,
    initialSorting: props.initialSorting,
    where: props.where,
    editable: editing.editable,
  })
  const { source, columns } = list
  const preview = useRecordPreview(collection)
  const waiting = useWaitingIds(collection)
  const navigate = useNavigate()
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const canCreate = withNew && mayCreate(person, collection)
  usePageKeys(letterKeys && canCreate ? [['N', () => void navigate({ to: newPath(collection) })]] : [])
  return (
    <FullHeight>
      <ListTitle
        title={title}
        all={source.all}
        viewMenu={list.viewMenu}
        actions={actions}
        newIn={canCreate ? collection : undefined}
      />
      <SourceTable
        label={title}
        stateKey={stateKey}
        source={source}
        columns={columns}
        rowId={(record) => record.id}
        href={(record) => recordPath(collection, record.id)}
        mark={(record) => <WaitingMark waiting={waiting.has(record.id)} />}
        {...(filters && { filters })}
        {...(props.initialSorting && { initialSorting: props.initialSorting })}
        {...editing.props}
        preview={preview}
        above={list.above}
        tools={list.tools}
        empty={
          <NothingHere
            icon={<EntityIcon of={collection} size={40} />}
            title={noneYet(collection)}
            description={props.emptyHint}
          >
            {canCreate && <NewButton collection={collection} variant="default" />}
          </NothingHere>
        }
      />
      {list.drawer}
    </FullHeight>
  )
}

interface ListTitleProps {
  title: string
  /** Rows of the list before anything was filtered; undefined until they are known. */
  all: number | undefined
  viewMenu: ReactNode
  actions: ReactNode
  /** Whose "New" is offered. */
  newIn: PagedCollection | undefined
}

/** Drawn anew for what it says, not with every change of the rows. */
const ListTitle = memo(function Title({ title, all, viewMenu, actions, newIn }: ListTitleProps) {
  return (
    <PageTitle
      title={title}
      beside={
        <>
          {all !== undefined && (
            <Text c="dimmed" component="span" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {formatNumber(all)}
            </Text>
          )}
          {viewMenu}
        </>
      }
      actions={
        (actions || newIn) && (
          <>
            {actions}
            {newIn && <NewButton collection={newIn} variant="filled" />}
          </>
        )
      }
    />
  )
})

const NewButton = ({
  collection,
  variant,
}: {
  collection: PagedCollection
  variant: 'filled' | 'default'
}) => (
  <Button
    variant={variant}
    component={Link}
    to={newPath(collection)}
    leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
  >
    {newRecord(collection)}
  </Button>
)
