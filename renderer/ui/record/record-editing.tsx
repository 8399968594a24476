/** What can be done to the records of a list in the table itself: a cell changed, or many records at once. */
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Field } from '../../../shared/entities/fields.ts'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import type { EditedCell, SourceTableProps } from '../data-table.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { CellEditor } from './cell-editor.tsx'
import { cellFields, couldDo } from './changeable-fields.ts'
import { editPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { usePerson } from './use-access.ts'

type SelectionActions = (ids: readonly string[], clear: () => void) => ReactNode

/** Assign, due, move: the columns of which a letter changes the cell. */
const cellKeys = { a: 'ownerId', d: 'dueDate', m: 'status' }

export interface RecordEditing<Row> {
  /** By the names of their columns. */
  editable: ReadonlyMap<string, Field>
  /** Of the table; empty where the role may do neither. */
  props: Pick<SourceTableProps<Row>, 'editor' | 'cellKeys' | 'onEdit' | 'selectionActions'>
}

/** `more`: further actions for the selected records. */
export function useRecordEditing<C extends PagedCollection>(
  collection: C,
  more?: SelectionActions,
): RecordEditing<DocumentIn<C>> {
  const person = usePerson()
  const navigate = useNavigate()
  const editable = useMemo(() => cellFields(person, collection), [person, collection])
  const canSelect = couldDo(person, collection, 'update') || couldDo(person, collection, 'delete')
  const props = useMemo(
    () => ({
      ...(editable.size > 0 && {
        cellKeys,
        onEdit: ({ id }: DocumentIn<C>) => void navigate({ to: editPath(collection, id) }),
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
      }),
      ...((canSelect || more) && {
        selectionActions: (ids: readonly string[], clear: () => void) => (
          <>
            {more?.(ids, clear)}
            <BulkActions collection={collection} person={person} ids={ids} clear={clear} />
          </>
        ),
      }),
    }),
    [editable, canSelect, more, collection, person, navigate],
  )
  return { editable, props }
}
