/** Every device that signed in, the last seen first; a lost one is signed out from here. */
import { t } from '@lingui/core/macro'
import { Button, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useCallback, useMemo } from 'react'
import type { ListedDevice } from '../../../shared/administration.ts'
import { request } from '../../data/index.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatAgo } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { OfficeList } from './use-office-list.ts'
import { messageOf } from '../../words/say.ts'

export function DeviceList({
  devices,
  ownDeviceId,
}: {
  devices: OfficeList<ListedDevice>
  ownDeviceId: string
}) {
  const now = useNow(60_000)
  const { items, reload } = devices
  const signOut = useCallback(
    (device: ListedDevice) =>
      modals.openConfirmModal({
        title: t`Sign out ${{ name: device.name }}?`,
        children: (
          <Text size="sm">
            {t`${{ userName: device.userName }} must sign in again on it. Nothing that waits on the device is lost by this.`}
          </Text>
        ),
        labels: { confirm: t`Sign out`, cancel: t`Cancel` },
        confirmProps: { color: 'red' },
        onConfirm: () =>
          void request('DELETE', `/admin/devices/${device.id}`).then((answer) => {
            if (!answer.ok)
              notifyProblem(t`${{ name: device.name }} is still signed in`, messageOf(answer.error))
            return reload()
          }),
      }),
    [reload],
  )
  const columns = useMemo<Column<ListedDevice>[]>(
    () => [
      { id: 'name', header: t`Device`, value: (device) => device.name, minWidth: 160 },
      { id: 'user', header: t`User`, value: (device) => device.userName, minWidth: 140 },
      {
        id: 'seen',
        header: t`Last seen`,
        value: (device) => device.lastSeenAt,
        text: (device) => formatAgo(device.lastSeenAt, now),
        width: 160,
      },
      {
        id: 'state',
        header: t`State`,
        value: (device) => device.signedIn,
        cell: (device) => (
          <ToneBadge tone={device.signedIn ? 'done' : 'neutral'}>
            {device.signedIn ? t`Signed in` : t`Signed out`}
          </ToneBadge>
        ),
        width: 144,
      },
      {
        id: 'actions',
        header: t`Access`,
        value: () => undefined,
        cell: (device) =>
          device.id === ownDeviceId ? (
            <Text size="sm" c="dimmed" component="span">
              {t`This device`}
            </Text>
          ) : (
            device.signedIn && (
              <Button
                variant="subtle"
                color="red"
                size="compact-sm"
                aria-label={t`Sign out ${{ name: device.name }} of ${{ userName: device.userName }}`}
                onClick={() => signOut(device)}
              >
                {t`Sign out`}
              </Button>
            )
          ),
        width: 120,
        align: 'end',
      },
    ],
    [now, ownDeviceId, signOut],
  )
  return (
    <CompactTable
      label={t`Devices`}
      rows={items}
      columns={columns}
      rowId={(device) => device.id}
      limit={10}
      order="last seen"
      empty={
        <Text size="sm" c="dimmed">
          {t`No device has signed in yet.`}
        </Text>
      }
    />
  )
}
