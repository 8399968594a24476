/** Users, teams and devices, for administrators. All of it lives in the office, so it needs the network. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Skeleton, Stack, Title } from '@mantine/core'
import { IconCloudOff, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListedDevice, TeamRecord, UserRecord } from '../../../shared/administration.ts'
import { useSession, useSync } from '../../data/index.ts'
import { DeviceList } from '../../features/users/device-list.tsx'
import { TeamList } from '../../features/users/team-list.tsx'
import { useOfficeList } from '../../features/users/use-office-list.ts'
import type { EditedUser } from '../../features/users/user-list.tsx'
import { UserList } from '../../features/users/user-list.tsx'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useLate } from '../../ui/use-late.ts'
import { AdminOnly } from '../admin-only.tsx'

export const UsersPage = () => (
  <AdminOnly title={t`Users`}>
    <Administration />
  </AdminOnly>
)

function Administration() {
  const { connection } = useSync()
  const session = useSession()
  const users = useOfficeList<UserRecord>('/admin/users')
  const teams = useOfficeList<TeamRecord>('/admin/teams')
  const devices = useOfficeList<ListedDevice>('/admin/devices')
  const [editing, setEditing] = useState<EditedUser>()
  const late = useLate(users.loading)
  const error = users.error ?? teams.error ?? devices.error
  const known = users.items.length > 0
  return (
    <>
      <PageTitle
        title={t`Users`}
        actions={
          known && (
            <Button
              onClick={() => setEditing('new')}
              leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
            >
              {t`New user`}
            </Button>
          )
        }
      />
      {error && connection !== 'online' ? (
        <Alert
          color="gray"
          icon={<IconCloudOff aria-hidden />}
          title={t`Users are managed in the office`}
          mb="md"
        >
          {t`This page needs the network. It loads by itself when you are online again.`}
        </Alert>
      ) : (
        error && <CodedAlert error={error} />
      )}
      {users.loading && late && <Skeleton h={240} aria-busy aria-label={t`Loading`} />}
      {known && (
        <Stack gap="xl">
          <UserList users={users} teams={teams.items} editing={editing} onEdit={setEditing} />
          <Stack component="section" gap="sm" aria-labelledby="admin-teams">
            <Title order={2} id="admin-teams">
              {t`Teams`}
            </Title>
            <TeamList teams={teams} />
          </Stack>
          <Stack component="section" gap="sm" aria-labelledby="admin-devices">
            <Title order={2} id="admin-devices">
              {t`Devices`}
            </Title>
            <DeviceList
              devices={devices}
              ownDeviceId={session.phase === 'signed-in' ? session.deviceId : ''}
            />
          </Stack>
        </Stack>
      )}
    </>
  )
}
