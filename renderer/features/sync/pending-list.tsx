/** What this device still has to send, record by record. */
import { Anchor, Group, List, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { entityOf } from '../../../shared/entities/index.ts'
import type { PendingChange } from '../../data/index.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatNumber } from '../../ui/format.ts'
import { hasPages, recordPath } from '../../ui/record/record-paths.ts'
import { usePendingChanges } from './use-pending-changes.ts'

const kinds: Record<PendingChange['kind'], string> = { create: 'New', update: 'Changed', delete: 'Deleted' }
const most = 200

export function PendingList() {
  const changes = usePendingChanges()
  if (!changes) return null
  if (changes.length === 0) return <CalmNote>Everything you did has been sent.</CalmNote>
  return (
    <>
      <List listStyleType="none" spacing={4}>
        {changes.slice(0, most).map((change) => (
          <List.Item key={`${change.collection} ${change.id}`}>
            <Group gap="xs" wrap="nowrap">
              <EntityIcon of={change.collection} size={16} />
              <Text size="sm" c="dimmed" w={64}>
                {kinds[change.kind]}
              </Text>
              {hasPages(change.collection) && change.kind !== 'delete' ? (
                <Anchor component={Link} to={recordPath(change.collection, change.id)} size="sm" truncate>
                  {change.title}
                </Anchor>
              ) : (
                <Text size="sm" truncate>
                  {change.title}
                </Text>
              )}
              <Text size="sm" c="dimmed">
                {entityOf(change.collection).label.one}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
      {changes.length > most && (
        <Text size="sm" c="dimmed" mt="xs">
          and {formatNumber(changes.length - most)} more
        </Text>
      )}
    </>
  )
}
