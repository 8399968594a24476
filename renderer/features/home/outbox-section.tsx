/** What has not been sent yet, and what came back and needs the person. */
import { plural, t } from '@lingui/core/macro'
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconCloudX, IconGitMerge } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useInbox, useSync } from '../../data/index.ts'
import { outboxLine } from './outbox-line.ts'

const most = 4
const icons = { sent: IconCloudCheck, waiting: IconCloudUp, offline: IconCloudOff } as const

export function OutboxSection() {
  const sync = useSync()
  const inbox = useInbox()
  const line = outboxLine(sync)
  const Icon = icons[line.icon]
  // Nothing is said before it is known, which is when the database is open.
  if (Object.keys(sync.collections).length === 0) return null
  return (
    <Stack gap="xs" px="xs">
      <Line icon={<Icon size={16} stroke={1.75} aria-hidden />}>{line.words}</Line>
      {inbox.slice(0, most).map((entry) => {
        const isClash = entry.kind === 'clash'
        const Mark = isClash ? IconGitMerge : IconCloudX
        return (
          <Line
            key={entry.id}
            icon={<Mark size={16} stroke={1.75} aria-hidden />}
            color={isClash ? 'var(--mantine-color-amber-text)' : 'var(--mantine-color-red-text)'}
          >
            <Anchor component={Link} to="/sync" inherit c="inherit">
              {isClash
                ? t`${{ title: entry.title }}: choose which to keep`
                : t`${{ title: entry.title }}: not accepted`}
            </Anchor>
          </Line>
        )
      })}
      {inbox.length > most && (
        <Anchor component={Link} to="/sync" fz="sm">
          {plural(inbox.length, { one: '# thing to decide', other: '# things to decide' })}
        </Anchor>
      )}
    </Stack>
  )
}

const Line = ({ icon, color, children }: { icon: ReactNode; color?: string; children: ReactNode }) => (
  <Group gap="xs" wrap="nowrap" align="flex-start" c={color}>
    <Group h={20}>{icon}</Group>
    <Text c="inherit">{children}</Text>
  </Group>
)
