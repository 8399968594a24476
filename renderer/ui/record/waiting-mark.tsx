/** "This has changes that are not sent yet", as the small cloud before a name or as words in a header. */
import { t } from '@lingui/core/macro'
import { Group, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconCloudUp } from '@tabler/icons-react'

export function WaitingMark({ waiting }: { waiting: boolean }) {
  if (!waiting) return null
  return (
    <Tooltip label={t`Waiting to be sent`}>
      <span>
        <IconCloudUp
          size={16}
          stroke={1.75}
          color="var(--mantine-color-dimmed)"
          aria-hidden
          style={{ verticalAlign: 'middle' }}
        />
        <VisuallyHidden>{t`Waiting to be sent`}</VisuallyHidden>
      </span>
    </Tooltip>
  )
}

export const WaitingNote = () => (
  <Group gap={6} wrap="nowrap" c="dimmed">
    <IconCloudUp size={16} stroke={1.75} aria-hidden />
    <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
      {t`Waiting to be sent`}
    </Text>
  </Group>
)
