/** What this device still has to send, record by record: what it was, what it becomes, and a way to give it up. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { WaitingChange } from '../../data/index.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { hasPages, recordPath } from '../../ui/record/record-paths.ts'
import { Comparison } from './comparison.tsx'
import { askToDiscard } from './discard-waiting.tsx'
import { useSyncNames } from './use-sync-names.ts'
import { useWaitingChanges } from './use-waiting-changes.ts'
import { changeWords } from '../../words/entity-words.ts'

const most = 50
/** Fields of one change that are shown at once. */
const fewFields = 6

export function PendingList() {
  const { changes, failed } = useWaitingChanges()
  const nameOf = useSyncNames()
  if (failed)
    return (
      <Text size="sm">{t`What waits could not be read on this device. It is kept, and will be sent.`}</Text>
    )
  if (!changes) return null
  if (changes.length === 0) return <CalmNote>{t`Everything you did has been sent.`}</CalmNote>
  return (
    <Stack gap="sm">
      {changes.slice(0, most).map((change) => (
        <Waiting key={`${change.collection} ${change.id}`} change={change} nameOf={nameOf} />
      ))}
      {changes.length > most && (
        <Text size="sm" c="dimmed">
          {t`and ${{ more: formatNumber(changes.length - most) }} more`}
        </Text>
      )}
    </Stack>
  )
}

function Waiting({ change, nameOf }: { change: WaitingChange; nameOf: NameOf }) {
  const { collection, id, title, kind, at, changes, canDiscard } = change
  const [all, setAll] = useState(false)
  const shown = all ? changes : changes.slice(0, fewFields)
  const state = Object.fromEntries(changes.map(({ field, now }) => [field, now])) as AnyDocument
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${changeWords(kind, collection)}: ${title}`}>
      <Stack gap="xs">
        <Group gap="xs">
          <EntityIcon of={collection} size={16} />
          {hasPages(collection) && kind !== 'delete' ? (
            <Anchor component={Link} to={recordPath(collection, id)} size="sm" fw={500}>
              {title}
            </Anchor>
          ) : (
            <Text size="sm" fw={500}>
              {title}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {changeWords(kind, collection)}, {formatInstant(at)}
          </Text>
          {canDiscard && (
            <Button
              variant="subtle"
              size="compact-sm"
              ms="auto"
              aria-label={t`Discard the change of ${title}`}
              onClick={() => askToDiscard(change)}
            >
              {t`Discard`}
            </Button>
          )}
        </Group>
        {shown.length > 0 && (
          <Comparison
            label={t`Changes of ${title}`}
            collection={collection}
            document={state}
            headings={
              kind === 'create' ? [t({ message: 'New', context: 'column of values' })] : [t`Now`, t`Was`]
            }
            rows={shown.map(({ field, was, now }) => ({
              field,
              values: kind === 'create' ? [now] : [now, was],
            }))}
            nameOf={nameOf}
          />
        )}
        {changes.length > fewFields && (
          <Group>
            <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
              {all ? t`Show fewer fields` : t`Show all ${{ count: formatNumber(changes.length) }} fields`}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
