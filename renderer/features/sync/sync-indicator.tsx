/**
 * Always in view: whether everything has been sent, what waits, what needs a decision, and when the office
 * was last reached. Leads to the Sync page. Changes are announced politely and in batches.
 */
import { t } from '@lingui/core/macro'
import { Group, Stack, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useSync } from '../../data/index.ts'
import { formatAgo } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './sync-indicator.module.css'
import { SyncWords } from './sync-icon.tsx'
import { syncLines } from './sync-summary.ts'

/** `stacked` in the navigation's foot, else on one line in the header. */
export function SyncIndicator({ stacked }: { stacked: boolean }) {
  const sync = useSync()
  const now = useNow(30_000)
  const lines = syncLines(sync)
  const [announced] = useDebouncedValue(lines.map((line) => line.words).join(', '), 3_000)
  const contact = sync.lastSync
    ? sync.connection === 'online'
      ? t`Online, synced ${{ ago: formatAgo(sync.lastSync, now) }}`
      : t`Last synced ${{ ago: formatAgo(sync.lastSync, now) }}`
    : sync.connection === 'online'
      ? t`Online`
      : t`Not synced yet`
  return (
    <>
      <Tooltip label={contact} disabled={stacked}>
        <UnstyledButton component={Link} to="/sync" className={classes['indicator']}>
          {stacked ? (
            <Stack gap={4}>
              {lines.map((line) => (
                <SyncWords key={line.icon} line={line} />
              ))}
              <Text size="xs" c="dimmed" truncate>
                {contact}
              </Text>
            </Stack>
          ) : (
            <Group gap="sm" wrap="nowrap">
              {lines.map((line) => (
                <SyncWords key={line.icon} line={line} />
              ))}
            </Group>
          )}
        </UnstyledButton>
      </Tooltip>
      <VisuallyHidden role="status">{t`Sync: ${announced}`}</VisuallyHidden>
    </>
  )
}
