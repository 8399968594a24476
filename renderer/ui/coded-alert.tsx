/** A coded error as a person reads it: what happened, and what to do. */
import { Alert, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import type { CodedError } from '../../shared/errors.ts'
import { messageOf, remedyFor } from '../words/say.ts'

export const CodedAlert = ({ error }: { error: CodedError }) => (
  <Alert color="red" role="alert" icon={<IconAlertOctagon aria-hidden />} title={messageOf(error)}>
    <Text size="sm">{remedyFor(error)}</Text>
  </Alert>
)
