/** The list of procedures. Server, API description and admin screen iterate it; a new one is one line here. */
import { adjustStock } from './adjust-stock.ts'
import { assignLeads } from './assign-leads.ts'
import { cancelOrder } from './cancel-order.ts'
import { convertLead } from './convert-lead.ts'
import type { Procedure } from './define-procedure.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { mergeCustomers, mergeLeads, unmergeCustomers, unmergeLeads } from './merge-records.ts'
import { placeOrder } from './place-order.ts'
import { reassignBook } from './reassign-book.ts'
import { receiveStock } from './receive-stock.ts'
import { returnOrder } from './return-order.ts'
import { settlePrice } from './settle-price.ts'

export const procedures: readonly Procedure[] = [
  placeOrder,
  cancelOrder,
  fulfilOrder,
  returnOrder,
  settlePrice,
  receiveStock,
  adjustStock,
  convertLead,
  assignLeads,
  reassignBook,
  mergeCustomers,
  mergeLeads,
  unmergeCustomers,
  unmergeLeads,
]

export const procedureNamed = (name: string): Procedure | undefined =>
  procedures.find((procedure) => procedure.name === name)
