/**
 * The comments of a case, oldest first, and the box that adds one. A comment is an item of the case with an
 * id of its own, so comments that two devices add at the same time both stay.
 */
import { t } from '@lingui/core/macro'
import { Alert, Avatar, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { SupportCase } from '../../../shared/entities/support-case.ts'
import type { Person } from '../../../shared/roles.ts'
import { saveRecord } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useKept } from '../../ui/record/use-kept.ts'
import { whyNot } from '../../words/say.ts'

export function CommentThread({ stored, person, mayComment }: CommentThreadProps) {
  const nameOf = useReferenceNames(['salesReps'])
  const comments = (stored.comments ?? []).toSorted((a, b) => a.at.localeCompare(b.at))
  return (
    <Stack gap="md">
      {comments.length === 0 && <Text c="dimmed">{t`No comments yet.`}</Text>}
      <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {comments.map((comment) => {
          const name =
            nameOf('salesReps', comment.authorId) ??
            (comment.authorId === person.id ? person.name : t`A colleague`)
          return (
            <Group key={comment.id} component="li" align="flex-start" wrap="nowrap" gap="sm">
              <Avatar name={name} size={28} color="gray" aria-hidden />
              <Stack gap={2} flex={1} miw={0}>
                <Group gap="xs">
                  <Text fw={500}>{name}</Text>
                  <Text fz="xs" c="dimmed" component="time" dateTime={comment.at}>
                    {formatInstant(comment.at)}
                  </Text>
                </Group>
                <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{comment.text}</Text>
              </Stack>
            </Group>
          )
        })}
      </Stack>
      {mayComment && <CommentComposer stored={stored} person={person} />}
    </Stack>
  )
}

interface CommentThreadProps {
  stored: SupportCase
  person: Person
  mayComment: boolean
}

function CommentComposer({ stored, person }: { stored: SupportCase; person: Person }) {
  const {
    value: { text },
    change,
    clear,
  } = useKept([person.id, 'comment', stored.id], () => ({ text: '' }))
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function add() {
    if (saving) return
    if (text.trim() === '') {
      setProblem(t`Write the comment first.`)
      return
    }
    setSaving(true)
    setProblem(undefined)
    try {
      const comment = { id: uuidv7(), at: new Date().toISOString(), authorId: person.id, text: text.trim() }
      const result = await saveRecord('cases', stored.id, { comments: [...(stored.comments ?? []), comment] })
      if (result.ok) clear()
      else setProblem(whyNot(result) || t`This could not be saved.`)
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : String(reason))
    } finally {
      setSaving(false)
    }
  }

  return (
    <Stack gap="xs" onKeyDown={(event) => getHotkeyHandler([['mod+Enter', () => void add()]])(event)}>
      <Textarea
        label={t`Comment`}
        value={text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
      />
      {problem && (
        <Alert color="red" icon={<IconAlertOctagon />} title={t`The comment was not added`}>
          {problem}
        </Alert>
      )}
      <Group gap="sm" justify="flex-end">
        <Text fz="xs" c="dimmed" visibleFrom="md">
          {t({ message: 'Ctrl+Enter', context: 'keys' })}
        </Text>
        <Button variant="light" loading={saving} onClick={() => void add()}>
          {t`Add comment`}
        </Button>
      </Group>
    </Stack>
  )
}
