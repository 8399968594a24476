/**
 * An order as it is being typed: every amount is the text in its cell until the order is saved, so that
 * nothing is lost or reformatted under the person's hands. Reading it gives the document's values, the
 * totals of what is readable so far, and a message for each cell that is not.
 *
 * A line without product and amounts is the empty line at the end of the grid; it is never saved.
 */
import { t } from '@lingui/core/macro'
import { order } from '../../../shared/entities/order.ts'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import { largestAmount } from '../../../shared/entities/fields.ts'
import type { Product } from '../../../shared/entities/product.ts'
import type { Customer } from '../../../shared/entities/customer.ts'
import { decimalsOf, fromDecimal, lineTotal, orderTotals, toDecimal } from '../../../shared/money.ts'
import type { OrderTotals } from '../../../shared/money.ts'
import {
  readBasisPoints,
  readDecimal,
  readWhole,
  writeBasisPoints,
  writeDecimal,
} from '../../ui/typed-number.ts'
import { messageOf } from '../../words/say.ts'

export interface LineDraft {
  id: string
  productId: string
  description: string
  /** What one unit is, as the product says it. */
  unit: string
  quantity: string
  unitPrice: string
  /** The price list that `listedPrice` is of; empty for the product's own price. */
  priceListId: string
  /** The price as it was filled in, which the person may have typed over. */
  listedPrice: string
  /** Goes along with the price lists: see `line-prices.ts`. */
  follows: boolean
  /** Percent. */
  discount: string
  /** Percent. */
  taxRate: string
}

export type LineCell = 'productId' | 'quantity' | 'unitPrice' | 'discount' | 'taxRate'

export interface ShipToDraft {
  name: string
  street: string
  city: string
  region: string
  postalCode: string
  country: string
}

export interface OrderDraft {
  customerId: string
  orderDate: string
  requiredDate: string
  currency: string
  lines: LineDraft[]
  /** Of the whole order, percent. */
  discount: string
  /** Of the whole order, taken off after the share. */
  discountAmount: string
  freight: string
  shipVia: string
  shipTo: ShipToDraft
  notes: string
}

/** What the person decides about an order; the rest is set by the screen, the device or the server. */
export type OrderValues = Pick<
  Order,
  | 'customerId'
  | 'orderDate'
  | 'requiredDate'
  | 'currency'
  | 'lines'
  | 'discount'
  | 'discountAmount'
  | 'freight'
  | 'shipVia'
  | 'shipTo'
  | 'notes'
>

export interface ReadDraft {
  values: OrderValues
  /** By path: `customerId`, `lines.2.quantity`, where 2 is the row in the draft. */
  errors: FieldError[]
  /** Of all readable lines. */
  totals: OrderTotals
  /** One per row of the draft; undefined where a cell cannot be read yet. */
  lineTotals: (number | undefined)[]
}

const emptyShipTo: ShipToDraft = {
  name: '',
  street: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
}

export const emptyLine = (id: string): LineDraft => ({
  id,
  productId: '',
  description: '',
  unit: '',
  quantity: '1',
  unitPrice: '',
  priceListId: '',
  listedPrice: '',
  follows: false,
  discount: '',
  taxRate: '',
})

export const isEmptyLine = (line: LineDraft) => !line.productId && !line.unitPrice.trim() && !line.description

export function newDraft(today: string, currency: string, lineId: string): OrderDraft {
  return {
    customerId: '',
    orderDate: today,
    requiredDate: '',
    currency,
    lines: [emptyLine(lineId)],
    discount: '',
    discountAmount: '',
    freight: '',
    shipVia: '',
    shipTo: emptyShipTo,
    notes: '',
  }
}

