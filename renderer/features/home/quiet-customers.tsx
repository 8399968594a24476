/**
 * Own customers that have not heard from us for longer than we want. Who was spoken to lately is left out by the
 * list itself, so that a large book costs no more than a small one.
 */
import { plural, t } from '@lingui/core/macro'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useMemo } from 'react'
import { contactHealth, usualCadence } from '../../../shared/contact-health.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { latestBy } from './latest-by.ts'

const most = 5
const atOnce = 500
/** Customers with a cadence of their own that are looked at. */
const mostSpecial = 200

const own: readonly Condition[] = [
  { column: 'ownerId', is: 'mine' },
  { column: 'status', is: 'equal', value: 'active' },
  { column: 'mergedInto', is: 'empty' },
]
const contactedView: ListView = {
  list: 'interactions',
  where: [
    { column: 'customerId', is: 'filled' },
    { column: 'at', is: 'after', value: { days: -usualCadence - 1 } },
  ],
  groupBy: 'customerId',
}
const specialView: ListView = {
  list: 'customers',
  where: [...own, { column: 'contactEveryDays', is: 'filled' }],
  sort: [{ by: 'contactEveryDays' }],
}

/** Customers of the usual cadence but those with these ids. */
export function withoutContact(contacted: readonly string[]): ListView {
  const where: Condition[] = [
    ...own,
    { column: 'contactEveryDays', is: 'empty' },
    { column: 'createdAt', is: 'before', value: { days: -usualCadence } },
  ]
  for (let from = 0; from < contacted.length && where.length < 40; from += atOnce)
    where.push({ column: 'id', is: 'none-of', values: contacted.slice(from, from + atOnce) })
  return { list: 'customers', where, sort: [{ by: 'name' }] }
}

export function QuietCustomers() {
  const now = useNow(60_000)
  const contacted = useView(contactedView, { offset: 0, limit: 0 })
  const ids = (contacted.groups ?? []).flatMap(({ key }) => (typeof key === 'string' ? key : []))
  const key = ids.toSorted().join()
  const isKnown = !contacted.loading
  const usualView = useMemo(
    () => (isKnown ? withoutContact(key === '' ? [] : key.split(',')) : undefined),
    [isKnown, key],
  )
  const usual = useView(usualView, { offset: 0, limit: 20 })
  const special = useView(specialView, { offset: 0, limit: mostSpecial })
  const customers = [...usual.rows, ...special.rows] as unknown as readonly Customer[]
  const shown = customers.map(({ id }) => id).join()
  const lastView = useMemo<ListView | undefined>(
    () =>
      shown === ''
        ? undefined
        : {
            list: 'interactions',
            where: [{ column: 'customerId', is: 'one-of', values: shown.split(',') }],
            sort: [{ by: 'at', desc: true }],
          },
    [shown],
  )
  const contacts = useView(lastView, { offset: 0, limit: 1000 })
  if (!isKnown || usual.loading || special.loading || (lastView && contacts.loading)) return null
  const last = latestBy(contacts.rows as unknown as readonly Interaction[], 'customerId')
  const overdue = customers
    .map((customer) => ({ customer, health: contactHealth(customer, last.get(customer.id), now) }))
    .filter(({ health }) => health.state === 'overdue')
    .toSorted((a, b) => b.health.days / b.health.every - a.health.days / a.health.every)
  if (overdue.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconHeartHandshake />}
        title={t`Every customer has heard from you`}
        description={t`Active customers of yours stand here when the wanted time without a contact has passed.`}
      />
    )
  return (
    <SummaryList
      limit={most}
      all={{ path: listPath('customers'), words: t`All customers` }}
      entries={overdue.map(({ customer, health }) => ({
        id: customer.id,
        title: customer.name,
        path: recordPath('customers', customer.id),
        detail: health.contacted
          ? plural(health.days, { one: 'Last contact # day ago', other: 'Last contact # days ago' })
          : t`No contact logged yet`,
        state: plural(health.every, { one: 'every day', other: 'every # days' }),
      }))}
    />
  )
}
