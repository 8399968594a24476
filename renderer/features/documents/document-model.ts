/**
 * What is printed of an order, as plain words: everything is formatted here and nothing afterwards. Amounts
 * come from `shared/money.ts`, so that paper and screen agree to the last unit. The order's notes are for
 * colleagues and are never printed.
 */
import { t } from '@lingui/core/macro'
import type { Customer } from '../../../shared/entities/customer.ts'
import { order as entity } from '../../../shared/entities/order.ts'
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import type { FileDocument } from '../../../shared/files/file-document.ts'
import { formatMoney, orderTotals } from '../../../shared/money.ts'
import { dayOf, formatDate, formatNumber, formatShare } from '../../ui/format.ts'
import type { Company } from '../../../shared/company.ts'
import { documentWords } from './document-kinds.ts'
import type { DocumentKind } from './document-kinds.ts'
import { paperSizeOf, printableLocale } from './paper.ts'
import type { PaperSize } from './paper.ts'
import { postalLines } from './postal-lines.ts'

export interface PrintedColumn {
  label: string
  /** Share of the width: the numbers of all columns are relative to each other. */
  width: number
  end: boolean
}

export interface PrintedSignature {
  /** "Signed by Ana Trujillo" and when. */
  label: string
  signer: string
  /** The strokes as the path of a picture of this size; absent when the name was typed. */
  path?: string
  width: number
  height: number
}

export interface PrintedDocument {
  fileName: string
  locale: string
  paper: PaperSize
  title: string
  sender: { name: string; lines: string[]; logo?: string }
  parties: { label: string; lines: string[] }[]
  facts: { label: string; value: string }[]
  /** What the reader has to know before the table. */
  remark?: string
  columns: PrintedColumn[]
  /** One cell per column; the remark stands under the first. */
  rows: { cells: string[]; remark?: string }[]
  sums: { label: string; value: string; strong: boolean }[]
  /** Of who ordered exactly what is printed here. */
  signature?: PrintedSignature
  /** Of the foot, where `{page}` and `{pages}` become numbers. */
  pageWords: string
}

interface Surroundings {
  /** The order's; undefined when this device does not hold it. */
  customer: Customer | undefined
  company: Company
  /** A signature of the order as it is; one of an earlier state is none. */
  signature?: Pick<FileDocument, 'signature' | 'createdAt'> | undefined
  /** BCP 47, such as `de-CH`: how dates and amounts are written, and the size of the paper. */
  locale: string
}

export function documentOf(kind: DocumentKind, order: Order, around: Surroundings): PrintedDocument {
  const { customer, company } = around
  const locale = printableLocale(around.locale)
  const shipTo = [order.shipTo?.name ?? '', ...postalLines(order.shipTo)].filter((line) => line !== '')
  const remark = remarkOn(kind, order)
  return {
    title: `${documentWords(kind).title} ${entity.title(order)}`,
    sender: {
      name: company.name,
      lines: postalLines(company.address),
      ...(company.logo && { logo: company.logo }),
    },
    parties: [
      {
        label: kind === 'invoice' ? t`Bill to` : t`Customer`,
        lines: customer ? [customer.name, ...postalLines(customer.address)] : shipTo.slice(0, 1),
      },
      { label: t`Ship to`, lines: shipTo },
    ].filter(({ lines }) => lines.length > 0),
    facts: factsOf(kind, order, locale),
    ...(remark && { remark }),
    ...tableOf(kind, order, locale),
    sums: sumsOf(order, locale),
    ...signatureOf(around.signature, locale),
    pageWords: t`Page ${{ page: '{page}' }} of ${{ pages: '{pages}' }}`,
    fileName: fileNameOf(kind, order),
    locale,
    paper: paperSizeOf(around.locale),
  }
}

/** `order-11078.pdf`; a number may hold anything, a file name may not. */
function fileNameOf(kind: DocumentKind, order: Order): string {
  const start = kind === 'confirmation' ? 'order' : kind
  const number = entity.title(order).replace(/[^\p{L}\p{N}.-]+/gu, '-')
  return `${start}-${number}.pdf`
}

