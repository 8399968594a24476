/**
 * The papers that an order can become, and when. A quote is for what is still open, a confirmation for what was
 * submitted, an invoice only for an order that was sent whole: what else is billed is the office's decision.
 */
import { t } from '@lingui/core/macro'
import type { Order } from '../../../shared/entities/order.ts'

export type DocumentKind = 'quote' | 'confirmation' | 'invoice'

export interface DocumentWords {
  title: string
  save: string
  open: string
  notMade: string
  notDelivered: string
}

/** Whole sentences for each paper: their parts agree in other languages. */
export function documentWords(kind: DocumentKind): DocumentWords {
  switch (kind) {
    case 'quote':
      return {
        title: t`Quote`,
        save: t`Save quote as PDF`,
        open: t`Open quote to print`,
        notMade: t`The quote could not be made`,
        notDelivered: t`The quote was not delivered`,
      }
    case 'confirmation':
      return {
        title: t`Order confirmation`,
        save: t`Save order confirmation as PDF`,
        open: t`Open order confirmation to print`,
        notMade: t`The order confirmation could not be made`,
        notDelivered: t`The order confirmation was not delivered`,
      }
    case 'invoice':
      return {
        title: t`Invoice`,
        save: t`Save invoice as PDF`,
        open: t`Open invoice to print`,
        notMade: t`The invoice could not be made`,
        notDelivered: t`The invoice was not delivered`,
      }
    default:
      return kind satisfies never
  }
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
