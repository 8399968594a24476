/** Says while a customer or lead is typed that there may be one already, with the way to it. */
import { t } from '@lingui/core/macro'
import { Alert, Anchor, List } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { oneInSentence } from '../../words/entity-words.ts'
import { useDuplicates } from './duplicates.ts'
import type { Likeness } from './duplicates.ts'
import { recordPath } from './record-paths.ts'

interface DuplicateNoteProps {
  draft: Readonly<Record<string, unknown>>
  /** The record itself, when it is stored already. */
  self: string | undefined
}

export function DuplicateNote({ draft, self }: DuplicateNoteProps) {
  const found = useDuplicates(draft, self)
  if (found.length === 0) return null
  return (
    <Alert
      color="amber"
      role="status"
      icon={<IconUsers size={18} stroke={1.75} aria-hidden />}
      title={t`This may be in your book already`}
    >
      <List size="sm" listStyleType="none">
        {found.map((one) => (
          <List.Item key={one.id}>
            <Anchor
              component={Link}
              to={recordPath(one.collection, one.id)}
              inherit
              c="inherit"
              underline="always"
            >
              {one.title}
            </Anchor>{' '}
            {t`(${{ kind: oneInSentence(one.collection) }}, ${{ why: whyWords(one.likeness) }})`}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

function whyWords(likeness: Likeness): string {
  switch (likeness) {
    case 'email':
      return t`same email address`
    case 'phone':
      return t`same phone number`
    case 'name':
      return t`similar name`
    default:
      return likeness satisfies never
  }
}
