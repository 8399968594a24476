/** How a call that was just made stands: it waits on the device, in the office, was done, or was refused. */
import { t } from '@lingui/core/macro'
import { Alert, Group, Text } from '@mantine/core'
import { IconAlertOctagon, IconCircleCheck, IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Call } from '../../../shared/entities/call.ts'
import { isErrorCode } from '../../../shared/errors.ts'
import { phraseIn } from '../../../shared/phrase.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import { useRecord, useSync, useWaitingIds } from '../../data/index.ts'
import { messageOf, remedyFor, word } from '../../words/say.ts'

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** What the office said: the sentence of its result or of its refusal; empty while it waits. */
export function answerOf({ status, result, error }: Pick<Call, 'status' | 'result' | 'error'>): string {
  const { message, phrase } = (status === 'rejected' ? error : result) ?? {}
  return typeof message === 'string' ? messageOf({ message, phrase: phraseIn(phrase) }) : ''
}

export const procedureLabel = (name: string): string =>
  word(procedureNamed(name)?.label ?? name.replaceAll('_', ' '))

interface CallReceiptProps {
  /** Of the call. */
  id: string
  /** What was expected when it was made. */
  expected?: string
  /** Buttons: what a person can do about a refusal. */
  onRefused?: ReactNode
}

export function CallReceipt({ id, expected, onRefused }: CallReceiptProps) {
  const { record: call } = useRecord('calls', id)
  const isUnsent = useWaitingIds('calls').has(id)
  const { connection } = useSync()
  if (!call) return null
  const label = procedureLabel(call.procedure)
  if (call.status === 'accepted')
    return (
      <Alert color="green" role="status" icon={<IconCircleCheck {...icon} />} title={t`${label}: done`}>
        {answerOf(call)}
      </Alert>
    )
  if (call.status === 'rejected') {
    const code = call.error?.['code']
    return (
      <Alert
        color="red"
        role="alert"
        icon={<IconAlertOctagon {...icon} />}
        title={t`${label}: the office refused it`}
      >
        <Text size="sm">
          {answerOf(call)} {isErrorCode(code) ? remedyFor({ code }) : ''}
        </Text>
        {onRefused && (
          <Group gap="xs" mt="xs">
            {onRefused}
          </Group>
        )}
      </Alert>
    )
  }
  const offline = isUnsent && connection !== 'online'
  return (
    <Alert
      color="gray"
      role="status"
      icon={<IconClock {...icon} />}
      title={t`${label}: waiting for the office`}
    >
      {offline
        ? t`You are offline. It goes out when you reconnect, and is carried out then.`
        : t`It is carried out as soon as the office has received it.`}
      {expected && ` ${t`Expected: ${expected}`}`}
    </Alert>
  )
}
