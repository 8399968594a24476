/**
 * What can be done with an order from its page. Submitting can be taken back by changing the order;
 * cancelling cannot, so it asks first; a deleted draft offers Undo.
 */
import { modals } from '@mantine/modals'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { removeRecord, saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { putBack } from '../../data/put-back.ts'
import { notifyProblem, notifyWithUndo } from '../../ui/notify-with-undo.tsx'

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

/** Resolves to whether the draft is gone. */
export async function deleteDraft(order: Order): Promise<boolean> {
  const name = entity.title(order)
  const gone = told(await removeRecord('orders', order.id), `Draft ${name} was not deleted`)
  if (gone)
    notifyWithUndo(
      `Draft ${name} deleted`,
      () => void putBack('orders', order).then((result) => told(result, `Draft ${name} was not put back`)),
    )
  return gone
}
