/** Before anybody has signed in on this device: sign in, or, for an empty company, make the first administrator. */
import { t } from '@lingui/core/macro'
import { Box, Center, Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconBriefcase } from '@tabler/icons-react'
import type { ServerState } from '../../data/index.ts'
import { FirstRunForm } from '../../features/session/first-run-form.tsx'
import { ServerAddress } from '../../features/session/server-address.tsx'
import { SignInForm } from '../../features/session/sign-in-form.tsx'

export function SignedOutPage({ server }: { server: ServerState }) {
  useDocumentTitle(server.needsSetup ? t`Set up · Satchel` : t`Sign in · Satchel`)
  const onDesktop = window.desktop !== undefined
  return (
    <Center component="main" mih="100dvh" p="md">
      <Box w="100%" maw={400}>
        <Stack gap={4} mb="lg" align="center">
          <IconBriefcase size={32} stroke={1.5} aria-hidden color="var(--mantine-color-ink-text)" />
          <Title order={1}>{server.needsSetup ? t`Set up Satchel` : t`Sign in to Satchel`}</Title>
          <Text c="dimmed" ta="center">
            {server.needsSetup
              ? t`Your company is empty. Make its first administrator; colleagues and data come next.`
              : t`Your customers, orders and visits, with or without a network.`}
          </Text>
        </Stack>
        <Paper withBorder radius="lg" p="lg">
          <Stack gap="lg">
            {onDesktop && <ServerAddress server={server} />}
            {server.needsSetup ? <FirstRunForm /> : <SignInForm />}
            {!server.reachable && server.url !== '' && (
              <Text size="sm" c="dimmed" role="status">
                {t`The server at ${{ url: server.url }} does not answer. Signing in on this device for the first time needs the network.`}
              </Text>
            )}
          </Stack>
        </Paper>
      </Box>
    </Center>
  )
}
