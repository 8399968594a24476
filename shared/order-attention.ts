/** Why an order waits for its representative, what is most pressing first. */
import type { Order } from './entities/order.ts'

export const orderAttentionIds = ['rejected', 'backordered', 'price'] as const
export type OrderAttention = (typeof orderAttentionIds)[number]

const isOwed = (status: Order['status']) =>
  status === 'confirmed' || status === 'backordered' || status === 'part-fulfilled'

/** `price`: an order that is still owed says another price than the list. */
export function attentionOf({ status, lines }: Pick<Order, 'status' | 'lines'>): OrderAttention | undefined {
  if (status === 'rejected') return 'rejected'
  if (!isOwed(status)) return undefined
  if (lines.some((line) => (line.backordered ?? 0) > 0) || status === 'backordered') return 'backordered'
  return lines.some((line) => line.listPrice !== undefined) ? 'price' : undefined
}
