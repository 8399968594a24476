/** What can be done to the selected records of a list: one field set for all of them, or all of them deleted. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Person } from '../../../shared/roles.ts'
import { BulkDelete } from './bulk-delete.tsx'
import { BulkEdit } from './bulk-edit.tsx'
import { couldDo } from './changeable-fields.ts'

interface BulkActionsProps {
  collection: CollectionName
  person: Person
  ids: readonly string[]
  clear: () => void
}

export function BulkActions({ collection, person, ids, clear }: BulkActionsProps) {
  const [asking, setAsking] = useState<{ what: 'edit' | 'delete'; ids: readonly string[] }>()
  const close = () => setAsking(undefined)
  return (
    <>
      {couldDo(person, collection, 'update') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
          onClick={() => setAsking({ what: 'edit', ids })}
        >
          {t({ message: 'Edit', context: 'change the selected records' })}
        </Button>
      )}
      {couldDo(person, collection, 'delete') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
          onClick={() => setAsking({ what: 'delete', ids })}
        >
          {t`Delete`}
        </Button>
      )}
      {asking?.what === 'edit' && (
        <BulkEdit collection={collection} person={person} ids={asking.ids} onClose={close} onDone={clear} />
      )}
      {asking?.what === 'delete' && (
        <BulkDelete collection={collection} ids={asking.ids} onClose={close} onDone={clear} />
      )}
    </>
  )
}
