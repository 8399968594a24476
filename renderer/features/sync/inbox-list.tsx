/**
 * What could not simply be applied: somebody else changed the same field, the office refused it, or the
 * record is no longer the person's to see. Nothing that was typed is lost until the person says so.
 */
import { t } from '@lingui/core/macro'
import { Stack } from '@mantine/core'
import { useInbox } from '../../data/index.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { InboxCard } from './inbox-card.tsx'
import { useSyncNames } from './use-sync-names.ts'

export function InboxList() {
  const entries = useInbox()
  const nameOf = useSyncNames()
  if (entries.length === 0)
    return <CalmNote>{t`Nothing to decide. Everything you sent was accepted.`}</CalmNote>
  return (
    <Stack gap="sm">
      {entries.map((entry) => (
        <InboxCard key={entry.id} entry={entry} nameOf={nameOf} />
      ))}
    </Stack>
  )
}
