/**
 * Signing out removes the local data of the person. While work is unsent it stops here, shows what would be
 * lost and asks; losing it is the second button and never the default.
 */
import { plural, t } from '@lingui/core/macro'
import { Button, Group, List, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { signOut, useSync } from '../../data/index.ts'
import type { PendingChange } from '../../data/index.ts'
import { changeWords } from '../../words/entity-words.ts'

interface SignOutDialogProps {
  opened: boolean
  onClose: () => void
  /** What is unsent; undefined until it is known. */
  pending: PendingChange[] | undefined
}

export function SignOutDialog({ opened, onClose, pending }: SignOutDialogProps) {
  const { connection } = useSync()
  const [refused, setRefused] = useState<PendingChange[]>([])
  const [leaving, setLeaving] = useState(false)
  const unsent = pending && pending.length > 0 ? pending : refused

  const leave = async (discard: boolean) => {
    setLeaving(true)
    try {
      const answer = await signOut({ discard })
      if (answer.ok) onClose()
      else setRefused(answer.pending)
    } finally {
      setLeaving(false)
    }
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={unsent.length > 0 ? t`Some work has not been sent` : t`Sign out?`}
    >
      <Stack gap="md">
        {unsent.length > 0 ? (
          <>
            <Text>
              {plural(unsent.length, {
                one: '# change of yours is only on this device. Signing out now would lose it.',
                other: '# changes of yours are only on this device. Signing out now would lose them.',
              })}{' '}
              {connection === 'online'
                ? t`They are being sent; wait a moment.`
                : t`Connect to the network first.`}
            </Text>
            <ScrollArea.Autosize mah={220}>
              <List size="sm" spacing={4}>
                {unsent.map((change) => (
                  <List.Item key={`${change.collection} ${change.id}`}>
                    {changeWords(change.kind, change.collection)}: {change.title}
                  </List.Item>
                ))}
              </List>
            </ScrollArea.Autosize>
            <Group gap="xs">
              <Button onClick={onClose} data-autofocus>
                {t`Stay signed in`}
              </Button>
              <Button variant="light" color="red" loading={leaving} onClick={() => void leave(true)}>
                {plural(unsent.length, {
                  one: 'Sign out and lose # change',
                  other: 'Sign out and lose # changes',
                })}
              </Button>
            </Group>
          </>
        ) : (
          <>
            <Text>
              {t`Your records are removed from this device. Everything you did has been sent to the office.`}
            </Text>
            <Group gap="xs">
              <Button loading={leaving} onClick={() => void leave(false)} data-autofocus>
                {t`Sign out`}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t`Cancel`}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  )
}
