/**
 * What can be done with an order from its page. Submitting needs no question, because a submitted order
 * can still be changed; cancelling cannot be taken back, so it asks first.
 */
import { t } from '@lingui/core/macro'
import { modals } from '@mantine/modals'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { Person } from '../../../shared/roles.ts'
import { saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { callProcedure } from '../../data/procedures.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { messageOf, whyNot } from '../../words/say.ts'

function told(result: SaveResult, title: string): boolean {
  if (!result.ok) notifyProblem(title, whyNot(result) || t`This device could not store it.`)
  return result.ok
}

export async function submitOrder(order: Order): Promise<void> {
  told(await saveRecord('orders', order.id, { status: 'submitted' }), t`The order was not submitted`)
}

export function cancelOrder(order: Order): void {
  const name = entity.title(order)
  modals.openConfirmModal({
    title: t`Cancel order ${name}?`,
    children: t`The office stops working on it. A cancelled order cannot be opened again.`,
    labels: { confirm: t`Cancel the order`, cancel: t`Keep it` },
    confirmProps: { color: 'red' },
    onConfirm: () =>
      void saveRecord('orders', order.id, { status: 'cancelled' }).then((result) =>
        told(result, t`Order ${name} was not cancelled`),
      ),
  })
}

/** A placed order is the office's: what is wanted is asked of it, and carried out when it has the request. */
export function cancelPlaced(order: Order, person: Person, only?: 'backordered'): void {
  const name = entity.title(order)
  modals.openConfirmModal({
    title: only ? t`Cancel what order ${name} waits for?` : t`Cancel order ${name}?`,
    children: only
      ? t`The customer gets what is confirmed. What waits for stock is cancelled for good.`
      : t`Everything that was not sent yet is cancelled, and its stock is free for other orders.`,
    labels: { confirm: only ? t`Cancel what waits` : t`Cancel the order`, cancel: t`Keep it` },
    confirmProps: { color: 'red' },
    onConfirm: () =>
      void ask(
        'cancel_order',
        { orderId: order.id, ...(only && { only }) },
        person,
        t`The order was not cancelled`,
      ),
  })
}

export const sendConfirmed = (order: Order, person: Person): Promise<void> =>
  ask('fulfil_order', { orderId: order.id }, person, t`The order was not sent`)

async function ask(
  name: string,
  input: Record<string, unknown>,
  person: Person,
  problem: string,
): Promise<void> {
  const result = await callProcedure(name, input, person)
  if (!result.ok) notifyProblem(problem, messageOf(result.error))
}