/** The draft of a stored order, for changing it. */
export function draftOf(document: Order, locale?: string): OrderDraft {
  const amount = (minor: number) =>
    writeDecimal(toDecimal({ amount: minor, currency: document.currency }), locale)
  return {
    customerId: document.customerId,
    orderDate: document.orderDate,
    requiredDate: document.requiredDate ?? '',
    currency: document.currency,
    lines: document.lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      description: line.description,
      unit: line.unit ?? '',
      quantity: line.quantity.toString(),
      unitPrice: amount(line.unitPrice),
      priceListId: line.priceListId ?? '',
      listedPrice: amount(line.unitPrice),
      follows: false,
      discount: line.discount === 0 ? '' : writeBasisPoints(line.discount, locale),
      taxRate: line.taxRate === 0 ? '' : writeBasisPoints(line.taxRate, locale),
    })),
    discount: document.discount ? writeBasisPoints(document.discount, locale) : '',
    discountAmount: document.discountAmount ? amount(document.discountAmount) : '',
    freight: document.freight === 0 ? '' : amount(document.freight),
    shipVia: document.shipVia ?? '',
    shipTo: { ...emptyShipTo, ...document.shipTo },
    notes: document.notes ?? '',
  }
}

/**
 * Takes name, unit, price and tax rate of the product as they are now; later changes of the product leave the
 * line. Price lists have their say in `line-prices.ts`.
 */
export function withProduct(line: LineDraft, chosen: Product, currency: string, locale?: string): LineDraft {
  const price = chosen.price.currency === currency ? writeDecimal(toDecimal(chosen.price), locale) : ''
  return {
    ...line,
    productId: chosen.id,
    description: chosen.name,
    unit: chosen.unit ?? '',
    unitPrice: price,
    priceListId: '',
    listedPrice: price,
    follows: true,
    taxRate: chosen.taxRate ? writeBasisPoints(chosen.taxRate, locale) : '',
  }
}

/** Where the goods go unless somebody says otherwise. */
const shipToOf = (customer: Pick<Customer, 'name' | 'address'>): ShipToDraft => ({
  ...emptyShipTo,
  ...customer.address,
  name: customer.name,
})

/**
 * Choosing another customer moves the delivery address along, unless the person has typed one of their own.
 * `previous` is the customer chosen before, if any.
 */
export function withCustomer(draft: OrderDraft, chosen: Customer, previous?: Customer): OrderDraft {
  const before = previous ? shipToOf(previous) : emptyShipTo
  const untouched = sameShipTo(draft.shipTo, before) || sameShipTo(draft.shipTo, emptyShipTo)
  return { ...draft, customerId: chosen.id, shipTo: untouched ? shipToOf(chosen) : draft.shipTo }
}

const sameShipTo = (a: ShipToDraft, b: ShipToDraft) =>
  (Object.keys(emptyShipTo) as (keyof ShipToDraft)[]).every((part) => a[part].trim() === b[part].trim())

const isCurrency = (code: string) => /^[A-Z]{3}$/.test(code)

function readLine(
  line: LineDraft,
  currency: string,
  locale?: string,
): { line?: OrderLine; errors: Partial<Record<LineCell, string>> } {
  const errors: Partial<Record<LineCell, string>> = {}
  if (!line.productId) errors.productId = t`Choose a product, or delete this line`
  const quantity = readWhole(line.quantity, locale)
  if (quantity === undefined) errors.quantity = t`Enter a whole number`
  else if (quantity < 1) errors.quantity = t`Enter 1 or more`
  else if (quantity > 1_000_000) errors.quantity = t`Enter 1,000,000 or less`
  const unitPrice = readAmount(line.unitPrice, currency, locale)
  if (typeof unitPrice === 'string') errors.unitPrice = unitPrice
  const discount = line.discount.trim() === '' ? 0 : readBasisPoints(line.discount, locale)
  if (discount === undefined || discount > 10_000) errors.discount = t`Enter a percentage from 0 to 100`
  const taxRate = line.taxRate.trim() === '' ? 0 : readBasisPoints(line.taxRate, locale)
  if (taxRate === undefined || taxRate > 10_000) errors.taxRate = t`Enter a percentage from 0 to 100`
  if (Object.keys(errors).length > 0) return { errors }
  return {
    errors,
    line: {
      id: line.id,
      productId: line.productId,
      description: line.description,
      ...(line.unit && { unit: line.unit }),
      quantity: quantity as number,
      unitPrice: unitPrice as number,
      ...(line.priceListId && line.unitPrice === line.listedPrice && { priceListId: line.priceListId }),
      discount: discount as number,
      taxRate: taxRate as number,
    },
  }
}

