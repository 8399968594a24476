/** The connection in facts, and the button that does not wait for the next turn. */
import { Button, Group, Stack } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { remedyOf } from '../../../shared/errors.ts'
import { syncNow, useSession, useSync } from '../../data/index.ts'
import type { SyncState } from '../../data/index.ts'
import { FieldList } from '../../ui/field-list.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'

const connections: Record<SyncState['connection'], string> = {
  online: 'Online',
  offline: 'Offline. Keep working; your changes go out when you reconnect.',
  connecting: 'Connecting',
}

export function ConnectionFacts() {
  const sync = useSync()
  const session = useSession()
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
    { label: 'Connection', value: connections[sync.connection] },
    { label: 'Waiting', value: formatNumber(sync.waiting) },
    { label: 'Last sync', value: sync.lastSync ? formatInstant(sync.lastSync) : 'Not yet' },
    ...(session.phase === 'signed-in' ? [{ label: 'Server', value: session.server.url }] : []),
    ...(sync.error
      ? [{ label: 'Problem', value: `${sync.error.message} ${remedyOf(sync.error.code)}` }]
      : []),
  ]
  return (
    <Stack gap="md">
      <FieldList facts={facts} />
      <Group>
        <Button
          variant="default"
          loading={asking}
          onClick={() => void now()}
          leftSection={<IconRefresh size={16} stroke={1.75} aria-hidden />}
        >
          Sync now
        </Button>
      </Group>
    </Stack>
  )
}
