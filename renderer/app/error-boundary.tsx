/** What a person sees when the app itself fails: what happened, that nothing is lost, and the way on. */
import { t } from '@lingui/core/macro'
import { Button, Center, Code, Collapse, Group, Stack, Text, Title } from '@mantine/core'
import { Component, useState } from 'react'
import type { ReactNode } from 'react'

interface Failed {
  reason: unknown
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed?: Failed }> {
  override state: { failed?: Failed } = {}

  static getDerivedStateFromError(reason: unknown): { failed: Failed } {
    return { failed: { reason } }
  }

  override render() {
    const { failed } = this.state
    return failed ? <PageFailed reason={failed.reason} /> : this.props.children
  }
}

export const PageFailed = ({ reason }: { reason: unknown }) => (
  <Failure
    title={t`This page stopped working.`}
    message={t`Everything you saved is kept on this device. Load the app again; if it happens again, show your administrator the details.`}
    reason={reason}
  />
)

export const StartFailed = ({ reason }: { reason: unknown }) => (
  <Failure
    title={t`The data on this device could not be opened.`}
    message={t`Close other windows of Satchel and try again. A private window, or a browser that may not store data, cannot keep your book.`}
    reason={reason}
  />
)

function Failure({ title, message, reason }: { title: string; message: string; reason: unknown }) {
  const [details, setDetails] = useState(false)
  return (
    <Center mih="60dvh" p="lg" role="alert">
      <Stack maw={520} gap="sm">
        <Title order={1}>{title}</Title>
        <Text>{message}</Text>
        <Group gap="xs">
          <Button onClick={() => window.location.reload()}>{t`Load again`}</Button>
          <Button variant="default" aria-expanded={details} onClick={() => setDetails(!details)}>
            {t`Details`}
          </Button>
        </Group>
        <Collapse expanded={details}>
          <Code block>{reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}</Code>
        </Collapse>
      </Stack>
    </Center>
  )
}
