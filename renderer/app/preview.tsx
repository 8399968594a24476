/** What the preview of each kind of record brings beside its key facts. */
import { t } from '@lingui/core/macro'
import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { order as orderEntity } from '../../shared/entities/order.ts'
import { useRecord } from '../data/index.ts'
import { caseRights } from '../features/cases/case-rights.ts'
import { CustomerHead } from '../features/customers/customer-head.tsx'
import { counterpartName } from '../features/interactions/interaction-list.tsx'
import { typeWord } from '../features/interactions/interaction-words.tsx'
import { OrderBrief } from '../features/orders/order-brief.tsx'
import { rightsOn } from '../features/orders/order-rights.ts'
import { StockNow } from '../features/products/product-stock.tsx'
import { StockBadge } from '../features/products/stock-badge.tsx'
import { TaskPlan } from '../features/tasks/task-plan.tsx'
import { RepHead, seesWholeBook } from '../features/teams/rep-head.tsx'
import { RecordTimeline } from '../features/timeline/record-timeline.tsx'
import type { PagedCollection } from '../ui/record/record-paths.ts'
import { RecordPreview } from '../ui/record/record-preview.tsx'
import { usePerson } from '../ui/record/use-access.ts'
import { useReferenceNames } from '../ui/record/use-reference-names.ts'
import { ToneBadge } from '../ui/tone-badge.tsx'
import { useNow } from '../ui/use-now.ts'

export function Preview({ collection, id }: { collection: PagedCollection; id: string }): ReactNode {
  switch (collection) {
    case 'customers':
      return (
        <RecordPreview collection={collection} id={id}>
          {(customer) => (
            <>
              <CustomerHead customer={customer} />
              <RecordTimeline collection="customers" record={customer} brief />
            </>
          )}
        </RecordPreview>
      )
    case 'leads':
      return (
        <RecordPreview collection={collection} id={id}>
          {(lead) => <RecordTimeline collection="leads" record={lead} brief />}
        </RecordPreview>
      )
    case 'orders':
      return <OrderPreview id={id} />
    case 'interactions':
      return <InteractionPreview id={id} />
    case 'tasks':
      return (
        <RecordPreview collection={collection} id={id}>
          {(task) => (
            <Stack gap="sm">
              <TaskPlan task={task} />
              <Words text={task.notes} />
            </Stack>
          )}
        </RecordPreview>
      )
    case 'cases':
      return <CasePreview id={id} />
    case 'products':
      return (
        <RecordPreview collection={collection} id={id} badge={(product) => <StockBadge product={product} />}>
          {(product) => <StockNow product={product} />}
        </RecordPreview>
      )
    case 'salesReps':
      return <RepPreview id={id} />
    case 'priceLists':
      return <RecordPreview collection={collection} id={id} />
    default:
      return collection satisfies never
  }
}

function OrderPreview({ id }: { id: string }) {
  const person = usePerson()
  const now = useNow(60_000)
  const { record } = useRecord('orders', id)
  const { record: customer } = useRecord('customers', record?.customerId)
  return (
    <RecordPreview
      collection="orders"
      id={id}
      title={(order) => t`Order ${{ name: orderEntity.title(order) }}`}
      editable={(order) => rightsOn(person, order, customer, now).edit}
    >
      {(order) => (
        <>
          <OrderBrief order={order} />
          <Words text={order.notes} />
        </>
      )}
    </RecordPreview>
  )
}

function InteractionPreview({ id }: { id: string }) {
  const nameOf = useReferenceNames(['customers', 'leads'])
  return (
    <RecordPreview
      collection="interactions"
      id={id}
      title={(record) => [typeWord(record.type), counterpartName(record, nameOf)].filter(Boolean).join(': ')}
    >
      {(record) => <Words text={record.notes} />}
    </RecordPreview>
  )
}

function CasePreview({ id }: { id: string }) {
  const person = usePerson()
  const now = useNow(60_000)
  return (
    <RecordPreview collection="cases" id={id} editable={(record) => caseRights(person, record, now).edit}>
      {(record) => <Words text={record.description} />}
    </RecordPreview>
  )
}

function RepPreview({ id }: { id: string }) {
  const person = usePerson()
  return (
    <RecordPreview
      collection="salesReps"
      id={id}
      badge={(rep) => !rep.active && <ToneBadge tone="neutral">{t`Left`}</ToneBadge>}
      editable={(rep) => person.role === 'admin' || person.id === rep.id}
    >
      {(rep) => seesWholeBook(person, rep) && <RepHead rep={rep} person={person} />}
    </RecordPreview>
  )
}

/** Long text as it was written. */
const Words = ({ text }: { text: string | undefined }) =>
  text ? <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{text}</Text> : null
