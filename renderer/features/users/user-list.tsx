/** Everybody who may sign in: opening a row edits the user. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Anchor, Drawer, Modal, Tooltip } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { TeamRecord, UserRecord } from '../../../shared/administration.ts'
import { roleOptions } from '../../../shared/roles.ts'
import { CompactTable } from '../../ui/compact-table.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { PasswordForm } from './password-form.tsx'
import type { OfficeList } from './use-office-list.ts'
import { UserForm } from './user-form.tsx'
import { word } from '../../words/say.ts'

/** The user whose form is open. */
export type EditedUser = UserRecord | 'new' | undefined

interface UserListProps {
  users: OfficeList<UserRecord>
  teams: readonly TeamRecord[]
  editing: EditedUser
  onEdit: (user: EditedUser) => void
}

export function UserList({ users, teams, editing, onEdit }: UserListProps) {
  const [changingPassword, setChangingPassword] = useState<UserRecord>()
  const columns = useMemo(() => columnsFor(teams, onEdit, setChangingPassword), [teams, onEdit])
  const close = () => onEdit(undefined)
  return (
    <>
      <CompactTable
        label={t`Users`}
        rows={users.items}
        columns={columns}
        rowId={(user) => user.id}
        limit={50}
        order="first"
      />
      <Drawer
        opened={editing !== undefined}
        onClose={close}
        position="right"
        size={480}
        title={editing === 'new' ? t`New user` : editing ? t`Edit ${{ name: editing.name }}` : t`Edit user`}
      >
        {editing && (
          <UserForm
            key={editing === 'new' ? 'new' : editing.id}
            user={editing === 'new' ? undefined : editing}
            teams={teams}
            onCancel={close}
            onSaved={() => {
              close()
              void users.reload()
            }}
          />
        )}
      </Drawer>
      <Modal
        opened={changingPassword !== undefined}
        onClose={() => setChangingPassword(undefined)}
        title={changingPassword && t`New password for ${{ name: changingPassword.name }}`}
      >
        {changingPassword && (
          <PasswordForm
            user={changingPassword}
            onDone={() => setChangingPassword(undefined)}
            onCancel={() => setChangingPassword(undefined)}
          />
        )}
      </Modal>
    </>
  )
}

function columnsFor(
  teams: readonly TeamRecord[],
  edit: (user: UserRecord) => void,
  changePassword: (user: UserRecord) => void,
): Column<UserRecord>[] {
  const teamName = (id: string) => teams.find((team) => team.id === id)?.name ?? ''
  return [
    {
      id: 'name',
      header: t`Name`,
      value: (user) => user.name,
      cell: (user) => (
        <Anchor component="button" type="button" inherit fw={500} c="inherit" onClick={() => edit(user)}>
          {user.name}
        </Anchor>
      ),
      minWidth: 160,
    },
    { id: 'email', header: t`Email`, value: (user) => user.email, minWidth: 280 },
    {
      id: 'role',
      header: t`Role`,
      value: (user) => word(roleOptions.find((option) => option.value === user.role)?.label ?? user.role),
      width: 176,
    },
    {
      id: 'teams',
      header: t`Teams`,
      value: (user) =>
        user.teamIds
          .map((id) => (user.leadsTeamIds.includes(id) ? t`${{ team: teamName(id) }} (lead)` : teamName(id)))
          .join(', '),
      minWidth: 140,
    },
    {
      id: 'state',
      header: t`State`,
      value: (user) => user.active,
      cell: (user) => (
        <ToneBadge tone={user.active ? 'done' : 'neutral'}>
          {user.active ? t`Active` : t`Deactivated`}
        </ToneBadge>
      ),
      width: 144,
    },
    {
      id: 'actions',
      header: t`Password`,
      value: () => undefined,
      cell: (user) => (
        <Tooltip label={t`Set a new password`}>
          <ActionIcon
            aria-label={t`Set a new password for ${{ name: user.name }}`}
            onClick={() => changePassword(user)}
          >
            <IconKey size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ),
      width: 88,
      align: 'end',
    },
  ]
}
