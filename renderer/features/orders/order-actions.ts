/**
 * What can be done with an order from its page. Submitting needs no question, because a submitted order
 * can still be changed; cancelling cannot be taken back, so it asks first.
 */
import { t } from '@lingui/core/macro'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import type { Person } from '../../../shared/roles.ts'
import { saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { callProcedure } from '../../data/procedures.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { askToCancel } from './cancel-form.tsx'
import { messageOf, whyNot } from '../../words/say.ts'

function told(result: SaveResult, title: string): boolean {
  if (!result.ok) notifyProblem(title, whyNot(result) || t`This device could not store it.`)
  return result.ok
}

export async function submitOrder(order: Order): Promise<void> {
  told(await saveRecord('orders', order.id, { status: 'submitted' }), t`The order was not submitted`)
}

/** Of an order that was not placed yet: it is its person's, so it is cancelled at once. */
export function cancelOrder(order: Order): void {
  const name = entity.title(order)
  askToCancel({
    title: t`Cancel order ${name}?`,
    words: t`The office stops working on it. A cancelled order cannot be opened again.`,
    confirm: t`Cancel the order`,
    async cancel(reason) {
      const changes = { status: 'cancelled', ...(reason && { cancelReason: reason }) } as const
      told(await saveRecord('orders', order.id, changes), t`Order ${name} was not cancelled`)
    },
  })
}

/** A placed order is the office's: what is wanted is asked of it, and carried out when it has the request. */
export function cancelPlaced(order: Order, person: Person, only?: 'backordered'): void {
  const name = entity.title(order)
  askToCancel({
    title: only ? t`Cancel what order ${name} waits for?` : t`Cancel order ${name}?`,
    words: only
      ? t`The customer gets what is confirmed. What waits for stock is cancelled for good.`
      : t`Everything that was not sent yet is cancelled, and its stock is free for other orders.`,
    confirm: only ? t`Cancel what waits` : t`Cancel the order`,
    cancel: (reason) =>
      ask(
        'cancel_order',
        { orderId: order.id, ...(only && { only }), ...(reason && { reason }) },
        person,
        t`The order was not cancelled`,
      ),
  })
}

/** Of one item only what waits for stock. */
export function cancelWaitingLine(order: Order, line: OrderLine, person: Person): void {
  const { description } = line
  askToCancel({
    title: t`Cancel what waits of ${description}?`,
    words: t`The customer gets what is confirmed of it. What waits for stock is cancelled for good.`,
    confirm: t`Cancel what waits`,
    cancel: (reason) =>
      ask(
        'cancel_order',
        { orderId: order.id, only: 'backordered', lineIds: [line.id], ...(reason && { reason }) },
        person,
        t`Nothing was cancelled`,
      ),
  })
}

/** Takes what has come in since for an order that waits. */
export const takeWhatIsThere = (order: Order, person: Person): Promise<void> =>
  ask('place_order', { orderId: order.id }, person, t`The order waits on`)

/** Decides about a price that the office marked: the order's stays, or the list's is taken. */
export const settlePrice = (
  order: Order,
  line: OrderLine,
  take: 'order' | 'list',
  person: Person,
): Promise<void> =>
  ask('settle_price', { orderId: order.id, lineId: line.id, take }, person, t`The price is as it was`)

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
