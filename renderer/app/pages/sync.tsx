/** Sync: the connection, what waits to be sent, and what needs a decision. */
import { Stack, Title } from '@mantine/core'
import { ConnectionFacts } from '../../features/sync/connection-facts.tsx'
import { InboxList } from '../../features/sync/inbox-list.tsx'
import { PendingList } from '../../features/sync/pending-list.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

export const SyncPage = () => (
  <>
    <PageTitle title="Sync" />
    <Stack gap="xl" maw={880} pt="xs">
      <ConnectionFacts />
      <Stack component="section" gap="sm" aria-labelledby="sync-inbox">
        <Title order={2} id="sync-inbox">
          To decide
        </Title>
        <InboxList />
      </Stack>
      <Stack component="section" gap="sm" aria-labelledby="sync-waiting">
        <Title order={2} id="sync-waiting">
          Waiting to be sent
        </Title>
        <PendingList />
      </Stack>
    </Stack>
  </>
)