/** Minor units, or the sentence that says what is wrong. */
function readAmount(typed: string, currency: string, locale?: string): number | string {
  if (typed.trim() === '') return t`Enter a price`
  const decimal = readDecimal(typed, locale)
  if (decimal === undefined) return t`Enter an amount`
  if (decimal.startsWith('-')) return t`Enter 0 or more`
  const amount = fromDecimal(decimal, currency)?.amount
  if (amount === undefined) {
    const decimals = decimalsOf(currency)
    return /^\d{1,12}\./.test(decimal) || decimals === 0
      ? decimals === 0
        ? t`${currency} has no decimal places`
        : t`${currency} has ${decimals} decimal places`
      : t`This amount is too large`
  }
  return amount > largestAmount ? t`This amount is too large` : amount
}

/** Reads the whole draft; see `ReadDraft`. */
export function readDraft(draft: OrderDraft, locale?: string): ReadDraft {
  const errors: FieldError[] = []
  const currency = draft.currency.trim().toUpperCase()
  const usable = isCurrency(currency) ? currency : 'USD'
  if (!isCurrency(currency))
    errors.push({ field: 'currency', message: t`Enter a currency of three letters, such as EUR` })
  if (!draft.customerId) errors.push({ field: 'customerId', message: t`Choose the customer` })
  if (!draft.orderDate) errors.push({ field: 'orderDate', message: t`Enter the order date` })
  const lines: OrderLine[] = []
  const lineTotals: (number | undefined)[] = []
  draft.lines.forEach((typed, row) => {
    if (isEmptyLine(typed)) {
      lineTotals.push(undefined)
      return
    }
    const read = readLine(typed, usable, locale)
    for (const [cell, message] of Object.entries(read.errors))
      errors.push({ field: `lines.${row}.${cell}`, message })
    if (read.line) lines.push(read.line)
    lineTotals.push(read.line && lineTotal(read.line))
  })
  const freight = draft.freight.trim() === '' ? 0 : readAmount(draft.freight, usable, locale)
  if (typeof freight === 'string') errors.push({ field: 'freight', message: freight })
  const charged = typeof freight === 'number' ? freight : 0
  const discount = draft.discount.trim() === '' ? 0 : readBasisPoints(draft.discount, locale)
  if (discount === undefined || discount > 10_000)
    errors.push({ field: 'discount', message: t`Enter a percentage from 0 to 100` })
  const off = draft.discountAmount.trim() === '' ? 0 : readAmount(draft.discountAmount, usable, locale)
  if (typeof off === 'string') errors.push({ field: 'discountAmount', message: off })
  const shipTo = Object.fromEntries(
    Object.entries(draft.shipTo)
      .map(([part, typed]) => [part, typed.trim()])
      .filter(([, typed]) => typed !== ''),
  ) as Order['shipTo']
  const values: OrderValues = {
    customerId: draft.customerId,
    orderDate: draft.orderDate,
    requiredDate: draft.requiredDate || undefined,
    currency: usable,
    lines,
    discount: discount && discount <= 10_000 ? discount : undefined,
    discountAmount: typeof off === 'number' && off > 0 ? off : undefined,
    freight: charged,
    shipVia: draft.shipVia.trim() || undefined,
    shipTo: shipTo && Object.keys(shipTo).length > 0 ? shipTo : undefined,
    notes: draft.notes.trim() || undefined,
  }
  return { values, errors, lineTotals, totals: orderTotals(values) }
}

/** The message about leaving draft, asked of the entity's own rules so that device and server agree. */
export function ruleErrors(values: OrderValues, status: Order['status']): FieldError[] {
  return (order.rules?.({ ...values, status } as Order) ?? []).map((error) => ({
    field: error.field,
    message: messageOf(error),
  }))
}

/**
 * Entity errors name lines as they are stored, without the empty ones; the grid counts its own rows.
 * Returns the same errors with the grid's row.
 */
export function toGridRows(errors: readonly FieldError[], draft: OrderDraft): FieldError[] {
  const rows = draft.lines.flatMap((line, row) => (isEmptyLine(line) ? [] : [row]))
  return errors.map((error) => ({
    ...error,
    field: error.field.replace(/^lines\.(\d+)/, (whole, index: string) => {
      const row = rows[Number(index)]
      return row === undefined ? whole : `lines.${row}`
    }),
  }))
}
