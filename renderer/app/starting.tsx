/** Shown while the local database opens; words come only when that takes longer than a blink, or cannot be done. */
import { t } from '@lingui/core/macro'
import { Alert, Center, Loader, Stack, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import type { CodedError } from '../../shared/errors.ts'
import { useLate } from '../ui/use-late.ts'
import { messageOf } from '../words/say.ts'

export function Starting({ error }: { error?: CodedError | undefined }) {
  const late = useLate(true, 300)
  if (error) return <NoRoom error={error} />
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

/** The book cannot be opened on a full device; what is in it is kept. */
const NoRoom = ({ error }: { error: CodedError }) => (
  <Center mih="100dvh" p="lg" component="main">
    <Alert
      maw={520}
      color="red"
      role="alert"
      icon={<IconAlertOctagon aria-hidden />}
      title={messageOf(error)}
    >
      <Text size="sm">
        {t`Free some space on it. Your book opens by itself as soon as there is room; nothing in it is lost.`}
      </Text>
    </Alert>
  </Center>
)
