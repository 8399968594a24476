/** The form of a small dialog about one value: it is saved, or what was there is taken away. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface OneValueFormProps {
  problem: string | undefined
  onSave: () => void
  onCancel: () => void
  /** Offered where there is something to take away. */
  removal?: { label: string; onRemove: () => void } | undefined
  children: ReactNode
}

export function OneValueForm({ problem, onSave, onCancel, removal, children }: OneValueFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <Stack>
        {children}
        {problem && (
          <Alert color="red" icon={<IconAlertOctagon aria-hidden />}>
            {problem}
          </Alert>
        )}
        <Group>
          <Button type="submit">{t`Save`}</Button>
          <Button variant="default" onClick={onCancel}>
            {t`Cancel`}
          </Button>
          {removal && (
            <Button variant="subtle" color="red" ms="auto" onClick={removal.onRemove}>
              {removal.label}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