function factsOf(kind: DocumentKind, order: Order, locale: string): PrintedDocument['facts'] {
  const date = (day: string | undefined) => (day === undefined ? '' : formatDate(day, locale))
  return [
    {
      label: order.number === undefined ? t`Provisional number` : t`Order number`,
      value: entity.title(order),
    },
    { label: t`Invoice date`, value: kind === 'invoice' ? date(order.shippedDate ?? order.orderDate) : '' },
    { label: kind === 'quote' ? t`Date` : t`Order date`, value: date(order.orderDate) },
    { label: t`Required by`, value: date(order.requiredDate) },
    { label: t`Shipped`, value: kind === 'quote' ? '' : date(order.shippedDate) },
    { label: t`Ship via`, value: order.shipVia ?? '' },
  ].filter(({ value }) => value !== '')
}

function remarkOn(kind: DocumentKind, order: Order): string | undefined {
  if (kind === 'confirmation' && order.status === 'submitted')
    return t`We have received this order. It is binding once it is confirmed with its final number.`
  return undefined
}

function tableOf(
  kind: DocumentKind,
  order: Order,
  locale: string,
): Pick<PrintedDocument, 'columns' | 'rows'> {
  const { lines: totals } = orderTotals(order)
  const money = (amount: number) => formatMoney({ amount, currency: order.currency }, locale)
  const share = (points: number) => (points === 0 ? '' : formatShare(points, locale))
  const columns: (PrintedColumn & { cell: (line: OrderLine, index: number) => string })[] = [
    { label: t`Product`, width: 40, end: false, cell: (line) => line.description },
    { label: t`Quantity`, width: 11, end: true, cell: (line) => formatNumber(line.quantity, locale) },
    { label: t`Unit price`, width: 17, end: true, cell: (line) => money(line.unitPrice) },
  ]
  if (order.lines.some((line) => line.discount !== 0))
    columns.push({ label: t`Discount`, width: 12, end: true, cell: (line) => share(line.discount) })
  if (order.lines.some((line) => line.taxRate !== 0))
    columns.push({ label: t`Tax`, width: 9, end: true, cell: (line) => share(line.taxRate) })
  columns.push({ label: t`Total`, width: 18, end: true, cell: (_line, index) => money(totals[index] ?? 0) })
  return {
    columns: columns.map(({ label, width, end }) => ({ label, width, end })),
    rows: order.lines.map((line, index) => {
      const remark = kind === 'confirmation' ? remarkOnLine(line, locale) : ''
      return { cells: columns.map(({ cell }) => cell(line, index)), ...(remark && { remark }) }
    }),
  }
}

/** Where not all units of a line are on their way. */
function remarkOnLine(line: OrderLine, locale: string): string {
  const parts: [number | undefined, (units: string) => string][] = [
    [line.backordered, (units) => t`${units} on backorder`],
    [line.cancelled, (units) => t`${units} cancelled`],
    [line.returned, (units) => t`${units} returned`],
  ]
  return parts
    .filter(([units]) => (units ?? 0) > 0)
    .map(([units = 0, words]) => words(formatNumber(units, locale)))
    .join(', ')
}

function sumsOf(order: Order, locale: string): PrintedDocument['sums'] {
  const totals = orderTotals(order)
  const money = (amount: number) => formatMoney({ amount, currency: order.currency }, locale)
  return [
    { label: t`Goods`, value: money(totals.goods), strong: false },
    ...(totals.discount > 0
      ? [{ label: t`Order discount`, value: money(-totals.discount), strong: false }]
      : []),
    { label: t`Freight`, value: money(totals.freight), strong: false },
    ...totals.taxes.map(({ rate, base, tax }) => ({
      label: t`Tax ${{ rate: formatShare(rate, locale) }} on ${{ base: money(base) }}`,
      value: money(tax),
      strong: false,
    })),
    { label: t`Total`, value: money(totals.total), strong: true },
  ]
}

function signatureOf(signed: Surroundings['signature'], locale: string): Pick<PrintedDocument, 'signature'> {
  if (!signed?.signature) return {}
  const { signer, path, width = 1, height = 1 } = signed.signature
  const at = formatDate(dayOf(new Date(signed.createdAt)), locale)
  return { signature: { label: t`Signed by ${signer}, ${at}`, signer, ...(path && { path }), width, height } }
}
