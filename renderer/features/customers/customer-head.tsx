/** How a customer stands, at the head of its page: what is open, what was bought, and when we last spoke. */
import { plural, t } from '@lingui/core/macro'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { contactHealth } from '../../../shared/contact-health.ts'
import type { ContactHealth } from '../../../shared/contact-health.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Tone } from '../../../shared/entities/fields.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import { openStatuses, soldStatuses } from '../../../shared/order-lifecycle.ts'
import { useView } from '../../data/index.ts'
import { formatAgo, formatNumber } from '../../ui/format.ts'
import { Stats } from '../../ui/stats.tsx'
import { sumsInWords } from '../../ui/sums.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { useNow } from '../../ui/use-now.ts'

const counted = { offset: 0, limit: 0 }

/** `question` is one of the constants below; the view stays the same object for one customer. */
function useCounted(question: (ofCustomer: Condition) => ListView, id: string) {
  const view = useMemo(() => question({ column: 'customerId', is: 'equal', value: id }), [question, id])
  return useView(view, counted)
}

const openOrdersOf = (ofCustomer: Condition): ListView => ({
  list: 'orders',
  where: [ofCustomer, { column: 'status', is: 'one-of', values: [...openStatuses] }],
  sum: 'total',
})
const soldTo = (ofCustomer: Condition): ListView => ({
  list: 'orders',
  where: [
    ofCustomer,
    { column: 'status', is: 'one-of', values: [...soldStatuses] },
    { column: 'orderDate', is: 'after', value: { days: -365 } },
  ],
  sum: 'total',
})
const openTasksOf = (ofCustomer: Condition): ListView => ({
  list: 'tasks',
  where: [ofCustomer, { column: 'status', is: 'one-of', values: ['open', 'in-progress'] }],
})
const openCasesOf = (ofCustomer: Condition): ListView => ({
  list: 'cases',
  where: [ofCustomer, { column: 'status', is: 'one-of', values: ['open', 'waiting'] }],
})

export function CustomerHead({ customer }: { customer: Customer }) {
  const { id } = customer
  const now = useNow(60_000)
  const open = useCounted(openOrdersOf, id)
  const bought = useCounted(soldTo, id)
  const tasks = useCounted(openTasksOf, id)
  const cases = useCounted(openCasesOf, id)
  const latest = useMemo<ListView>(
    () => ({
      list: 'interactions',
      where: [{ column: 'customerId', is: 'equal', value: id }],
      sort: [{ by: 'at', desc: true }],
    }),
    [id],
  )
  const contacts = useView(latest, { offset: 0, limit: 1 })
  const last = (contacts.rows[0] as unknown as Interaction | undefined)?.at
  const health = contacts.loading ? undefined : contactHealth(customer, last, now)
  const figure = (total: number | undefined) => (total === undefined ? '…' : formatNumber(total))
  return (
    <Stats
      label={t`How this customer stands`}
      stats={[
        { label: t`Open orders`, value: figure(open.total), detail: sumsInWords(open.sums) },
        {
          label: t`Bought in 12 months`,
          value: bought.total === undefined ? '…' : sumsInWords(bought.sums) || t`Nothing`,
          detail: bought.total ? plural(bought.total, { one: '# order', other: '# orders' }) : undefined,
        },
        { label: t`Open tasks`, value: figure(tasks.total) },
        { label: t`Open cases`, value: figure(cases.total) },
        {
          label: t`Last contact`,
          value: health ? <HealthBadge health={health} /> : '…',
          detail: health && (
            <>
              {last ? formatAgo(last, now) : health.state !== 'good' && t`Nothing logged yet`}
              <Text inherit>
                {plural(health.every, { one: 'Wanted every day', other: 'Wanted every # days' })}
              </Text>
            </>
          ),
        },
      ]}
    />
  )
}

const tones: Record<ContactHealth['state'], Tone> = { good: 'done', due: 'attention', overdue: 'danger' }

/** Somebody new is neither in touch nor forgotten. */
const HealthBadge = ({ health: { state, contacted } }: { health: ContactHealth }) =>
  state === 'good' && !contacted ? (
    <ToneBadge tone="neutral">{t`Not contacted yet`}</ToneBadge>
  ) : (
    <ToneBadge tone={tones[state]}>
      {state === 'good' ? t`In touch` : state === 'due' ? t`Contact due` : t`Contact overdue`}
    </ToneBadge>
  )
