/** Asks before cancelling, which cannot be taken back, and for the reason, which everybody who sees the order reads. */
import { t } from '@lingui/core/macro'
import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'

interface CancelQuestion {
  title: string
  /** What happens. */
  words: string
  /** The words of the button. */
  confirm: string
  cancel: (reason: string | undefined) => Promise<void>
}

export function askToCancel({ title, words, confirm, cancel }: CancelQuestion): void {
  const modalId = crypto.randomUUID()
  modals.open({
    modalId,
    title,
    children: (
      <CancelForm
        words={words}
        confirm={confirm}
        onKeep={() => modals.close(modalId)}
        onCancel={(reason) => {
          modals.close(modalId)
          void cancel(reason)
        }}
      />
    ),
  })
}

function CancelForm(props: {
  words: string
  confirm: string
  onKeep: () => void
  onCancel: (reason: string | undefined) => void
}) {
  const [reason, setReason] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        props.onCancel(reason.trim() || undefined)
      }}
    >
      <Stack gap="md">
        <Text size="sm">{props.words}</Text>
        <Autocomplete
          data-autofocus
          openOnFocus={false}
          label={t`Reason`}
          placeholder={t`Optional`}
          data={[
            t`The customer changed their mind`,
            t`It takes too long`,
            t`Bought elsewhere`,
            t`Ordered twice`,
            t`Price`,
          ]}
          maxLength={300}
          value={reason}
          onChange={setReason}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onKeep}>
            {t`Keep it`}
          </Button>
          <Button type="submit" color="red">
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
