/** What was last asked of the office about a record: that it waits, or why it was refused. */
import { t } from '@lingui/core/macro'
import { Alert } from '@mantine/core'
import { IconAlertOctagon, IconClock } from '@tabler/icons-react'
import type { Call } from '../../../shared/entities/call.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import { useRecords } from '../../data/index.ts'
import { word } from '../../words/say.ts'
import { answerOf } from '../../ui/record/call-receipt.tsx'

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** The newest call that a person made about the record; `field` is the input's that names it. */
export function useAsked(field: 'orderId' | 'leadId', id: string): Call | undefined {
  return latestCall(useRecords('calls').records, field, id)
}

/** Orders are placed by being submitted: that says the order itself. */
export function latestCall(calls: readonly Call[], field: string, id: string): Call | undefined {
  return calls
    .filter(({ input, procedure }) => input[field] === id && procedure !== 'place_order')
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/** Nothing once it was done: the record shows that. */
export function AskedNote({ asked }: { asked: Call | undefined }) {
  if (!asked || asked.status === 'accepted') return null
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
      {reason}
    </Alert>
  )
}
