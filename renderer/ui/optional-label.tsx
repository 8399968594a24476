/** The label of an input that may stay empty. */
import { t } from '@lingui/core/macro'
import { Text } from '@mantine/core'

export const OptionalLabel = ({ label }: { label: string }) => (
  <>
    {label}{' '}
    <Text component="span" inherit fw={400} c="dimmed">
      {t`optional`}
    </Text>
  </>
)
