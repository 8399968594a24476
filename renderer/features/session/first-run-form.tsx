/** The first administrator of an empty company. */
import { t } from '@lingui/core/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { CodedError } from '../../../shared/errors.ts'
import { setUp } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'

export const shortestPassword = 10

export function FirstRunForm() {
  const [error, setError] = useState<CodedError>()
  const form = useForm({
    initialValues: { company: '', name: '', email: '', password: '' },
    validateInputOnBlur: true,
    validate: {
      company: (value) => (value.trim() === '' ? t`Enter your company's name.` : null),
      name: (value) => (value.trim() === '' ? t`Enter your name.` : null),
      email: (value) => (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t`Enter your email address.`),
      password: (value) =>
        value.length < shortestPassword ? t`Use at least ${shortestPassword} characters.` : null,
    },
  })
  const submit = form.onSubmit(async (values) => {
    form.setSubmitting(true)
    setError(undefined)
    try {
      const answer = await setUp({
        company: values.company.trim(),
        name: values.name.trim(),
        email: values.email.trim(),
        password: values.password,
      })
      if (!answer.ok) setError(answer.error)
    } finally {
      form.setSubmitting(false)
    }
  })
  return (
    <form onSubmit={submit} noValidate aria-label={t`Set up Satchel`}>
      <Stack gap="md">
        {error && <CodedAlert error={error} />}
        <TextInput label={t`Company`} autoComplete="organization" {...form.getInputProps('company')} />
        <TextInput label={t`Your name`} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label={t`Email`} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label={t`Password`}
          description={t`At least ${shortestPassword} characters`}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={form.submitting}>
          {t`Set up Satchel`}
        </Button>
      </Stack>
    </form>
  )
}
