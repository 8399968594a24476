/**
 * A record beside its list: name and state, its key facts, and what its kind brings. It is only looked at here; the
 * way to its page and to its form stands on top.
 */
import { t } from '@lingui/core/macro'
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import { useRecord, useWaitingIds } from '../../data/index.ts'
import { EntityIcon } from '../entity-icon.tsx'
import { FieldValue } from './field-value.tsx'
import { keyFacts } from './key-facts.ts'
import { RecordFacts } from './record-facts.tsx'
import { editPath, recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { useAccess } from './use-access.ts'
import { WaitingNote } from './waiting-mark.tsx'

interface RecordPreviewProps<C extends PagedCollection> {
  collection: C
  id: string
  /** Instead of the entity's own name for the record. */
  title?: ((record: DocumentIn<C>) => string) | undefined
  /** Instead of its status. */
  badge?: ((record: DocumentIn<C>) => ReactNode) | undefined
  /** False where records of this kind are not changed in a form. */
  editable?: ((record: DocumentIn<C>) => boolean) | undefined
  /** Below the facts. */
  children?: ((record: DocumentIn<C>) => ReactNode) | undefined
}

export function RecordPreview<C extends PagedCollection>(props: RecordPreviewProps<C>) {
  const { collection, id, title, badge, editable, children } = props
  const { record, loading } = useRecord(collection, id)
  const waiting = useWaitingIds(collection).has(id)
  const allowed = useAccess(collection, record)
  if (!record) return loading ? null : <Text c="dimmed">{t`This record has left the device.`}</Text>
  const entity = entityOf(collection)
  const status = entity.fields['status']
  const canEdit = allowed.update && (editable?.(record) ?? true)
  return (
    <Stack gap="md" component="article">
      <Box>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Box pt={2}>
            <EntityIcon of={collection} size={20} />
          </Box>
          <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {(title ?? entity.title)(record)}
          </Title>
        </Group>
        <Group gap="xs" mt={6}>
          {badge?.(record) ??
            (status && <FieldValue field={status} value={(record as Record<string, unknown>)['status']} />)}
          {waiting && <WaitingNote />}
        </Group>
      </Box>
      <Group gap="xs">
        <Button component={Link} to={recordPath(collection, id)} variant="default" size="xs">
          {t({ message: 'Open', context: 'button' })}
        </Button>
        {canEdit && (
          <Button
            component={Link}
            to={editPath(collection, id)}
            variant="default"
            size="xs"
            leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
          >
            {t`Edit`}
          </Button>
        )}
      </Group>
      <RecordFacts collection={collection} record={record} names={keyFacts[collection]} />
      {children?.(record)}
    </Stack>
  )
}
