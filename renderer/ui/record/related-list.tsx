/** Records that belong to the one on the page: a compact table, and "New" that already knows where it belongs. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import { useRecords, useWaitingIds } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import { CompactTable } from '../compact-table.tsx'
import type { Column } from '../table-columns.ts'
import { newLink, recordPath } from './record-paths.ts'
import type { PagedCollection, Prefill } from './record-paths.ts'
import { mayCreate, usePerson } from './use-access.ts'
import { WaitingMark } from './waiting-mark.tsx'
import { newRecord, noneYet, nameOfMany } from '../../words/entity-words.ts'

interface RelatedListProps<C extends PagedCollection> {
  collection: C
  /** Such as `{selector: {customerId: id}}`. */
  query: Query
  columns: readonly Column<DocumentIn<C>>[]
  /** Hides "New" when absent. */
  prefill?: Prefill
  limit?: number
  /** Newest change first when absent. */
  order?: (a: DocumentIn<C>, b: DocumentIn<C>) => number
}

export function RelatedList<C extends PagedCollection>(props: RelatedListProps<C>) {
  const { collection, query, columns, prefill, limit, order } = props
  const { records, loading, error } = useRecords(collection, query)
  const rows = useMemo(() => (order ? [...records].sort(order) : records), [records, order])
  const waiting = useWaitingIds(collection)
  const person = usePerson()
  if (error)
    return (
      <Alert color="red" icon={<IconAlertOctagon aria-hidden />}>
        {t`This list could not be read on this device.`}
      </Alert>
    )
  return (
    <Stack gap="xs">
      {prefill && mayCreate(person, collection) && (
        <Group justify="flex-end">
          <Button
            component={Link}
            {...newLink(collection, prefill)}
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
          >
            {newRecord(collection)}
          </Button>
        </Group>
      )}
      <CompactTable
        label={nameOfMany(collection)}
        rows={rows}
        columns={columns}
        rowId={(record) => record.id}
        href={(record) => recordPath(collection, record.id)}
        mark={(record) => <WaitingMark waiting={waiting.has(record.id)} />}
        {...(limit !== undefined && { limit })}
        empty={
          loading ? null : (
            <Text size="sm" c="dimmed" py="sm">
              {noneYet(collection)}.
            </Text>
          )
        }
      />
    </Stack>
  )
}
