/** What was last asked of the office about a record: that it waits, or why it was refused. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Text } from '@mantine/core'
import { IconAlertOctagon, IconClock } from '@tabler/icons-react'
import type { Call } from '../../../shared/entities/call.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import { useView } from '../../data/index.ts'
import { word } from '../../words/say.ts'
import { answerOf } from './call-receipt.tsx'
import { useDismissed } from './dismissed.ts'

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** More than this are not made about one record. */
const newest = { offset: 0, limit: 50 }

/** The newest call that a person made about the record; `field` is the input's that names it. */
export function useAsked(field: 'orderId' | 'leadId', id: string): Call | undefined {
  const view: ListView = {
    list: 'calls',
    where: [{ column: 'concerns', is: 'equal', value: id }],
    sort: [{ by: 'createdAt', desc: true }],
  }
  const calls = useView(view, newest).rows as readonly unknown[] as readonly Call[]
  return latestCall(calls, field, id)
}

/** What the server made of a submitted order says the order itself; such a call comes from no device. */
export function latestCall(calls: readonly Call[], field: string, id: string): Call | undefined {
  return calls
    .filter(
      ({ input, procedure, deviceId, status }) =>
        input[field] === id &&
        (procedure !== 'place_order' || deviceId !== undefined || status === 'pending'),
    )
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/** Nothing once it was done: the record shows that. */
export function AskedNote({ asked }: { asked: Call | undefined }) {
  const { ids, dismiss } = useDismissed()
  if (!asked || asked.status === 'accepted' || ids.includes(asked.id)) return null
  const label = word(procedureNamed(asked.procedure)?.label ?? asked.procedure)
  if (asked.status === 'pending')
    return (
      <Alert color="gray" icon={<IconClock {...icon} />} title={t`${label}: waiting for the office`}>
        {t`It is carried out as soon as the office has received it.`}
      </Alert>
    )
  const reason = answerOf(asked)
  return (
    <Alert color="red" icon={<IconAlertOctagon {...icon} />} title={t`${label}: the office refused it`}>
      <Text size="sm">
        {reason} {t`You can ask again with other values.`}
      </Text>
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => dismiss(asked.id)}>
        {t`Leave it`}
      </Button>
    </Alert>
  )
}
