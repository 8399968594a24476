/** Writes an order to this device: a new one with its provisional number, or what was changed of a stored one. */
import { sameJson } from '../../../shared/same-json.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { Person } from '../../../shared/roles.ts'
import { createRecord, saveRecord } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import type { OrderValues } from './order-draft.ts'
import { provisionalNumber } from './provisional-number.ts'

type Status = Order['status']

/** `id` was made when the form opened, so the same order is never made twice. */
export const createOrder = (
  id: string,
  status: Status,
  values: OrderValues,
  person: Person,
): Promise<SaveResult> =>
  createRecord('orders', {
    ...values,
    id,
    status,
    provisionalNumber: provisionalNumber(person.name, values.orderDate, id),
  })

/** `opened` is the order as it was when the form opened: only what differs from it is written. */
export function saveOrder(opened: Order, status: Status, values: OrderValues): Promise<SaveResult> {
  const before = opened as Record<string, unknown>
  const changes = Object.entries({ ...values, status }).filter(
    ([name, value]) => !sameJson(before[name], value),
  )
  return saveRecord('orders', opened.id, Object.fromEntries(changes))
}
