/**
 * Toasts. Routine saves need none; what removes or changes much offers Undo for eight seconds. Errors stay
 * until they are closed. Undo is a new change, so it works after the first one has been sent as well.
 */
import { t } from '@lingui/core/macro'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertOctagon } from '@tabler/icons-react'

/** "Maison Dubois deleted", with Undo. */
export function notifyWithUndo(message: string, undo: () => void) {
  const id = crypto.randomUUID()
  notifications.show({
    id,
    autoClose: 8_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" lineClamp={2}>
          {message}
        </Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {t`Undo`}
        </Button>
      </Group>
    ),
  })
}

export function notifyProblem(title: string, message: string) {
  notifications.show({
    color: 'red',
    withBorder: true,
    autoClose: false,
    icon: <IconAlertOctagon size={20} stroke={1.75} aria-hidden />,
    title,
    message,
  })
}
