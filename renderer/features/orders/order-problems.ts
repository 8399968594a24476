/** What is wrong with an order in words, and which cell it belongs to. */
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { FormProblem } from '../../ui/form-layout.tsx'
import type { OrderDraft } from './order-draft.ts'

const lineField = /^lines\.(\d+)\.(.+)$/

const fieldNames: Record<string, string> = {
  productId: 'product',
  quantity: 'quantity',
  unitPrice: 'unit price',
  discount: 'discount',
  taxRate: 'tax rate',
  freight: 'Freight',
  requiredDate: 'Required by',
  currency: 'Currency',
}

/** A field's name for as long as the form is open: rows move when a line is deleted, ids of lines do not. */
export function cellKey(field: string, draft: OrderDraft): string {
  const [, row, cell] = lineField.exec(field) ?? []
  const line = row === undefined ? undefined : draft.lines[Number(row)]
  return line ? `${line.id} ${cell}` : field
}

/** An error as the summary of the form says it. */
export function inWords({ field, message }: FieldError): FormProblem {
  const [, row, cell = ''] = lineField.exec(field) ?? []
  const label = row === undefined ? fieldNames[field] : `Line ${Number(row) + 1}, ${fieldNames[cell] ?? cell}`
  return { ...(field && { field }), ...(label && { label }), message }
}
