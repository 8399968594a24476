/**
 * An order with its items. Items live inside their order, so that an order can never be seen half; where a
 * person or a report asks for order items as a table of their own, `orderItemsOf` gives it.
 *
 * Amounts are minor units of the order's currency; totals are computed by `money.ts` and never stored.
 */
import { addressFields } from './address.ts'
import { defineEntity } from './define-entity.ts'
import type { DocumentOf, FieldError } from './define-entity.ts'
import {
  basisPoints,
  choice,
  currency,
  date,
  integer,
  largestAmount,
  list,
  minorUnits,
  multiline,
  object,
  reference,
  text,
  value,
} from './fields.ts'
import { mergedFrom } from './merging.ts'
import { ownershipFields } from './ownership.ts'
import { lineTotal } from '../money.ts'
import { sentence } from '../phrase.ts'

const units = (label: string) => integer(label, 0, 1_000_000, { setBy: 'server' })

export const order = defineEntity({
  name: 'orders',
  label: { one: 'Order', many: 'Orders' },
  title: (document) => document.number ?? document.provisionalNumber,
  parent: (document) => ({ collection: 'customers', id: document.customerId }),
  fields: {
    /** The official number, given by the server. */
    number: text('Number', 40, { setBy: 'server' }),
    /** Given at once by the device that wrote the order. */
    provisionalNumber: text('Provisional number', 40, { required: true }),
    customerId: reference('Customer', 'customers', { required: true }),
    status: choice(
      'Status',
      [
        { value: 'draft', label: 'Draft', tone: 'neutral' },
        { value: 'submitted', label: 'Submitted', tone: 'active' },
        { value: 'rejected', label: 'Rejected', tone: 'danger' },
        { value: 'confirmed', label: 'Confirmed', tone: 'active' },
        { value: 'backordered', label: 'Backordered', tone: 'attention' },
        { value: 'part-fulfilled', label: 'Partly fulfilled', tone: 'active' },
        { value: 'fulfilled', label: 'Fulfilled', tone: 'done' },
        { value: 'returned', label: 'Returned', tone: 'neutral' },
        { value: 'cancelled', label: 'Cancelled', tone: 'neutral' },
      ],
      { required: true },
    ),
    orderDate: date('Ordered', { required: true }),
    requiredDate: date('Required by'),
    shippedDate: date('Shipped', { setBy: 'server' }),
    currency: currency('Currency', { required: true }),
    lines: list(
      'Order items',
      {
        id: text('Id', 36, { required: true }),
        productId: reference('Product', 'products', { required: true }),
        /** The product's name at the time. */
        description: text('Description', 300, { required: true }),
        /** What one unit was at the time: "24 - 12 oz bottles". */
        unit: text('Unit', 120),
        quantity: integer('Quantity', 1, 1_000_000, { required: true }),
        unitPrice: minorUnits('Unit price', { required: true }),
        /** The list that the price was taken from; absent for the product's own price and a typed one. */
        priceListId: reference('Price list', 'priceLists'),
        discount: basisPoints('Discount', { required: true }),
        taxRate: basisPoints('Tax rate', { required: true }),
        // Where the units are; absent until the order is placed. See `order-lifecycle.ts`.
        confirmed: units('Confirmed'),
        backordered: units('Backordered'),
        fulfilled: units('Fulfilled'),
        returned: units('Returned'),
        cancelled: units('Cancelled'),
        /** The price list's price when the order was placed, where the order says another one. */
        listPrice: minorUnits('List price', { setBy: 'server' }),
      },
      500,
      { required: true },
    ),
    /** Of the sum of the lines; how both discounts reach the tax is in `money.ts`. */
    discount: basisPoints('Order discount'),
    /** Taken off after that share. */
    discountAmount: minorUnits('Order discount, amount'),
    freight: minorUnits('Freight', { required: true }),
    shipVia: text('Ship via', 120),
    shipTo: object('Ship to', { name: text('Name', 300), ...addressFields }),
    notes: multiline('Notes', 20_000),
    /** Why the order could not be taken as it is. */
    rejection: text('Rejected because', 1000, { setBy: 'server' }),
    /** The same as a `Phrase`, for any language. */
    rejectionWords: value('Reason', { setBy: 'server' }),
    /** Written by whoever cancels it, or what it still owes. */
    cancelReason: text('Cancelled because', 300),
    /** The procedure call that last changed the order. */
    lastCall: text('Last procedure', 36, { setBy: 'server' }),
    mergedFrom,
    ...ownershipFields('Sales representative'),
  },
  rules(document) {
    const errors: FieldError[] = []
    if (document.status !== 'draft' && document.lines.length === 0)
      errors.push({
        field: 'lines',
        message: sentence('Add at least one item before the order leaves draft'),
      })
    document.lines.forEach((line, index) => {
      if (line.unitPrice < 0)
        errors.push({ field: `lines.${index}.unitPrice`, message: sentence('A price cannot be negative') })
    })
    const totals = document.lines.map((line) => Math.max(0, lineTotal(line)))
    const goods = totals.reduce((sum, amount) => sum + amount, 0)
    // Beyond it the sums would not be exact any more.
    const tooLarge = totals.findIndex((amount) => amount > largestAmount)
    if (tooLarge >= 0)
      errors.push({ field: `lines.${tooLarge}.quantity`, message: sentence('This amount is too large') })
    else if (goods > largestAmount)
      errors.push({ field: 'lines', message: sentence('This amount is too large') })
    const off = document.discountAmount ?? 0
    if (off < 0) errors.push({ field: 'discountAmount', message: sentence('A discount cannot be negative') })
    else if (off > goods)
      errors.push({
        field: 'discountAmount',
        message: sentence('A discount cannot be more than the goods cost'),
      })
    if (document.freight < 0)
      errors.push({ field: 'freight', message: sentence('Freight cannot be negative') })
    if (document.requiredDate && document.requiredDate < document.orderDate)
      errors.push({ field: 'requiredDate', message: sentence('Enter a day on or after the order date') })
    return errors
  },
  indexes: [['customerId', 'updatedAtInverse'], ['updatedAtInverse']],
  migrations: [(document) => document, (document) => document],
})

export type Order = DocumentOf<typeof order>
export type OrderLine = Order['lines'][number]

export interface OrderItem extends OrderLine {
  orderId: string
  orderTitle: string
  customerId: string
  orderDate: string
  currency: string
}

/** Order items as a table of their own. */
export function orderItemsOf(orders: readonly Order[]): OrderItem[] {
  return orders.flatMap((document) =>
    document.lines.map((line) => ({
      ...line,
      orderId: document.id,
      orderTitle: order.title(document),
      customerId: document.customerId,
      orderDate: document.orderDate,
      currency: document.currency,
    })),
  )
}
