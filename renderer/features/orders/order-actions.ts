/**
 * What can be done with an order from its page. Submitting needs no question, because a submitted order
 * can still be changed; cancelling cannot be taken back, so it asks first.
 */
import { modals } from '@mantine/modals'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'

function told(result: SaveResult, title: string): boolean {
  if (!result.ok)
    notifyProblem(
      title,
      result.error?.message ?? result.errors[0]?.message ?? 'This device could not store it.',
    )
  return result.ok
}

export async function submitOrder(order: Order): Promise<void> {
  told(await saveRecord('orders', order.id, { status: 'submitted' }), 'The order was not submitted')
}

export function cancelOrder(order: Order): void {
  const name = entity.title(order)
  modals.openConfirmModal({
    title: `Cancel order ${name}?`,
    children: 'The office stops working on it. A cancelled order cannot be opened again.',
    labels: { confirm: 'Cancel the order', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    onConfirm: () =>
      void saveRecord('orders', order.id, { status: 'cancelled' }).then((result) =>
        told(result, `Order ${name} was not cancelled`),
      ),
  })
}
