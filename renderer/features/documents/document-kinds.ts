/**
 * The papers that an order can become, and when. A quote is for what is still open, a confirmation for what was
 * submitted, an invoice only for an order that was sent whole: what else is billed is the office's decision.
 */
import type { Order } from '../../../shared/entities/order.ts'

export type DocumentKind = 'quote' | 'confirmation' | 'invoice'

export const documentWords: Record<DocumentKind, { title: string; inSentence: string }> = {
  quote: { title: 'Quote', inSentence: 'quote' },
  confirmation: { title: 'Order confirmation', inSentence: 'order confirmation' },
  invoice: { title: 'Invoice', inSentence: 'invoice' },
}

const ofStatus: Record<Order['status'], readonly DocumentKind[]> = {
  draft: ['quote'],
  submitted: ['quote', 'confirmation'],
  rejected: [],
  confirmed: ['confirmation'],
  backordered: ['confirmation'],
  'part-fulfilled': ['confirmation'],
  fulfilled: ['confirmation', 'invoice'],
  returned: ['confirmation'],
  cancelled: [],
}

/** What can be printed of the order now; an order without items is nothing to print. */
export function documentsOf(order: Order): DocumentKind[] {
  if (order.lines.length === 0) return []
  return ofStatus[order.status].filter((kind) => kind !== 'invoice' || isBillable(order))
}

/** Everything ordered was sent and kept, under a number of the office. */
const isBillable = (order: Order): boolean =>
  order.number !== undefined &&
  order.lines.every(
    ({ backordered = 0, cancelled = 0, returned = 0 }) => backordered + cancelled + returned === 0,
  )
