/** Orders: the list with its items as a second view, one order, and the form. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, SegmentedControl, Stack, Title } from '@mantine/core'
import {
  IconCircleX,
  IconLock,
  IconPackageExport,
  IconPackageImport,
  IconSend,
  IconTruckDelivery,
} from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Customer } from '../../../shared/entities/customer.ts'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { useRecord } from '../../data/index.ts'
import { FileSection } from '../../features/files/file-section.tsx'
import { OrderSignatures } from '../../features/files/order-signatures.tsx'
import { DocumentMenu } from '../../features/documents/document-menu.tsx'
import {
  cancelOrder,
  cancelPlaced,
  cancelWaitingLine,
  sendConfirmed,
  settlePrice,
  submitOrder,
  takeWhatIsThere,
} from '../../features/orders/order-actions.ts'
import { OrderContents } from '../../features/orders/order-contents.tsx'
import { OrderEditor } from '../../features/orders/order-editor.tsx'
import { OrderItemList } from '../../features/orders/order-item-list.tsx'
import { OrderList } from '../../features/orders/order-list.tsx'
import { callsOn, rightsOn } from '../../features/orders/order-rights.ts'
import { OrderQuantities } from '../../features/orders/order-quantities.tsx'
import { OrderState } from '../../features/orders/order-state.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useAsked } from '../../ui/record/asked-note.tsx'
import { keyFacts } from '../../ui/record/key-facts.ts'
import { RecordDetail, RecordMissing } from '../../ui/record/record-detail.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { mayCreate, usePerson } from '../../ui/record/use-access.ts'
import { usePrefill, useRecordId } from '../../ui/record/use-route-values.ts'
import { useNow } from '../../ui/use-now.ts'

type View = 'orders' | 'items'

export function OrdersListPage() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const view: View = search['show'] === 'items' || search['view'] === 'items' ? 'items' : 'orders'
  const toggle = (
    <SegmentedControl
      aria-label={t`Orders or their items`}
      value={view}
      onChange={(next) =>
        void navigate({
          to: listPath('orders'),
          search: () => (next === 'items' ? { show: next } : {}),
          replace: true,
        })
      }
      data={[
        { value: 'orders', label: t`Orders` },
        { value: 'items', label: t`Order items` },
      ]}
    />
  )
  if (view === 'orders') return <OrderList view={toggle} />
  return (
    <OrderItemList
      toggle={toggle}
      empty={
        <NothingHere
          icon={<EntityIcon of="orders" size={40} />}
          title={t`No order items yet`}
          description={t`The items of all orders of your book stand here.`}
        />
      }
    />
  )
}

export function OrderDetailPage() {
  const id = useRecordId()
  const now = useNow(60_000)
  const person = usePerson()
  const { record: order } = useRecord('orders', id)
  const { record: customer } = useRecord('customers', order?.customerId)
  const rights = order && rightsOn(person, order, customer, now)
  return (
    <RecordDetail
      collection="orders"
      id={id}
      facts={order?.number ? [...keyFacts.orders, 'provisionalNumber'] : keyFacts.orders}
      title={(record) => t`Order ${{ name: entity.title(record) }}`}
      editable={rights?.edit ?? false}
      deletable={rights?.remove ?? false}
      actions={(record) => <DocumentMenu order={record} customer={customer} />}
      can={(record) => {
        const may = callsOn(person, record, customer)
        const cancel = rights?.cancel
          ? () => cancelOrder(record)
          : may.cancel && (() => cancelPlaced(record, person))
        const at = (page: 'send' | 'return') => ({
          to: `${recordPath('orders', record.id)}/${page}`,
          search: {} as never,
        })
        return [
          rights?.submit && {
            label: t`Submit order`,
            icon: IconSend,
            place: 'primary',
            does: () => void submitOrder(record),
          },
          may.fulfil && {
            label: t`Send what is confirmed`,
            icon: IconTruckDelivery,
            does: () => void sendConfirmed(record, person),
          },
          may.sendPart && { label: t`Send a part`, icon: IconPackageExport, does: at('send') },
          may.takeBack && { label: t`Take goods back`, icon: IconPackageImport, does: at('return') },
          cancel && { label: t`Cancel order`, icon: IconCircleX, danger: true, does: cancel },
        ]
      }}
    >
      {(record) => (
        <Stack gap="lg">
          <PlacedOrder order={record} customer={customer} />
        </Stack>
      )}
    </RecordDetail>
  )
}

/** What the order is about and what stands in its way, with the choices of this person. */
function PlacedOrder({ order, customer }: { order: Order; customer: Customer | undefined }) {
  const person = usePerson()
  const asked = useAsked('orderId', order.id)
  const may = callsOn(person, order, customer)
  // What is under way changes the lines: it is decided about anew when the office has answered.
  const isFree = asked?.status !== 'pending'
  return (
    <>
      <OrderState
        order={order}
        may={may}
        asked={asked}
        onCancel={() => cancelPlaced(order, person)}
        onCancelWaiting={() => cancelPlaced(order, person, 'backordered')}
        onAllocate={() => void takeWhatIsThere(order, person)}
      />
      <OrderContents
        order={order}
        actions={{
          settle:
            may.settle && isFree ? (line, take) => void settlePrice(order, line, take, person) : undefined,
          cancelWaiting: may.cancel && isFree ? (line) => cancelWaitingLine(order, line, person) : undefined,
        }}
      />
      <section>
        <Title order={2} mb="xs">
          {t`Signature`}
        </Title>
        <OrderSignatures order={order} customer={customer} person={person} />
      </section>
      <section>
        <Title order={2} mb="xs">
          {t`Files`}
        </Title>
        <FileSection collection="orders" record={order} person={person} />
      </section>
    </>
  )
}

