/** Sync: the connection, what needs a decision, what waits to be sent, how every kind of record stands, repair. */
import { t } from '@lingui/core/macro'
import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { WaitingFiles } from '../../features/files/waiting-files.tsx'
import { CheckAndRepair } from '../../features/sync/check-and-repair.tsx'
import { CollectionStates } from '../../features/sync/collection-states.tsx'
import { ConnectionFacts } from '../../features/sync/connection-facts.tsx'
import { InboxList } from '../../features/sync/inbox-list.tsx'
import { PendingList } from '../../features/sync/pending-list.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

export const SyncPage = () => (
  <>
    <PageTitle title={t`Sync`} />
    <Stack gap="xl" maw={880} pt="xs">
      <ConnectionFacts />
      <Part id="sync-inbox" title={t`To decide`}>
        <InboxList />
      </Part>
      <Part id="sync-waiting" title={t`Waiting to be sent`}>
        <PendingList />
      </Part>
      <Part id="sync-files" title={t`Files`}>
        <WaitingFiles />
      </Part>
      <Part id="sync-collections" title={t`On this device`}>
        <CollectionStates />
      </Part>
      <Part id="sync-repair" title={t`Check and repair`}>
        <CheckAndRepair />
      </Part>
    </Stack>
  </>
)

const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <Stack component="section" gap="sm" aria-labelledby={id}>
    <Title order={2} id={id}>
      {title}
    </Title>
    {children}
  </Stack>
)
