/**
 * What could not simply be applied: somebody else changed the same field, the office refused it, or the
 * record is no longer the person's to see. Nothing that was typed is lost until the person says so.
 */
import { Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { remedyOf } from '../../../shared/errors.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import { resolveInbox, useInbox } from '../../data/index.ts'
import type { InboxEntry } from '../../data/index.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatInstant } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { fieldText } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { editPath, hasPages, recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'

export function InboxList() {
  const entries = useInbox()
  const nameOf = useReferenceNames(['customers', 'leads', 'salesReps', 'products', 'settings'])
  if (entries.length === 0) return <CalmNote>Nothing to decide. Everything you sent was accepted.</CalmNote>
  return (
    <Stack gap="sm">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} nameOf={nameOf} />
      ))}
    </Stack>
  )
}

const headings: Record<InboxEntry['kind'], { words: string; tone: 'attention' | 'danger' | 'neutral' }> = {
  clash: { words: 'Changed by two people', tone: 'attention' },
  refused: { words: 'Not accepted', tone: 'danger' },
  'access-lost': { words: 'No longer yours to see', tone: 'neutral' },
}

function Entry({ entry, nameOf }: { entry: InboxEntry; nameOf: NameOf }) {
  const [deciding, setDeciding] = useState(false)
  const { words, tone } = headings[entry.kind]
  const { collection, documentId } = entry
  const decide = async (decision: 'mine' | 'discard') => {
    setDeciding(true)
    try {
      const answer = await resolveInbox(entry.id, decision)
      if (!answer.ok)
        notifyProblem(`${entry.title} is unchanged`, answer.error?.message ?? answer.errors[0]?.message ?? '')
    } finally {
      setDeciding(false)
    }
  }
  const askToDiscard = () =>
    modals.openConfirmModal({
      title: 'Discard what you typed?',
      children: (
        <Text size="sm">
          Your version of {entry.title} is removed from this device for good. This cannot be undone.
        </Text>
      ),
      labels: { confirm: 'Discard', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => void decide('discard'),
    })
  const isClash = entry.kind === 'clash'
  const gone = entry.kind === 'access-lost'
  return (
    <Paper withBorder p="md" component="article" aria-label={entry.title}>
      <Stack gap="sm">
        <Group gap="xs">
          <EntityIcon of={collection} />
          {hasPages(collection) && !gone ? (
            <Anchor component={Link} to={recordPath(collection, documentId)} fw={500}>
              {entry.title}
            </Anchor>
          ) : (
            <Title order={3} size="h4">
              {entry.title}
            </Title>
          )}
          <ToneBadge tone={tone}>{words}</ToneBadge>
          <Text size="xs" c="dimmed" ml="auto">
            {entityOf(collection).label.one}, {formatInstant(entry.at)}
          </Text>
        </Group>
        {entry.error && (
          <Text size="sm">
            {entry.error.message} {remedyOf(entry.error.code)}
          </Text>
        )}
        {entry.deletion && <Text size="sm">You deleted this record.</Text>}
        {entry.clashes && entry.clashes.length > 0 && <Clashes entry={entry} nameOf={nameOf} />}
        <Group gap="xs">
          {!gone && (
            <Button variant="default" size="xs" loading={deciding} onClick={() => void decide('mine')}>
              {isClash ? 'Keep mine' : 'Try again'}
            </Button>
          )}
          {isClash ? (
            <Button variant="default" size="xs" disabled={deciding} onClick={() => void decide('discard')}>
              Take theirs
            </Button>
          ) : (
            <Button variant="subtle" color="red" size="xs" disabled={deciding} onClick={askToDiscard}>
              Discard mine
            </Button>
          )}
          {hasPages(collection) && !gone && (
            <Button component={Link} to={editPath(collection, documentId)} variant="subtle" size="xs">
              Edit
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

/** Field by field: what I typed, what stands now, what it was. */
function Clashes({ entry, nameOf }: { entry: InboxEntry; nameOf: NameOf }) {
  const { fields } = entityOf(entry.collection)
  const words = (name: string, value: unknown) => {
    const field = fields[name]
    return (field && fieldText(field, value, entry.mine, nameOf)) || 'Empty'
  }
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table
        aria-label={`Differences in ${entry.title}`}
        verticalSpacing={6}
        highlightOnHover={false}
        layout="fixed"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={128}>Field</Table.Th>
            <Table.Th>Yours</Table.Th>
            <Table.Th>Theirs</Table.Th>
            <Table.Th>Was</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entry.clashes?.map(({ field, mine, theirs, base }) => (
            <Table.Tr key={field} style={{ verticalAlign: 'top', whiteSpace: 'pre-line' }}>
              <Table.Td>{fields[field]?.label ?? field}</Table.Td>
              <Table.Td fw={500}>{words(field, mine)}</Table.Td>
              <Table.Td>{words(field, theirs)}</Table.Td>
              <Table.Td c="dimmed">{words(field, base)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