export const SendOrderPage = () => <Quantities kind="send" />
export const ReturnOrderPage = () => <Quantities kind="return" />

/** Sending a part of an order, or taking goods back. */
function Quantities({ kind }: { kind: 'send' | 'return' }) {
  const id = useRecordId()
  const person = usePerson()
  const navigate = useNavigate()
  const { record: order, loading } = useRecord('orders', id)
  const { record: customer, loading: customerLoading } = useRecord('customers', order?.customerId)
  if (loading || (order && customerLoading)) return null
  if (!order) return <RecordMissing collection="orders" />
  const may = callsOn(person, order, customer)
  const back = () => void navigate({ to: recordPath('orders', id) })
  const name = entity.title(order)
  return (
    <>
      <PageTitle
        title={kind === 'send' ? t`Send order ${name}` : t`Take back goods of order ${name}`}
        above={
          <Anchor component={Link} to={recordPath('orders', id)} size="sm" c="dimmed">
            {t`Order ${name}`}
          </Anchor>
        }
      />
      {(kind === 'send' ? may.sendPart : may.takeBack) ? (
        <OrderQuantities
          key={order.status}
          kind={kind}
          order={order}
          person={person}
          onDone={back}
          onCancel={back}
        />
      ) : (
        <NothingHere
          icon={<IconLock />}
          title={kind === 'send' ? t`There is nothing for you to send` : t`There is nothing to take back`}
          description={
            kind === 'send'
              ? t`The office sends orders, and only what is confirmed or waits for stock.`
              : t`Only what was sent can come back. Administrators and customer support record it.`
          }
        >
          <Button component={Link} to={recordPath('orders', id)} variant="default">
            {t`Back to the order`}
          </Button>
        </NothingHere>
      )}
    </>
  )
}

export function OrderFormPage() {
  const id = useRecordId()
  return id ? <ChangeOrder id={id} /> : <NewOrder />
}

function NewOrder() {
  const person = usePerson()
  const navigate = useNavigate()
  const { customerId } = usePrefill()
  if (!mayCreate(person, 'orders')) return <ReadOnly />
  return (
    <>
      <PageTitle title={t`New order`} />
      <OrderEditor
        key={customerId}
        person={person}
        customerId={customerId}
        onSaved={(saved) => void navigate({ to: recordPath('orders', saved), replace: true })}
        onCancel={() =>
          void navigate({ to: customerId ? recordPath('customers', customerId) : listPath('orders') })
        }
      />
    </>
  )
}

function ChangeOrder({ id }: { id: string }) {
  const now = useNow(60_000)
  const person = usePerson()
  const navigate = useNavigate()
  const { record: order, loading } = useRecord('orders', id)
  const { record: customer, loading: customerLoading } = useRecord('customers', order?.customerId)
  if (loading || (order && customerLoading)) return null
  if (!order) return <RecordMissing collection="orders" />
  if (!rightsOn(person, order, customer, now).edit) return <ReadOnly />
  const back = () => void navigate({ to: recordPath('orders', id) })
  return (
    <>
      <PageTitle title={t`Change order ${{ name: entity.title(order) }}`} />
      <OrderEditor key={id} person={person} stored={order} onSaved={back} onCancel={back} />
    </>
  )
}

const ReadOnly = () => (
  <>
    <PageTitle title={t`Orders`} />
    <NothingHere
      icon={<IconLock />}
      title={t`This order is not yours to write`}
      description={t`Orders are written and changed by the customer's sales representative until the office confirms them. Ask the customer's owner.`}
    >
      <Button component={Link} to={listPath('orders')} variant="default">
        {t`All orders`}
      </Button>
    </NothingHere>
  </>
)
