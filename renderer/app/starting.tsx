/** Shown while the local database opens; words come only when that takes longer than a blink. */
import { t } from '@lingui/core/macro'
import { Center, Loader, Stack, Text } from '@mantine/core'
import { useLate } from '../ui/use-late.ts'

export function Starting() {
  const late = useLate(true, 300)
  return (
    <Center mih="100dvh" component="main">
      {late && (
        <Stack align="center" gap="xs" role="status">
          <Loader size="sm" aria-hidden />
          <Text c="dimmed">{t`Opening your book`}</Text>
        </Stack>
      )}
    </Center>
  )
}
