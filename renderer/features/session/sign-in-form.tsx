/** Email and password. Used by the sign-in page, and inside the app when the session has ended there. */
import { t } from '@lingui/core/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import { signIn } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'

interface SignInFormProps {
  /** Fixed when somebody signs in again. */
  email?: string
  onDone?: () => void
}

export function SignInForm({ email = '', onDone }: SignInFormProps) {
  const [error, setError] = useState<CodedError>()
  const form = useForm({
    initialValues: { email, password: '' },
    validate: {
      email: (value) => (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t`Enter your email address.`),
      password: (value) => (value === '' ? t`Enter your password.` : null),
    },
  })
  const submit = form.onSubmit(async (values) => {
    form.setSubmitting(true)
    setError(undefined)
    try {
      const answer = await signIn({ email: values.email.trim(), password: values.password })
      if (answer.ok) onDone?.()
      else setError(answer.error)
    } finally {
      form.setSubmitting(false)
    }
  })
  return (
    <form onSubmit={submit} noValidate aria-label={t`Sign in`}>
      <Stack gap="md">
        {error && <CodedAlert error={error} />}
        <TextInput
          label={t`Email`}
          type="email"
          autoComplete="username"
          readOnly={email !== ''}
          autoFocus={email === ''}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t`Password`}
          autoComplete="current-password"
          data-autofocus={email !== '' || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={form.submitting}>
          {t`Sign in`}
        </Button>
      </Stack>
    </form>
  )
}
