/** Items of all orders as rows of their own, made from the table of orders and following it. */
import { Subject } from 'rxjs'
import { orderItemsOf } from '../../../../shared/entities/order.ts'
import type { Order } from '../../../../shared/entities/order.ts'
import type { ListRow } from '../../../../shared/lists/list-columns.ts'
import type { RowChange, Table } from './table.ts'

/** An item's id is unique within its order only. */
const itemsOf = (order: ListRow): ListRow[] =>
  orderItemsOf([order as unknown as Order]).map((item) => ({
    ...item,
    id: `${item.orderId} ${item.id}`,
    updatedAt: order['updatedAt'],
  }))

export function itemTable(orders: Table): Table {
  const rows = new Map<string, ListRow>()
  const changes$ = new Subject<readonly RowChange[]>()
  let making: Promise<void> | undefined
  let isComplete = false

  const following = orders.changes$.subscribe((changes) => {
    if (!isComplete) return
    const told: RowChange[] = []
    for (const { was, now } of changes) {
      for (const { id } of was ? itemsOf(was) : []) {
        told.push({ was: rows.get(id), now: undefined })
        rows.delete(id)
      }
      for (const item of now ? itemsOf(now) : []) {
        rows.set(item.id, item)
        told.push({ was: undefined, now: item })
      }
    }
    if (told.length > 0) changes$.next(told)
  })

  async function make() {
    await orders.complete()
    for (const order of orders.rows.values()) for (const item of itemsOf(order)) rows.set(item.id, item)
    isComplete = true
  }

  return {
    rows,
    get isComplete() {
      return isComplete
    },
    changes$,
    complete: () => (making ??= make()),
    close() {
      following.unsubscribe()
      changes$.complete()
      rows.clear()
    },
  }
}
