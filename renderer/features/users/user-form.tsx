/** A user: who they are, what they may do, and whose book they see. For a new one also the first password. */
import { t } from '@lingui/core/macro'
import { Button, Checkbox, Group, MultiSelect, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { TeamRecord, UserRecord } from '../../../shared/administration.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { roleOptions } from '../../../shared/roles.ts'
import { request } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { messageOf, word } from '../../words/say.ts'

const shortestPassword = 10

interface UserFormProps {
  /** Undefined for a new user. */
  user: UserRecord | undefined
  teams: readonly TeamRecord[]
  onSaved: () => void
  onCancel: () => void
}

export function UserForm({ user, teams, onSaved, onCancel }: UserFormProps) {
  const [error, setError] = useState<CodedError>()
  const form = useForm({
    initialValues: {
      name: user?.name ?? '',
      email: user?.email ?? '',
      role: user?.role ?? 'sales_rep',
      teamIds: user?.teamIds ?? [],
      leadsTeamIds: user?.leadsTeamIds ?? [],
      password: '',
      active: user?.active ?? true,
    },
    validateInputOnBlur: true,
    validate: {
      name: (value) => (value.trim() === '' ? t`Enter a name.` : null),
      email: (value) =>
        /^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t`Enter an email address such as anna@example.com.`,
      password: (value) =>
        user === undefined && value.length < shortestPassword
          ? t`Use at least ${shortestPassword} characters.`
          : null,
    },
  })
  const { role, teamIds } = form.values
  const teamOptions = teams.map(({ id, name }) => ({ value: id, label: name }))
  const submit = form.onSubmit(async ({ password, active, ...values }) => {
    form.setSubmitting(true)
    setError(undefined)
    const given = {
      ...values,
      name: values.name.trim(),
      email: values.email.trim(),
      leadsTeamIds: values.leadsTeamIds.filter((id) => values.teamIds.includes(id)),
    }
    try {
      const answer = user
        ? await request('PATCH', `/admin/users/${user.id}`, { ...given, active })
        : await request('POST', '/admin/users', { ...given, password })
      if (answer.ok) onSaved()
      else if (answer.error.code === 'EMAIL_TAKEN') form.setFieldError('email', messageOf(answer.error))
      else setError(answer.error)
    } finally {
      form.setSubmitting(false)
    }
  })
  return (
    <form onSubmit={submit} noValidate aria-label={user ? t`Edit user` : t`New user`}>
      <Stack gap="md">
        {error && <CodedAlert error={error} />}
        <TextInput label={t`Name`} data-autofocus {...form.getInputProps('name')} />
        <TextInput label={t`Email`} type="email" autoComplete="off" {...form.getInputProps('email')} />
        <Select
          label={t`Role`}
          allowDeselect={false}
          data={roleOptions.map(({ value, label }) => ({ value, label: word(label) }))}
          {...form.getInputProps('role')}
        />
        <MultiSelect
          label={role === 'sales_rep' ? t`Teams` : t`Teams (optional)`}
          description={
            teams.length === 0
              ? t`There are no teams yet. Add one on this page first.`
              : role === 'sales_rep'
                ? t`Their customers and unassigned leads are those of these teams.`
                : undefined
          }
          data={teamOptions}
          {...form.getInputProps('teamIds')}
        />
        {role === 'sales_rep' && teamIds.length > 0 && (
          <MultiSelect
            label={t`Leads these teams (optional)`}
            description={t`A team lead sees and changes everything of the team.`}
            data={teamOptions.filter(({ value }) => teamIds.includes(value))}
            {...form.getInputProps('leadsTeamIds')}
          />
        )}
        {user === undefined ? (
          <PasswordInput
            label={t`First password`}
            description={t`At least ${shortestPassword} characters. Tell it to them in person.`}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
            {...form.getInputProps('password')}
          />
        ) : (
          <Checkbox
            label={t`Active`}
            description={t`Without it they cannot sign in, and their devices are signed out.`}
            {...form.getInputProps('active', { type: 'checkbox' })}
          />
        )}
        <Group gap="xs">
          <Button type="submit" loading={form.submitting}>
            {user ? t`Save` : t`Add user`}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t`Cancel`}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
