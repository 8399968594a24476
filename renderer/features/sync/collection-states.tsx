/** How each kind of record stands: how many are on this device, what waits, when the server last answered. */
import { t } from '@lingui/core/macro'
import { Group, Table, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { useCount, useSync } from '../../data/index.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatAgo, formatNumber } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { messageOf, remedyFor } from '../../words/say.ts'
import { nameOfMany } from '../../words/entity-words.ts'

export function CollectionStates() {
  const now = useNow(30_000)
  return (
    <Table.ScrollContainer minWidth={520} type="native">
      <Table aria-label={t`Records on this device`} verticalSpacing={6} highlightOnHover={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t`Records`}</Table.Th>
            <Table.Th ta="end">{t`On this device`}</Table.Th>
            <Table.Th ta="end">{t`Waiting`}</Table.Th>
            <Table.Th>{t`Last answer`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {collectionNames.map((name) => (
            <CollectionRow key={name} name={name} now={now} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function CollectionRow({ name, now }: { name: CollectionName; now: number }) {
  const count = useCount(name)
  const { collections, waitingIds, firstSync } = useSync()
  const { lastPull, error } = collections[name] ?? {}
  const waiting = waitingIds[name]?.length ?? 0
  const last = lastPull ? formatAgo(lastPull, now) : firstSync?.collection === name ? t`Arriving` : t`Not yet`
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <EntityIcon of={name} size={16} />
          {nameOfMany(name)}
        </Group>
      </Table.Td>
      <Table.Td ta="end">{count === undefined ? '' : formatNumber(count)}</Table.Td>
      <Table.Td ta="end">{formatNumber(waiting)}</Table.Td>
      <Table.Td>
        {error ? (
          <Group gap={6} wrap="nowrap" align="flex-start" c="var(--mantine-color-red-text)">
            <IconAlertOctagon size={16} stroke={1.75} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
            <Text size="sm" c="inherit">
              {messageOf(error)} {remedyFor(error)}
            </Text>
          </Group>
        ) : (
          last
        )}
      </Table.Td>
    </Table.Tr>
  )
}
