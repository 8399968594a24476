/** One entry of the Sync inbox: what happened, both sides field by field, and everything a person can do. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { readSavedView } from '../../../shared/lists/saved-view.ts'
import { changesOf } from '../../data/field-changes.ts'
import { createRecord, removeRecord, resolveInbox, restoreInbox, useRecord } from '../../data/index.ts'
import type { InboxEntry } from '../../data/index.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatInstant } from '../../ui/format.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'
import { draftOf } from '../../ui/record/draft-values.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { keptDraft } from '../../ui/record/kept-draft.ts'
import { editPath, hasPages, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { Comparison } from './comparison.tsx'
import { recordAsText } from './value-words.ts'
import { messageOf, remedyFor, whyNot } from '../../words/say.ts'
import { nameOfOne } from '../../words/entity-words.ts'

const headings = (): Record<
  InboxEntry['kind'],
  { words: string; tone: 'attention' | 'danger' | 'neutral' }
> => ({
  clash: { words: t`Changed by two people`, tone: 'attention' },
  refused: { words: t`Not accepted`, tone: 'danger' },
  'access-lost': { words: t`No longer yours to see`, tone: 'neutral' },
})

export function InboxCard({ entry, nameOf }: { entry: InboxEntry; nameOf: NameOf }) {
  const [deciding, setDeciding] = useState(false)
  const navigate = useNavigate()
  const person = usePerson()
  const { collection, documentId, title, kind, mine, clashes = [], deletion, error } = entry
  const { record } = useRecord(collection, documentId)
  const { words, tone } = headings()[kind]
  const isClash = kind === 'clash'
  const rows = rowsOf(entry, record)
  const decide = async (decision: 'mine' | 'discard') => {
    setDeciding(true)
    try {
      const answer = await resolveInbox(entry.id, decision)
      if (!answer.ok) notifyProblem(t`${title} is unchanged`, whyNot(answer))
      else if (decision === 'discard')
        notifyWithUndo(
          isClash ? t`${title}: theirs taken` : t`${title}: yours discarded`,
          () => void restoreInbox(entry),
        )
    } finally {
      setDeciding(false)
    }
  }
  /** Theirs stays as it is, and what this person arranged becomes a view of their own. */
  const keepBoth = async () => {
    setDeciding(true)
    try {
      const { share: _, ...value } = mine['value'] as Record<string, unknown>
      const name = t`${title} (mine)`.slice(0, 120)
      const answer = await createRecord('settings', { kind: 'view', name, value })
      if (!answer.ok) return notifyProblem(t`The view was not saved`, whyNot(answer))
      await resolveInbox(entry.id, 'discard')
      const { id } = answer
      notifyWithUndo(
        t`Kept as ${name}`,
        () => void Promise.all([restoreInbox(entry), removeRecord('settings', id)]),
      )
    } finally {
      setDeciding(false)
    }
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(recordAsText(collection, mine, nameOf))
    } catch {
      notifyProblem(
        t`Nothing was copied`,
        t`This window may not write to the clipboard. Select the text instead.`,
      )
    }
  }
  /** The form of the record, with what was typed in it. */
  const edit = () => {
    if (!hasPages(collection)) return
    const typed = isClash
      ? clashes.map(({ field }) => field)
      : changesOf(collection, record, mine).map(({ field }) => field)
    const { fields } = entityOf(collection)
    const asked = Object.fromEntries(Object.entries(fields).filter(([name]) => typed.includes(name)))
    const keeper = keptDraft([person.id, collection, documentId])
    keeper.keep({ ...keeper.read(), ...draftOf(asked, mine) })
    keeper.flush()
    void navigate({ to: editPath(collection, documentId) })
  }
  const isView = collection === 'settings' && readSavedView(mine).ok
  // The form of an order keeps its draft in a shape of its own.
  const hasForm = hasPages(collection) && collection !== 'orders' && record !== undefined && !deletion
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap="sm">
        <Group gap="xs">
          <EntityIcon of={collection} />
          {hasPages(collection) && record ? (
            <Anchor component={Link} to={recordPath(collection, documentId)} fw={500}>
              {title}
            </Anchor>
          ) : (
            <Title order={3} size="h4">
              {title}
            </Title>
          )}
          <ToneBadge tone={tone}>{words}</ToneBadge>
          <Text size="xs" c="dimmed" ms="auto">
            {nameOfOne(collection)}, {formatInstant(entry.at)}
          </Text>
        </Group>
        {error && (
          <Text size="sm">
            {messageOf(error)} {remedyFor(error)}
          </Text>
        )}
        {kind === 'access-lost' && (
          <Text size="sm">
            {t`The record was deleted or is not yours to see any more. What you typed is kept here; copy what you need.`}
          </Text>
        )}
        {deletion && <Text size="sm">{t`You deleted this record.`}</Text>}
        {!deletion && rows.length > 0 && (
          <Comparison
            label={t`Differences in ${title}`}
            collection={collection}
            document={mine}
            headings={isClash ? [t`Yours`, t`Theirs`, t`Was`] : record ? [t`Yours`, t`Office`] : [t`Yours`]}
            rows={rows}
            nameOf={nameOf}
          />
        )}
        <Group gap="xs">
          {kind !== 'access-lost' && (
            <Button variant="default" size="xs" loading={deciding} onClick={() => void decide('mine')}>
              {isClash ? t`Keep mine` : t`Try again`}
            </Button>
          )}
          {isClash && (
            <Button variant="default" size="xs" disabled={deciding} onClick={() => void decide('discard')}>
              {t`Take theirs`}
            </Button>
          )}
          {isClash && isView && (
            <Button variant="default" size="xs" disabled={deciding} onClick={() => void keepBoth()}>
              {t`Keep mine as a view of its own`}
            </Button>
          )}
          {hasForm && (
            <Button variant="default" size="xs" disabled={deciding} onClick={edit}>
              {t`Edit`}
            </Button>
          )}
          <Button variant="subtle" size="xs" onClick={() => void copy()}>
            {t`Copy`}
          </Button>
          {!isClash && (
            <Button
              variant="subtle"
              color="red"
              size="xs"
              disabled={deciding}
              onClick={() => void decide('discard')}
            >
              {t`Discard mine`}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

/** For a clash the fields that two people changed; else what was typed beside what the office has. */
function rowsOf({ kind, collection, clashes = [], mine }: InboxEntry, record: AnyDocument | undefined) {
  if (kind === 'clash')
    return clashes.map(({ field, mine: my, theirs, base }) => ({ field, values: [my, theirs, base] }))
  return changesOf(collection, record, mine).map(({ field, now, was }) => ({
    field,
    values: record ? [now, was] : [now],
  }))
}
