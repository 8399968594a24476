/**
 * Toasts. Routine saves need none; what removes or changes much offers Undo for eight seconds. Errors stay
 * until they are closed. Undo is a new change, so it works after the first one has been sent as well.
 */
import { t } from '@lingui/core/macro'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertOctagon } from '@tabler/icons-react'
import { redo, undo } from '../data/index.ts'
import type { UndoOutcome, UndoStep } from '../data/index.ts'
import { whyNot } from '../words/say.ts'

/** "Maison Dubois deleted", with Undo. */
export function notifyWithUndo(message: string, step: UndoStep | (() => void)) {
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
            if (typeof step === 'function') step()
            else void undoAndTell(step)
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

/** A sentence that goes by itself. */
export const notifyShortly = (message: string): void =>
  void notifications.show({ autoClose: 4_000, withBorder: true, message })

/** Takes back the step, or the last one, and says so. */
export async function undoAndTell(step?: UndoStep): Promise<void> {
  const outcome = await undo(step)
  if (!outcome) return notifyShortly(t`There is nothing to undo.`)
  if (outcome.ok) return notifyShortly(t`Undone`)
  notTakenBack(outcome)
}

export async function redoAndTell(): Promise<void> {
  const outcome = await redo()
  if (!outcome) return notifyShortly(t`There is nothing to do again.`)
  if (outcome.ok) return notifyShortly(t`Done again`)
  notTakenBack(outcome)
}

function notTakenBack({ refused }: Extract<UndoOutcome, { ok: false }>) {
  notifyProblem(
    t`This was not undone`,
    (refused && whyNot(refused)) || t`It was changed again since, and stays as it is now.`,
  )
}
