/** What stands in a dialog once its call was made: how the call stands, and the way out. */
import { t } from '@lingui/core/macro'
import { Button, Group, Stack } from '@mantine/core'
import type { MadeCall } from '../../data/procedures.ts'
import { messageOf } from '../../words/say.ts'
import { CallReceipt } from './call-receipt.tsx'

interface CallMadeProps {
  made: MadeCall
  /** Back to the question when the office refused. */
  onAgain: () => void
  onClose: () => void
}

export function CallMade({ made, onAgain, onClose }: CallMadeProps) {
  return (
    <Stack>
      <CallReceipt
        id={made.id}
        expected={messageOf(made)}
        onRefused={
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            {t`Choose again`}
          </Button>
        }
      />
      <Group>
        <Button onClick={onClose}>{t`Close`}</Button>
      </Group>
    </Stack>
  )
}
