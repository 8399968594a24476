/** A new password for a user; their other sessions end. */
import { t } from '@lingui/core/macro'
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { UserRecord } from '../../../shared/administration.ts'
import { request } from '../../data/index.ts'
import { messageOf } from '../../words/say.ts'

const shortest = 10

interface PasswordFormProps {
  user: UserRecord
  onDone: () => void
  onCancel: () => void
}

export function PasswordForm({ user, onDone, onCancel }: PasswordFormProps) {
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [saving, setSaving] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (password.length < shortest) return setProblem(t`Use at least ${shortest} characters.`)
    setSaving(true)
    try {
      const answer = await request('POST', `/admin/users/${user.id}/password`, { password })
      if (answer.ok) onDone()
      else setProblem(messageOf(answer.error))
    } finally {
      setSaving(false)
    }
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t`New password for ${{ name: user.name }}`}
    >
      <Stack gap="md">
        <Text size="sm">
          {t`${{ name: user.name }} is signed out on every device and signs in again with the new password. Their unsent work is kept.`}
        </Text>
        <PasswordInput
          label={t`New password`}
          data-autofocus
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          value={password}
          error={problem}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
            setProblem(undefined)
          }}
        />
        <Group gap="xs">
          <Button type="submit" loading={saving}>
            {t`Set password`}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t`Cancel`}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
