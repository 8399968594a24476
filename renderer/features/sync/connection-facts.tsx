/** The connection in facts, and the button that does not wait for the next turn. */
import { t } from '@lingui/core/macro'
import { Button, Group, Stack } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { syncNow, useSession, useSync } from '../../data/index.ts'
import type { SyncState } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { FieldList } from '../../ui/field-list.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { bytesText, useStorageUsed } from './use-storage-used.ts'

const connections = (): Record<SyncState['connection'], string> => ({
  online: t`Online`,
  offline: t`Offline. Keep working; your changes go out when you reconnect.`,
  connecting: t`Connecting`,
})

export function ConnectionFacts() {
  const sync = useSync()
  const session = useSession()
  const storage = useStorageUsed()
  const [asking, setAsking] = useState(false)
  const now = async () => {
    setAsking(true)
    try {
      await syncNow()
    } finally {
      setAsking(false)
    }
  }
  const facts = [
    { label: t`Connection`, value: connections()[sync.connection] },
    { label: t`Waiting`, value: formatNumber(sync.waiting) },
    { label: t`Last contact`, value: sync.lastSync ? formatInstant(sync.lastSync) : t`Not yet` },
    ...(storage
      ? [
          {
            label: t`Storage used`,
            value: storage.available
              ? t`${{ used: bytesText(storage.used) }} of the ${{ available: bytesText(storage.available) }} that this device gives`
              : bytesText(storage.used),
          },
        ]
      : []),
    ...(session.phase === 'signed-in' ? [{ label: t`Server`, value: session.server.url }] : []),
  ]
  return (
    <Stack gap="md">
      {sync.error && <CodedAlert error={sync.error} />}
      <FieldList facts={facts} />
      <Group>
        <Button
          variant="default"
          loading={asking}
          onClick={() => void now()}
          leftSection={<IconRefresh size={16} stroke={1.75} aria-hidden />}
        >
          {t`Sync now`}
        </Button>
      </Group>
    </Stack>
  )
}
